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
from modelbook._inputs import IMAGES, is_image_file
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
    """

    name: str
    file: BinaryIO
    format: str | None = None

    def body(self, display: Display, **fields: str | None) -> Body:
        """Return the form with the file and further fields."""
        data = {name: value for name, value in {"format": self.format, **fields}.items() if value is not None}

        def arguments() -> dict[str, Any]:
            if self.file.seekable():
                self.file.seek(0)
            return {"files": {"file": (sendable(self.name), Counted(self.file, self.name, display), "application/octet-stream")}, "data": data}

        return Body(arguments, self.file.seekable())


def upload_of(data: Any, name: str | None) -> Upload:
    """Return what is uploaded for a data set: a path, a folder of images, an open file, bytes, an array, or arrays by name.

    Raises:
        InputError: It is something else.
    """
    if isinstance(data, (str, os.PathLike)):
        path = Path(os.fspath(data))
        return Upload(f"{path.name}.zip", _zipped(path), "images") if path.is_dir() else Upload(path.name, opened(path))
    if isinstance(data, (bytes, bytearray, memoryview)):
        return Upload(name or "data", io.BytesIO(bytes(data)))
    if hasattr(data, "read"):
        return Upload(name or Path(str(getattr(data, "name", "data"))).name, data)
    return _of_arrays(data, name)


def temporary_beside(path: Path) -> tuple[BinaryIO, Path]:
    """Return a new file beside a path, to be renamed to it when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}"
    return temporary.open("xb"), temporary  # `tempfile` would make a file that nobody else may read.


def _of_arrays(data: Any, name: str | None) -> Upload:
    if hasattr(data, "columns") and hasattr(data, "to_csv"):
        return Upload(f"{name or 'table'}.csv", io.BytesIO(data.to_csv(index=False).encode()), "csv")
    arrays = data if isinstance(data, Mapping) else dict(zip("Xy", data)) if isinstance(data, tuple) else None
    if arrays is None and not hasattr(data, "__array__"):
        raise InputError(f"expected a path, a folder, a file, bytes, a data frame, an array, arrays by name, or (X, y); got {type(data).__name__}")
    import numpy as np  # Only for callers who have arrays.

    buffer = io.BytesIO()
    found = {str(key): np.asarray(value) for key, value in ({"": data} if arrays is None else arrays).items()}
    objects = next((key for key, value in found.items() if value.dtype.hasobject), None)
    if objects is not None:
        raise InputError(f"expected arrays of numbers or texts, got one of Python objects{f' as {objects!r}' if objects else ''}")
    if arrays is None:
        np.save(buffer, found[""], allow_pickle=False)
    else:
        np.savez(buffer, **found)
    return Upload(f"{name or 'arrays'}.{'npy' if arrays is None else 'npz'}", buffer, "npy" if arrays is None else "npz")


def opened(path: Path) -> BinaryIO:
    """Return a file opened to read it.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: expected a file or a folder that can be read: {error.strerror}") from error


def _zipped(folder: Path) -> BinaryIO:
    """Return a ZIP archive of the images of a folder, in a file that goes away when it is closed."""
    images = sorted(path for path in folder.rglob("*") if is_image_file(path))
    if not images:
        raise InputError(f"{folder}: expected a folder of images ({', '.join(IMAGES)}), one folder for each class; found none")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # It is closed after the upload.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path in images:
            archive.write(path, path.relative_to(folder).as_posix())
    return file


def _size(file: BinaryIO) -> int:
    if not file.seekable():
        return 0
    at = file.tell()
    size = file.seek(0, os.SEEK_END)
    file.seek(at)
    return size
