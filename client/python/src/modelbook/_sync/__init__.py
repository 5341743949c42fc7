# Written from _async/__init__.py by client/python/tools/generate.py; do not edit.
"""The blocking half of the client. The blocking one is written from it by tools/generate.py."""
