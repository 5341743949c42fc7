"""Rows behind the rows of a table."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from models.core.clock import NO_DATE
from models.core.errors import DataError
from models.core.faults import listed, quote
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading
from models.uploads.stored.byte_file import StoredTexts
from models.uploads.stored.column_file import text_file
from models.uploads.stored.table_columns import read_column, read_instants
from models.uploads.stored.upload_record import BOOLEAN, DATE, TEXT, ColumnRecord, Record
from models.uploads.table.look_alikes import Labels
from models.uploads.table.writer import ColumnWriter

#: Values of a column that are written at a time.
PIECE = 1_000_000
_NUMBERS = ("int64", "float64")


def reading_of_table(record: Record) -> Reading:
    """Return how rows are read that are appended to a table: each column as it was, so that a cell means the same."""
    cells = {column.name: column.cells for column in record.columns if column.cells is not None}
    numbers = [how for how in cells.values() if how.type == "number"]
    # Words that stand for a missing value in every column are those that the caller has said; others are recognized again.
    missing = set.intersection(*(set(how.missing) for how in cells.values())) - {""} if cells else set[str]()
    orders = {name: "day_first" if how.day_first else "month_first" for name, how in cells.items() if how.day_first is not None}
    joined = {how.labels for how in cells.values() if how.type == "text"} & {"strip_casefold", "as_is"}
    said = {
        "types": {name: how.type for name, how in cells.items()} or None,
        "missing": sorted(missing) or None,
        "decimal": "," if any(how.decimal == "," for how in numbers) else None,
        "thousands": next((how.thousands for how in numbers if how.thousands), None),
        "dates": orders or None,
        "labels": joined.pop() if len(joined) == 1 else None,
        "delimiter": None if record.reading is None else record.reading.delimiter,
    }
    return Reading.model_validate({name: value for name, value in said.items() if value is not None})


def append_rows(folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
    """Write the rows of two tables one behind the other.

    Args:
        folder: Folder for the values.
        earlier: Folder and record of the table.
        more: Folder and record of the rows behind it, whose columns may be in another order.

    Raises:
        DataError: They have other columns, or columns of other types.
    """
    indices = _matched(earlier[1], more[1])
    columns = [_append_column(folder, index, earlier, (*more, other)) for index, other in enumerate(indices)]
    doubts = [doubt for column in columns if (doubt := _look_alike(column, earlier[1])) is not None]
    return earlier[1].model_copy(
        update={"n_samples": earlier[1].n_samples + more[1].n_samples, "columns": columns, "doubts": [*earlier[1].doubts, *doubts]}
    )


def _matched(earlier: Record, more: Record) -> list[int]:
    """Return the index of each column of a table among those of the rows behind it."""
    wanted, names = [column.name for column in earlier.columns], [column.name for column in more.columns]
    faults = [f"expected the column {quote(name)}, got none" for name in wanted if name not in names]
    faults += [f"expected no column {quote(name)}, which the data set does not have" for name in names if name not in wanted]
    if faults:
        raise DataError("; ".join(faults[:20]) + f"; the columns are {listed(map(quote, wanted))}")
    pairs = [(column, more.columns[names.index(column.name)]) for column in earlier.columns]
    unlike = [f"column {quote(old.name)}: expected {old.type}, got {new.type}" for old, new in pairs if _type(old, new) is None]
    if unlike:
        raise DataError("; ".join(unlike[:20]) + "; write the values as those of the data set, or upload all of them as a new one")
    return [names.index(name) for name in wanted]


def _type(old: ColumnRecord, new: ColumnRecord) -> str | None:
    """Return the type of two columns together; None where they do not fit. A column without values fits every other."""
    if old.type == new.type:
        return old.type
    if old.type in _NUMBERS and new.type in _NUMBERS:
        return "float64"
    if new.n_missing == new.n_samples:
        return "float64" if old.type in _NUMBERS else old.type
    return None


def _append_column(folder: Path, index: int, earlier: tuple[Path, Record], more: tuple[Path, Record, int]) -> ColumnRecord:
    old, new = earlier[1].columns[index], more[1].columns[more[2]]
    type_name = _type(old, new)
    assert type_name is not None
    writer = ColumnWriter(folder, index, type_name)
    first = 1
    for values in (*_pieces(*earlier, index, type_name), *_pieces(*more, type_name)):
        writer.add(values, range(first, first + len(values)))
        first += len(values)
    written = writer.close(old.name, old.cells)
    if old.first_missing is None:
        return written
    return written.model_copy(update={"first_missing": old.first_missing})


def _pieces(folder: Path, record: Record, index: int, type_name: str) -> Iterator[pl.Series]:
    """Yield the values of a column in pieces, as a column of a type: one without values is missing in it."""
    column = record.columns[index]
    is_empty = column.type != type_name and column.n_missing == column.n_samples
    for first in range(0, record.n_samples, PIECE):
        end = min(first + PIECE, record.n_samples)
        yield pl.Series([None] * (end - first), dtype=_DTYPES[type_name]) if is_empty else _values(folder, record, index, first, end)


#: Types in which values of columns are joined.
_DTYPES: dict[str, pl.DataType] = {TEXT: pl.String(), BOOLEAN: pl.Boolean(), DATE: pl.Datetime("us"), "int64": pl.Float64(), "float64": pl.Float64()}


def _values(folder: Path, record: Record, index: int, first: int, end: int) -> pl.Series:
    kind = record.columns[index].type
    if kind == TEXT:
        return pl.Series(StoredTexts(folder, text_file(index))[first:end].tolist(), dtype=pl.String)
    if kind == DATE:
        instants = pl.Series(np.array(read_instants(folder, index)[first:end]), dtype=pl.Int64)
        return instants.set(instants == NO_DATE, None).cast(pl.Datetime("us"))
    numbers = pl.Series(np.array(read_column(folder, record, index, end)[first:end]))
    if kind == "int64":
        return numbers
    missing = numbers.fill_nan(None)
    return missing.cast(pl.Boolean) if kind == BOOLEAN else missing


def _look_alike(column: ColumnRecord, earlier: Record) -> Doubt | None:
    """Return a doubt where labels of both parts look alike; one that was there before stays as it is."""
    if column.type != TEXT or column.counts is None or any(doubt.column == column.name and doubt.refuses == "target" for doubt in earlier.doubts):
        return None
    labels = Labels()
    labels.add_counts({str(item.value): item.count for item in column.counts})
    return labels.doubt(column.name)
