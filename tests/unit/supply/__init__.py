"""Tests of the audit and of the steps of a release."""
