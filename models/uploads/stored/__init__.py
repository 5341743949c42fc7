"""Uploaded data sets in their stored forms."""
