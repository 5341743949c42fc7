"""What is released, and what it is made of: the audit of the locked packages, and the steps of a release."""
