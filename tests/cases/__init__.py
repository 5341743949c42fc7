"""Odd real-life files sent to a running service, and what is right for each."""
