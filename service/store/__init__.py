"""All SQL of the service, and its files."""
