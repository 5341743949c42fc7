"""Hostile inputs, one family a file: each a small function that writes the bytes, with the door that it is sent to and what is right for it."""
