"""Columns of values that have types one by one, as cells of workbooks and of JSON have: the type of each column is found first."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Flag, auto
from typing import Any

import polars as pl

from models.core.arrays import EXACT
from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.table.piece import Piece
from models.uploads.typed.canonical import list_text

#: Values of a piece, and characters of its texts.
PIECE_VALUES, _PIECE_CHARACTERS = 200_000, 8 * 1024 * 1024

#: A row: where it is, from 1, and its values by the index of their column.
Row = tuple[int, Sequence[Any]]


class Held(Flag):
    """What the values of a column are."""

    NOTHING = 0
    WHOLE = auto()
    NUMBER = auto()
    CODE = auto()
    TRUTH = auto()
    DATE = auto()
    TEXT = auto()
    LIST = auto()


class ValueColumns:
    """The columns of rows of Python values.

    Args:
        names: Their names.
        rows: Yields the rows from the first on, each time it is called; shorter rows end with missing values.
        word: Word for a row in messages, such as "line".

    Raises:
        DataError: A value is of a type that no column can have.
    """

    def __init__(self, names: Sequence[str], rows: Callable[[], Iterable[Row]], word: str = "row") -> None:
        self._names, self._rows, self._word = names, rows, word
        self.held = [Held.NOTHING] * len(names)
        self.n_rows = 0
        for where, values in rows():
            self.n_rows += 1
            for index, value in enumerate(values):
                if value is not None:
                    self.held[index] |= self._kind(value, where, index)

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows with columns of one type each; columns of several types are text, to be understood."""
        most, width = max(1, PIECE_VALUES // max(1, len(self._names))), len(self._names)
        lines: list[int] = []
        rows: list[Sequence[Any]] = []
        n_characters = 0
        for where, values in self._rows():
            lines.append(where)
            rows.append(values if len(values) == width else [*values, *[None] * (width - len(values))])
            n_characters += sum(len(value) for value in values if type(value) is str)
            if len(rows) == most or n_characters > _PIECE_CHARACTERS:
                yield self._piece(rows, lines)
                lines, rows, n_characters = [], [], 0
        if rows:
            yield self._piece(rows, lines)

    def lists(self) -> list[str]:
        """Return the names of the columns with lists, which are kept as JSON."""
        return [name for name, held in zip(self._names, self.held, strict=True) if Held.LIST in held]

    def _piece(self, rows: list[Sequence[Any]], lines: list[int]) -> Piece:
        columns = zip(self._names, self.held, zip(*rows, strict=True), strict=True)
        return Piece([_series(name, held, values) for name, held, values in columns], lines)

    def _kind(self, value: Any, where: int, index: int) -> Held:
        kind = _kind_of(value)
        if kind is None:
            came = "an object" if isinstance(value, dict) else f"a value of the type {type(value).__name__}"
            raise DataError(
                f"{self._word} {where}, column {quote(self._names[index])}: expected a number, text, a truth value or null, got {came}; "
                "write each of its values as a column"
            )
        return kind


def _kind_of(value: Any) -> Held | None:
    if isinstance(value, bool):
        return Held.TRUTH
    if isinstance(value, int):
        return Held.WHOLE if -EXACT < value < EXACT else Held.CODE
    if isinstance(value, float):
        return Held.NUMBER
    if isinstance(value, str):
        return Held.TEXT
    if isinstance(value, dt.datetime | dt.date):
        return Held.DATE
    if isinstance(value, dt.time | dt.timedelta):
        return Held.TEXT
    if isinstance(value, list) and all(_kind_of(item) in (Held.WHOLE, Held.NUMBER, Held.TEXT, Held.TRUTH) for item in value):
        return Held.LIST
    return None


def _series(name: str, held: Held, values: Sequence[Any]) -> pl.Series:
    """Return values as numbers, truth values or dates where all are that; else as text, and so an unnamed column, which may be an index."""
    if held == Held.WHOLE and name:
        return pl.Series(name, values, pl.Int64)
    if held in (Held.NUMBER, Held.NUMBER | Held.WHOLE):
        return pl.Series(name, [None if value is None else float(value) for value in values], pl.Float64)
    if held == Held.TRUTH:
        return pl.Series(name, values, pl.Boolean)
    if held == Held.DATE:
        return pl.Series(name, [_instant(value) for value in values], pl.Datetime("us"))
    return pl.Series(name, [None if value is None else _text(value) for value in values], pl.String)


def _instant(value: dt.date | None) -> dt.datetime | None:
    if value is None or isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value, dt.time())


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return list_text(value) if isinstance(value, list) else str(value)
