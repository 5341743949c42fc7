"""Limits of tables of every format."""

#: Most columns.
MAX_COLUMNS = 10_000
#: Most rows.
MAX_ROWS = 50_000_000
#: Longest cell, in characters; below the limit of the csv module.
MAX_CELL = 100_000
#: Longest name of a column, in characters.
MAX_NAME = 200
#: Longest row, in characters.
MAX_RECORD = 16 * 1024 * 1024
