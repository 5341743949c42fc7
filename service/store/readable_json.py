"""JSON columns in conditions.

PostgreSQL decodes every text of a document to find one, and a U+0000, which it cannot hold, fails the query over all rows.
"""

from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, cast, func

#: U+0000 as JSON has it, and what is read in its place.
_NUL, _INSTEAD = r"\u0000", r"\ufffd"
#: SQLite has no type for JSON, and would make a number of it.
_JSON = JSON().with_variant(Text(), "sqlite")


def readable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a JSON column without U+0000, which requests of earlier releases could bring into it."""
    return cast(func.replace(cast(column, Text), _NUL, _INSTEAD), _JSON)
