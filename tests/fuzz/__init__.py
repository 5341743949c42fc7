"""Requests and files that nobody would send on purpose: the API by its own document, and every reader."""
