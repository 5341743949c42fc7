"""Delimited text on its way to a table: encoding, layout, and pieces of rows."""
