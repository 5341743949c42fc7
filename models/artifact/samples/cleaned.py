"""Columns of a request in which texts are taken in another form than they came: noted beside reading, so that they can be reported."""

from contextvars import ContextVar, Token
from typing import Self


class CleanedColumns:
    """Notes, within a `with` block, the columns in which texts are cleaned, in whatever thread the block lets them be read.

    A text is cleaned if it is taken without the blanks around it, in Unicode's composed form, in the case that the reading of the data joins labels
    in, or for a missing value where null would be one.

    Attributes:
        found: Names of the columns, in the order in which they were found; indices from 0 where columns have no names.
    """

    __slots__ = ("_token", "found")

    def __init__(self) -> None:
        self.found: list[str] = []

    def __enter__(self) -> Self:
        self._token: Token[CleanedColumns | None] = _noted.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        _noted.reset(self._token)

    def note(self, column: str) -> None:
        """Note a column, once."""
        if column not in self.found:
            self.found.append(column)


_noted: ContextVar[CleanedColumns | None] = ContextVar("cleaned columns", default=None)


def cleaned_columns() -> CleanedColumns | None:
    """Return the notes of the `with` block that this is in; None outside of one, where nobody asks."""
    return _noted.get()
