"""The asynchronous half of the client. The blocking one is written from it by tools/generate.py."""
