"""White space round cells and names."""

#: Characters that are removed round a cell: white space, no-break spaces and byte order marks.
BLANK_CHARACTERS = " \t\r\n\v\f\u00a0\u2007\u2009\u202f\ufeff"
