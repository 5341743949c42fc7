"""Structured arrays of NumPy: each named field is a column."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import quote
from models.uploads.reading.reading import Reading
from models.uploads.stored.array_header import array_header, require_simple
from models.uploads.stored.code_points import require_letters
from models.uploads.stored.upload_record import Record
from models.uploads.typed.frames import FRAME_VALUES, read_frames

#: Types of NumPy, by kind, whose fields need no other check: dates, and bytes, which are text.
_OTHERS = "MS"


def read_records(path: Path, folder: Path, reading: Reading) -> Record:
    """Read an array with named fields as a table.

    Args:
        path: The NPY file.
        folder: A folder for the values.
        reading: What the caller has said.

    Raises:
        DataError: A field has a type or a shape that no column has, or there are no rows.
    """
    header = array_header(path)
    names = header.dtype.names or ()
    if len(header.shape) != 1:
        raise DataError(f"expected named fields of one sample each, got an array of the shape {header.shape} of {', '.join(names)}")
    for name in names:
        _require_column(name, header.dtype[name])
    # NumPy maps no array with objects: fields are checked first.
    array: Array = np.lib.format.open_memmap(path, mode="r")
    schema = _frame(array[:0], names).schema

    def frames(names: Sequence[str] | None) -> Iterator[pl.DataFrame]:
        wanted = schema.names() if names is None else names
        step = max(1, FRAME_VALUES // max(1, len(wanted)))
        for first in range(0, len(array), step):
            yield _frame(array[first : first + step], wanted)

    return read_frames(path, folder, schema, frames, reading)


def _require_column(name: str, dtype: "np.dtype[Any]") -> None:
    where = f"field {quote(name)}: "
    if dtype.subdtype is not None:
        raise DataError(f"{where}expected one value a sample, got values of the shape {dtype.shape}; save it as an array of its own")
    if dtype.kind not in _OTHERS:
        require_simple(dtype, where)


def _frame(records: Array, names: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame({name: _values(name, records[name]) for name in names})


def _values(name: str, values: Array) -> Any:
    """Return the values of a field as polars takes them: in native byte order, one after another."""
    if values.dtype.kind == "S":
        return pl.Series(_decoded(name, values.tolist()), dtype=pl.String)
    if values.dtype.kind == "U":
        require_letters(values, f"field {quote(name)}: ")
        return pl.Series(values.tolist(), dtype=pl.String)
    if values.dtype.kind == "M":
        return np.ascontiguousarray(values).astype("datetime64[us]")
    native = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("="))
    return native.astype(np.float32) if native.dtype == np.float16 else native


def _decoded(name: str, values: Sequence[bytes]) -> list[str]:
    try:
        return [value.decode() for value in values]
    except UnicodeDecodeError as error:
        raise DataError(f"field {quote(name)}: expected bytes of text in UTF-8, got {error.object!r}; save it as text of type U") from error
