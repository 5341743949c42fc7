"""The columns of an uploaded table, read into memory or when they are needed."""

from functools import partial
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.deferred_rows import Source
from models.core.mapped_rows import ChangedSource, MappedRows
from models.uploads.stored.byte_file import StoredTexts
from models.uploads.stored.column_file import column_file, text_file
from models.uploads.stored.upload_record import DATE, TEXT, Record


def matrix_file(type_name: str) -> str:
    """Return the file name of the columns of a number type in tables of earlier releases, array of shape (n_columns, n_rows)."""
    return f"{type_name}.npy"


def read_column(folder: Path, record: Record, index: int, n_samples: int) -> Array:
    """Return the first values of a column of a table.

    Returns:
        int64 or float64 array, truth values as 0 and 1; text and dates (in ISO form) as an array of objects, with None for a missing one.
    """
    kind = record.columns[index].type
    if kind == TEXT:
        return _texts(folder, index, n_samples)
    if (folder / column_file(index)).is_file():
        values: Array = np.load(folder / column_file(index), mmap_mode="r", allow_pickle=False)[:n_samples]
        return iso_dates(values) if kind == DATE else values
    matrix: Array = np.load(folder / matrix_file(kind), mmap_mode="r", allow_pickle=False)
    row: Array = matrix[sum(column.type == kind for column in record.columns[:index])]
    return row[:n_samples]


def opened_column(folder: Path, record: Record, index: int) -> Source:
    """Return the values of a column of a table, as `read_column` gives them, which are read when they are needed."""
    kind = record.columns[index].type
    if kind == TEXT:
        return StoredTexts(folder, text_file(index))
    if kind != DATE:
        return MappedRows(read_column(folder, record, index, record.n_samples))
    instants = read_instants(folder, index)
    return ChangedSource(MappedRows(instants), partial(iso_dates, has_time=_have_time(instants)))


def read_instants(folder: Path, index: int) -> Array:
    """Return a column of dates, int64 array of shape (n_rows,): microseconds since 1970, the least integer for a missing date."""
    values: Array = np.load(folder / column_file(index), mmap_mode="r", allow_pickle=False)
    return values


def iso_dates(instants: Array, has_time: bool | None = None) -> Array:
    """Return dates as ISO text, with the time of day where any has one.

    Args:
        instants: Microseconds since 1970, int64 array of shape (n_values,); the least integer for a missing date.
        has_time: Whether to give the time of day; None to look.

    Returns:
        Array of objects of shape (n_values,), None for a missing date.
    """
    dates = instants.astype("datetime64[us]")
    with_time = _have_time(instants) if has_time is None else has_time
    texts: Array = np.datetime_as_string(dates.astype("datetime64[s]" if with_time else "datetime64[D]")).astype(object)
    texts[np.isnat(dates)] = None
    return texts


def _have_time(instants: Array) -> bool:
    dates = instants.astype("datetime64[us]")
    return bool((dates != dates.astype("datetime64[D]"))[~np.isnat(dates)].any())


def _texts(folder: Path, index: int, n_samples: int) -> Array:
    return StoredTexts(folder, text_file(index))[:n_samples]
