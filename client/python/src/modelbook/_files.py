"""Files: written as they arrive, and read as they are sent."""

from __future__ import annotations

import io
import os
import tempfile
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Union

from modelbook._calls import Body, sendable
from modelbook._file_types import IMAGES
from modelbook._frames import Table, is_frame, is_series, stored_table, table_of_rows, with_target
from modelbook._inputs import is_image_file
from modelbook._progress import Display
from modelbook.errors import InputError

#: What names a file or a folder.
PathLike = Union[str, "os.PathLike[str]"]


class Counted(io.RawIOBase):
    """A file that shows how much of it was read.

    Args:
        file: The file.
        name: Its name.
        display: Where to show it.
    """

    def __init__(self, file: BinaryIO, name: str, display: Display) -> None:
        self._file, self._name, self._display = file, name, display
        self._size = _size(file)
        self._is_shown = self._size > 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def fileno(self) -> int:
        return self._file.fileno()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        if content and self._is_shown:
            self._display.show(self._file.tell() / self._size, f"upload of {self._name}")
        return content


@dataclass(frozen=True)
class Upload:
    """A file to send.

    Args:
        name: Its name.
        file: The file, open.
        format: Its format; by the ending of its name when None.
        delimiter: Character between the fields of a table; detected by the server when None.
    """

    name: str
    file: BinaryIO
    format: str | None = None
    delimiter: str | None = None

    def body(self, display: Display, **fields: str | None) -> Body:
        """Return the form with the file and further fields."""
        given = {name: value for name, value in fields.items() if value is not None}
        data = {**{name: value for name, value in {"format": self.format, "delimiter": self.delimiter}.items() if value is not None}, **given}

        def arguments() -> dict[str, Any]:
            if self.file.seekable():
                self.file.seek(0)
            return {"files": {"file": (sendable(self.name), Counted(self.file, self.name, display), "application/octet-stream")}, "data": data}

        return Body(arguments, self.file.seekable())


def upload_of(data: Any, name: str | None) -> Upload:
    """Return what is uploaded for a data set: a path, a folder of images, an open file, bytes, a table, an array, or arrays by name.

    Raises:
        InputError: It is something else.
    """
    if isinstance(data, (str, os.PathLike)):
        path = Path(os.fspath(data))
        return Upload(f"{path.name}.zip", _zipped(path), "images") if path.is_dir() else Upload(path.name, opened(path))
    if isinstance(data, (bytes, bytearray, memoryview)):
        return Upload(name or "data", io.BytesIO(bytes(data)))
    if isinstance(data, io.TextIOBase):
        raise InputError(f"expected a file opened in binary mode: open(path, 'rb'), or io.BytesIO; got {type(data).__name__}, which has text")
    if hasattr(data, "read"):
        return Upload(name or Path(str(getattr(data, "name", "data"))).name, data)
    return _of_values(data, name)


def temporary_beside(path: Path) -> tuple[BinaryIO, Path]:
    """Return a new file beside a path, to be renamed to it when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}"
    return temporary.open("xb"), temporary  # `tempfile` would make a file that nobody else may read.


def _of_values(data: Any, name: str | None) -> Upload:
    """Return values of the program as a file, the same bytes for the same values."""
    table = _table(data)
    if table is not None:
        return Upload(f"{name or 'table'}.csv", io.BytesIO(table.csv()), "csv", ",")
    arrays = data if isinstance(data, Mapping) else dict(zip("Xy", data)) if isinstance(data, tuple) and len(data) == 2 else None
    if arrays is None and not hasattr(data, "__array__"):
        forms = "a path, a folder, a file, bytes, a data frame, rows by column name, an array, arrays by name, or (X, y)"
        raise InputError(f"expected {forms}; got {type(data).__name__}")
    return _of_arrays(data, arrays, name)


def _table(data: Any) -> Table | None:
    """Return tables and series as a table; None for what is none."""
    if is_frame(data) or is_series(data):
        return stored_table(data)
    if isinstance(data, (list, tuple)) and data and all(isinstance(row, Mapping) for row in data):
        return table_of_rows(data)
    return with_target(*data) if isinstance(data, tuple) and len(data) == 2 and is_frame(data[0]) else None


def _of_arrays(data: Any, arrays: Mapping[Any, Any] | None, name: str | None) -> Upload:
    import numpy as np  # Only for callers who have arrays.

    buffer = io.BytesIO()
    if arrays is None:
        np.save(buffer, _storable(data, "array"), allow_pickle=False)
    else:
        np.savez(buffer, **{str(key): _storable(value, str(key)) for key, value in arrays.items()})
    return Upload(f"{name or 'arrays'}.{'npy' if arrays is None else 'npz'}", buffer, "npy" if arrays is None else "npz")


def _storable(values: Any, name: str) -> Any:
    """Return values as an array of numbers or texts, without Python objects."""
    import numpy as np  # As above.

    try:
        array = np.asarray(values)
        array = np.asarray(array.tolist()) if array.dtype.kind == "O" else array
    except ValueError as error:
        raise InputError(f"array {name!r}: expected rows of equal length: {error}") from error
    mixed = array.dtype.kind == "U" and np.asarray(values).dtype.kind == "O" and not all(isinstance(v, str) for v in np.asarray(values).ravel())
    if array.dtype.kind not in "biufU" or mixed:
        kinds = "numbers and texts" if mixed else f"values of type {array.dtype}"
        raise InputError(f"array {name!r}: expected numbers, or texts, got {kinds}")
    return array


def opened(path: Path) -> BinaryIO:
    """Return a file opened to read it.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: expected a file or a folder that can be read: {error.strerror}") from error


def _content_of(path: Path) -> bytes:
    """Return the content of a file that can be read."""
    with opened(path) as file:
        return file.read()


def _zipped(folder: Path) -> BinaryIO:
    """Return a ZIP archive of the images of a folder, in a file that goes away when it is closed."""
    images = sorted(path for path in folder.rglob("*") if is_image_file(path))
    if not images:
        raise InputError(f"{folder}: expected a folder of images ({', '.join(IMAGES)}), one folder for each class; found none")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # It is closed after the upload.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path in images:
            # Without its date: equal images are the same data set.
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), _content_of(path))
    return file


def _size(file: BinaryIO) -> int:
    if not file.seekable():
        return 0
    at = file.tell()
    size = file.seek(0, os.SEEK_END)
    file.seek(at)
    return size
