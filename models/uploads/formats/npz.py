"""NPZ: named arrays of NumPy, without pickled objects."""

import io
import shutil
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import numpy as np

from models.core.errors import DataError
from models.uploads.archive import open_archive, unpacking
from models.uploads.joined_faults import joined_faults
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored.array_file import MAX_ARRAYS, array_file
from models.uploads.stored.array_names import notes_on
from models.uploads.stored.examined_array import examine_array
from models.uploads.stored.upload_record import ARRAYS, ColumnRecord, Record
from models.uploads.upload_format import Reader


class NpzReader(Reader):
    """Named arrays, samples first."""

    format: ClassVar[str] = "npz"
    endings: ClassVar[tuple[str, ...]] = (".npz",)
    kinds: ClassVar[tuple[str, ...]] = ("npz", "zip")
    rank: ClassVar[int] = 30

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        columns: list[ColumnRecord] = []
        faults: list[str] = []
        with closing(_unpack(path, folder)) as names:
            for index, name in enumerate(names):
                try:
                    columns.append(examine_array(folder, index, name, f"member {name}.npy: "))
                except DataError as error:
                    faults.append(str(error))
        if faults:
            raise DataError(joined_faults(faults))
        if not columns:
            raise DataError("expected at least one array in the archive, got none")
        report = ReadingReport(notes=notes_on([column.name for column in columns]))
        return Record(form=ARRAYS, n_samples=columns[0].n_samples, columns=columns, reading=report)

    def example(self) -> bytes:
        file = io.BytesIO()
        np.savez_compressed(file, x=np.arange(6).reshape(3, 2), y=np.array(["a", "b", "a"]))
        return file.getvalue()


def _unpack(path: Path, folder: Path) -> Generator[str]:
    """Unpack the arrays one by one; yield their names."""
    with open_archive(path) as (archive, members):
        if len(members) > MAX_ARRAYS:
            raise DataError(f"expected at most {MAX_ARRAYS:,} arrays in the archive, got {len(members):,}")
        for index, member in enumerate(members):
            if not member.filename.endswith(".npy") or member.filename == ".npy":
                raise DataError(f"member {member.filename}: expected only arrays, whose names end in .npy")
            with unpacking(member.filename), archive.open(member) as packed, (folder / array_file(index)).open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
            yield member.filename.removesuffix(".npy")
