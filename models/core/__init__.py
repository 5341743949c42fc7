"""Types, errors and functions that all packages use."""
