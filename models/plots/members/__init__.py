"""The plots, one a file, by what they are of; found by discovery."""
