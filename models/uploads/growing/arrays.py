"""Samples behind the samples of one array."""

from pathlib import Path

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import shape_text
from models.uploads.stored.array_file import array_file
from models.uploads.stored.examined_array import examine_array
from models.uploads.stored.upload_record import Record

#: Samples that are copied at a time.
PIECE = 10_000


def append_samples(folder: Path, earlier: tuple[Path, Record], more: tuple[Path, Record]) -> Record:
    """Write two arrays one behind the other.

    Args:
        folder: Folder for the values.
        earlier: Folder and record of the array.
        more: Folder and record of the samples behind it.

    Raises:
        DataError: Their samples are of another type or shape.
    """
    (old,), (new,) = earlier[1].columns, more[1].columns
    if (old.type, old.shape) != (new.type, new.shape):
        came = f"{new.type} samples of shape {shape_text(new.shape)}"
        raise DataError(f"expected {old.type} samples of shape {shape_text(old.shape)}, as those of the data set, got {came}")
    parts: list[Array] = [np.load(values / array_file(0), mmap_mode="r", allow_pickle=False) for values, _ in (earlier, more)]
    dtype = np.result_type(*parts)  # Texts are as wide as the widest.
    both = np.lib.format.open_memmap(folder / array_file(0), "w+", dtype, (sum(map(len, parts)), *parts[0].shape[1:]))
    first = 0
    for part in parts:
        for start in range(0, len(part), PIECE):
            piece = part[start : start + PIECE]
            both[first : first + len(piece)] = piece
            first += len(piece)
    both.flush()
    column = examine_array(folder, 0, old.name)
    return earlier[1].model_copy(update={"n_samples": column.n_samples, "columns": [column]})
