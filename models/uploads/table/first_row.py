"""Whether the first row of a table holds values in place of names."""

from collections.abc import Iterable, Sequence, Set
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

import polars as pl

from models.datasets.cell_reading import plain_cells
from models.uploads.reading.cells import read_cells
from models.uploads.reading.number_cells import is_number
from models.uploads.stored.upload_record import TEXT, ColumnRecord, labels_file, read_labels
from models.uploads.table.shape import TOKENS, Shape, shapes_of

#: Fewest numbers in equal steps that name columns; years need only be two.
_LEAST_COUNT, _YEARS = 3, range(1500, 2200)


class _Likeness(Enum):
    """Whether the name of a column may be a value of it."""

    NAME = auto()
    EITHER = auto()
    VALUE = auto()


def may_be_values(first: Sequence[str], folder: Path, columns: Sequence[ColumnRecord]) -> bool:
    """Return whether the first row may hold values: no cell is unlike its column, and some are like it and no usual names.

    Args:
        first: Cells of the first row.
        folder: Where the values of the columns are.
        columns: The columns, named by the first row.
    """
    given, texts = set(first), _plain_texts(columns)
    likeness = [_likeness(folder, index, column, texts) if column.name in given else _Likeness.EITHER for index, column in enumerate(columns)]
    if _Likeness.NAME in likeness or _Likeness.VALUE not in likeness:
        return False
    found = [column for column, how in zip(columns, likeness, strict=True) if how is _Likeness.VALUE]
    return len(found) == len(columns) or not _count_on(column.name for column in found)


def _plain_texts(columns: Sequence[ColumnRecord]) -> set[str]:
    """Return the names of columns of text that are nothing but text; found together, as a rule takes as long for one as for all."""
    names = pl.Series([column.name for column in columns if column.type == TEXT], dtype=pl.String)
    return set(names.filter(shapes_of(names) == Shape.TEXT))


def _likeness(folder: Path, index: int, column: ColumnRecord, texts: Set[str]) -> _Likeness:
    if column.name in TOKENS:
        return _Likeness.EITHER
    if column.type == TEXT:
        return _likeness_of_text(folder, index, column, texts)
    _, wrong = read_cells(pl.Series([column.name]), column.cells or plain_cells(column.type))
    return _Likeness.NAME if wrong[0] else _Likeness.VALUE


def _likeness_of_text(folder: Path, index: int, column: ColumnRecord, texts: Set[str]) -> _Likeness:
    values = read_labels(folder / labels_file(index)) or ()
    if column.name in values or column.name not in texts:
        return _Likeness.VALUE
    n_values = column.n_samples - column.n_missing
    return _Likeness.NAME if values and 2 * len(values) <= n_values else _Likeness.EITHER


def _count_on(names: Iterable[str]) -> bool:
    """Return whether names are numbers in equal steps, as those of years are."""
    numbers = [float(name) for name in names if is_number(name)]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) == 1 and 0 not in steps and (len(numbers) >= _LEAST_COUNT or all(number in _YEARS for number in numbers))
