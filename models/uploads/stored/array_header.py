"""What an NPY file says of its array, before any of its values are read."""

from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO, Any

import numpy as np

from models.core.errors import DataError
from models.core.faults import quote
from models.core.redaction import reason_of

#: What arrays may hold, in messages.
KINDS = "numbers, booleans or text of a fixed width"
#: Most axes of an array; NumPy maps no more.
MAX_AXES = 32
#: Longest header, in bytes; NumPy reads no longer one of a file that it does not trust.
MAX_HEADER_BYTES = 10_000
#: Bytes in which a header's length is written since version 2.0.
_LENGTH_BYTES = 4


@dataclass(frozen=True)
class ArrayHeader:
    """The header of an NPY file.

    Args:
        dtype: Type of the values.
        shape: Shape of the array.
        start: Byte at which the values begin.
    """

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    start: int

    @property
    def file_bytes(self) -> int:
        """Return how long the file has to be; of pickled objects only up to their beginning, as no header tells their size."""
        return self.start + (0 if self.dtype.hasobject else prod(self.shape) * self.dtype.itemsize)


def array_header(path: Path, where: str = "") -> ArrayHeader:
    """Read the header of an NPY file.

    Args:
        path: The file.
        where: Beginning of error messages.

    Raises:
        DataError: It is not an NPY file, or its values are cut off.
    """
    try:
        with path.open("rb") as file:
            header = read_header(file)
    except Exception as error:  # NumPy passes on errors of its parser: every error means a damaged file.
        raise DataError(f"{where}expected a NumPy array without pickled objects, got one that cannot be loaded: {reason_of(error)}") from error
    if path.stat().st_size < header.file_bytes:
        came = f"a file that is cut off after {path.stat().st_size:,}"
        raise DataError(f"{where}expected {header.file_bytes:,} bytes for {header.dtype} values of the shape {header.shape}, got {came}")
    return header


def require_simple(dtype: np.dtype[Any], where: str = "") -> None:
    """Require that values of a type can be read as numbers, booleans or text.

    Args:
        dtype: The type.
        where: Beginning of error messages.

    Raises:
        DataError: They cannot; the message says what the type is and how to save the array instead.
    """
    if dtype.names is None and dtype.kind in "biufU" and (dtype.itemsize <= 8 or dtype.kind == "U"):
        return
    raise DataError(f"{where}expected {KINDS}, got {_came(dtype)}")


def read_header(file: IO[bytes]) -> ArrayHeader:
    """Read the header of an open NPY file. NumPy raises errors of its parser for a damaged one."""
    version = np.lib.format.read_magic(file)
    if version != (1, 0):
        _require_short(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    # Version 3.0 differs from 2.0 by the encoding of the names of fields only.
    shape, _, dtype = read(file)
    if len(shape) > MAX_AXES or any(isinstance(size, bool) or size < 0 for size in shape):
        raise ValueError(f"expected a shape of at most {MAX_AXES} sizes from 0, got {quote(shape)}")
    n_samples = prod(shape[:1])
    if n_samples and not prod(shape) * dtype.itemsize:  # A few bytes could declare any number of them, each of which costs memory.
        raise ValueError(f"expected samples with values, got {n_samples:,} of no bytes: {dtype} values of the shape {quote(shape)}")
    return ArrayHeader(dtype, shape, file.tell())


def _require_short(file: IO[bytes]) -> None:
    """Refuse a header that is declared to be long before it is read: NumPy asks for the memory of all of it."""
    start = file.tell()
    size = int.from_bytes(file.read(_LENGTH_BYTES), "little")
    file.seek(start)
    if size > MAX_HEADER_BYTES:
        raise ValueError(f"expected a header of at most {MAX_HEADER_BYTES:,} bytes, got {size:,}")


def _came(dtype: np.dtype[Any]) -> str:
    if dtype.names is not None:
        fields = ", ".join(dtype.names[:20])
        return f"named fields ({fields}); save it alone as .npy, which is read as a table with one column a field, or save one array a field"
    if dtype.hasobject:
        return "Python objects, which are pickled and never loaded; save numbers with array.astype(float), text with array.astype(str)"
    return {
        "c": f"complex numbers ({dtype}); save numpy.abs(array), or array.real and array.imag as two arrays",
        "M": f"dates ({dtype}); save a table with a column of dates, or numbers with array.astype('int64')",
        "m": f"durations ({dtype}); save numbers with array.astype('int64')",
        "S": f"bytes ({dtype}); save text with array.astype(str)",
        "V": f"raw bytes ({dtype}); save numbers with array.view('uint8')",
        "f": f"numbers of {8 * dtype.itemsize} bits ({dtype}); save array.astype('float64')",
    }.get(dtype.kind, f"the type {dtype}")
