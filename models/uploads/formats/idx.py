"""IDX: arrays as MNIST and its kin have them, one in a file, or images and labels beside each other in an archive."""

from pathlib import Path
from typing import ClassVar

from models.core.errors import DataError
from models.core.file_kinds import kind_of_file
from models.uploads.idx_array import write_idx
from models.uploads.idx_members import array_names, unpacked_members
from models.uploads.reading.reading import Reading, ReadingReport, Skipped
from models.uploads.stored.array_file import MAX_ARRAYS, array_file
from models.uploads.stored.array_names import notes_on
from models.uploads.stored.examined_array import examine_array
from models.uploads.stored.upload_record import ARRAY, ARRAYS, ColumnRecord, Record
from models.uploads.upload_format import Reader

#: Most members that are named in a report.
MAX_NAMED = 20


class IdxReader(Reader):
    """IDX, one array, or the files of images and labels in a ZIP or tar archive, which become x_train, y_train, x_test and y_test."""

    format: ClassVar[str] = "idx"
    endings: ClassVar[tuple[str, ...]] = (".idx", "-ubyte", ".idx1", ".idx3")
    kinds: ClassVar[tuple[str, ...]] = ("idx", "idx_archive", "zip", "tar")
    rank: ClassVar[int] = 35

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        kind = kind_of_file(path)
        if kind is not None and kind.name != "idx":
            return _archive(path, folder)
        write_idx(path, folder / array_file(0))
        column = examine_array(folder, 0, "array")
        return Record(form=ARRAY, n_samples=column.n_samples, columns=[column])

    def example(self) -> bytes:
        return bytes([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2]) + bytes(range(6))


def _archive(path: Path, folder: Path) -> Record:
    columns: list[ColumnRecord] = []
    others: list[str] = []
    for name, file in unpacked_members(path, folder):
        kind = kind_of_file(file)
        if kind is None or kind.name != "idx":
            others.append(name)
            continue
        if len(columns) == MAX_ARRAYS:
            raise DataError(f"expected at most {MAX_ARRAYS:,} IDX files in the archive, got more")
        index, where = len(columns), f"member {name}: "
        write_idx(file, folder / array_file(index), where)
        columns.append(examine_array(folder, index, name, where))
    if not columns:
        came = f"none, but {', '.join(others[:MAX_NAMED])}" if others else "an empty archive"
        raise DataError(f"expected at least one IDX file in the archive, got {came}")
    names = array_names([(column.name, 1 + len(column.shape)) for column in columns])
    named = [column.model_copy(update={"name": name}) for column, name in zip(columns, names, strict=True)]
    origins = [f"{name} is {column.name}" for column, name in zip(columns, names, strict=True) if name != column.name]
    skipped = [Skipped(what="members that are not IDX files", count=len(others), names=others[:MAX_NAMED])] if others else []
    first = next((column for column in named if column.name in ("x_train", "x")), named[0])
    return Record(
        form=ARRAYS,
        n_samples=first.n_samples,
        columns=named,
        reading=ReadingReport(skipped=skipped, notes=[*origins[:MAX_NAMED], *notes_on(names)]),
    )
