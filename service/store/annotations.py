"""Tags and notes: what an owner writes on its jobs, models and data sets. They change nothing else about a thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, Text, cast, or_, select, update


@dataclass(frozen=True)
class Annotations:
    """A change of what is written on a thing.

    Args:
        tags: Its tags; None where they stay.
        note: Its note; None where it stays.
    """

    tags: Sequence[str] | None = None
    note: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns that change."""
        changed = {"tags": None if self.tags is None else list(self.tags), "note": self.note}
        return {name: value for name, value in changed.items() if value is not None}


def annotate(connection: Connection, table: Table, which: ColumnElement[bool], annotations: Annotations) -> bool:
    """Write annotations on a row; return whether there is one.

    Args:
        connection: A writing transaction.
        table: The table; it has the columns `tags` and `note`.
        which: Condition for the row.
        annotations: The annotations.
    """
    if not annotations.values:
        return connection.execute(select(table.c.tags).where(which)).first() is not None
    return bool(connection.execute(update(table).where(which).values(**annotations.values)).rowcount)


def has_tags(table: FromClause, tags: Sequence[str]) -> list[ColumnElement[bool]]:
    """Return the conditions that a row has all of some tags.

    A tag has no character that JSON writes otherwise, so its quoted form is in the text of the column if and only if it is one of them.
    """
    return [cast(table.c.tags, Text).contains(f'"{tag}"', autoescape=True) for tag in tags]


def has_text(text: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that one of some columns contains a text, in small or capital letters."""
    return or_(*(column.icontains(text, autoescape=True) for column in columns))
