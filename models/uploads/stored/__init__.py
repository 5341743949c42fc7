"""Uploaded data sets as a spec uses them, one file for each form."""
