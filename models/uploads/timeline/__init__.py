"""Rows of series in time order: sorted by a column of stamps, with doubled stamps and gaps settled."""
