"""An upload format: the file format of MNIST. Source: LeCun, Cortes and Burges, description of MNIST's files."""

from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.errors import DataError
from models.datasets.data_set import DataSet
from models.uploads.column_selection import ColumnSelection
from models.uploads.reading.reading import Reading
from models.uploads.stored.array_set import ArraySet, array_file, examine_array
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader

#: Start of a file of bytes; the number of axes follows.
MAGIC = b"\0\0\x08"


class IdxReader(Reader):
    """IDX, one array of bytes, samples first."""

    format: ClassVar[str] = "idx"
    endings: ClassVar[tuple[str, ...]] = (".idx", "-ubyte")

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        content = path.read_bytes()
        if len(content) < 4 or content[:3] != MAGIC:
            raise DataError("expected an IDX file of bytes, got something else")
        start = 4 + 4 * content[3]
        shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4))
        if len(content) != start + int(np.prod(shape, dtype=object)):
            raise DataError(f"expected an IDX file of the shape {shape}, got one of {len(content):,} bytes")
        np.save(folder / array_file(0), np.frombuffer(content, np.uint8, offset=start).reshape(shape), allow_pickle=False)
        column = examine_array(folder, 0, "array")
        return Record(n_samples=column.n_samples, columns=[column])

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return ArraySet.of(folder, record, data)

    def example(self) -> bytes:
        return MAGIC + bytes([2, 0, 0, 0, 3, 0, 0, 0, 2]) + bytes(range(6))
