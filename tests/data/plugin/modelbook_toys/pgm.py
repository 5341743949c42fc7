"""An upload format: gray images of the Netpbm family. Source: pgm(5), the description of the format."""

import re
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.errors import DataError
from models.uploads.reading.reading import Reading
from models.uploads.stored.array_file import array_file
from models.uploads.stored.examined_array import examine_array
from models.uploads.stored.upload_record import ARRAY, Record
from models.uploads.upload_format import Reader

_HEADER = re.compile(rb"P5\s+(\d{1,6})\s+(\d{1,6})\s+255\s")


class PgmReader(Reader):
    """PGM, one gray image, whose rows are samples."""

    format: ClassVar[str] = "pgm"
    endings: ClassVar[tuple[str, ...]] = (".pgm",)

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        content = path.read_bytes()
        header = _HEADER.match(content)
        if header is None:
            raise DataError("expected a PGM file of bytes, got something else")
        width, height = (int(size) for size in header.groups())
        if len(content) != header.end() + width * height:
            raise DataError(f"expected a PGM file of {height} rows of {width} bytes, got one of {len(content):,} bytes")
        np.save(folder / array_file(0), np.frombuffer(content, np.uint8, offset=header.end()).reshape(height, width), allow_pickle=False)
        column = examine_array(folder, 0, "array")
        return Record(form=ARRAY, n_samples=column.n_samples, columns=[column])

    def example(self) -> bytes:
        return b"P5 2 3 255\n" + bytes(range(6))
