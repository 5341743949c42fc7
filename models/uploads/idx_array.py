"""Turn a file of IDX into one of NPY. Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", file formats."""

from math import prod
from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.uploads.stored.array_header import MAX_AXES

#: NumPy type of the values by the third byte of a file; numbers are big-endian.
TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
#: Values converted at a time.
_CHUNK = 4 * 1024 * 1024


def write_idx(path: Path, target: Path, where: str = "") -> None:
    """Write the array of an IDX file as NPY in native byte order.

    Args:
        path: The IDX file, not packed.
        target: The NPY file to write.
        where: Beginning of error messages, such as "member train-images: ".

    Raises:
        DataError: It is not an IDX file, has no values, or is cut off or longer than its header says.
    """
    dtype, shape, start = _header(path, where)
    wanted, size = start + prod(shape) * dtype.itemsize, path.stat().st_size
    if size != wanted:
        came = f"cut off after {size:,}" if size < wanted else f"of {size:,}"
        raise DataError(f"{where}expected {wanted:,} bytes for {dtype.newbyteorder('=')} values of the shape {shape}, got a file {came}")
    values: Array = np.memmap(path, dtype, "r", start, (prod(shape),))
    array = np.lib.format.open_memmap(target, "w+", dtype.newbyteorder("="), shape)
    flat = array.reshape(-1)
    for first in range(0, len(values), _CHUNK):
        flat[first : first + _CHUNK] = values[first : first + _CHUNK]
    array.flush()


def _header(path: Path, where: str) -> tuple["np.dtype[np.generic]", tuple[int, ...], int]:
    with path.open("rb") as file:
        mark = file.read(4)
        if len(mark) < 4 or mark[:2] != b"\0\0" or mark[2] not in TYPES or mark[3] == 0:
            raise DataError(f"{where}expected an IDX file, which begins with two zeros, its type and its number of axes, got {mark!r}")
        if mark[3] > MAX_AXES:
            raise DataError(f"{where}expected an IDX file of at most {MAX_AXES} axes, got {mark[3]}")
        axes = file.read(4 * mark[3])
    if len(axes) < 4 * mark[3]:
        raise DataError(f"{where}expected an IDX file of {mark[3]} axes, got one that is cut off after {path.stat().st_size} bytes")
    shape = tuple(int.from_bytes(axes[at : at + 4], "big") for at in range(0, len(axes), 4))
    if 0 in shape:
        raise DataError(f"{where}expected an array with at least one sample, samples first, got the shape {shape}")
    return np.dtype(TYPES[mark[2]]), shape, 4 + len(axes)
