"""Write an HDF5 file so that a full disk is an error: HDF5 ends the process when it cannot write what is left as a file is closed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import h5py


class NewFile(h5py.File):  # type: ignore[misc]
    """An HDF5 file that Keras takes in place of a path."""

    def __str__(self) -> str:
        """Return a name by whose ending Keras tells its form."""
        return "new.h5"


@contextmanager
def new_hdf5(path: Path) -> Iterator[NewFile]:
    """Open a new HDF5 file for writing; it is closed at the end of the block.

    Args:
        path: Where the file is to be; one that exists is overwritten.

    Raises:
        OSError: It cannot be written whole, for instance because the disk is full. Raised at the end of the block.
    """
    with _Kept(path) as kept:
        with NewFile(kept, "w") as file:
            yield file
        if kept.error is not None:
            raise kept.error


class _Kept(io.RawIOBase):
    """A file that remembers the first error of a write, and from then on keeps in memory what HDF5 writes.

    HDF5 so never sees the error, of which it reports some only on standard error, and at others crashes.

    Args:
        path: The file.

    Attributes:
        error: The error; None while all writes succeed.
    """

    def __init__(self, path: Path) -> None:
        self.error: OSError | None = None
        self._file: IO[bytes] = path.open("w+b", buffering=0)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        content = self._file.read(len(view))
        view[: len(content)] = content
        return len(content)

    def write(self, content: Any) -> int:
        view, n_written = memoryview(content), 0
        while n_written < len(view):
            try:
                n_written += self._file.write(view[n_written:])
            except OSError as error:
                self._keep(error)
        return n_written

    def truncate(self, size: int | None = None) -> int:
        try:
            return self._file.truncate(size)
        except OSError as error:
            self._keep(error)
            return self._file.truncate(size)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _keep(self, error: OSError) -> None:
        """Go on in memory, from what the file holds."""
        position = self._file.tell()
        self._file.seek(0)
        kept = io.BytesIO(self._file.read())
        self._file.close()
        kept.seek(position)
        self.error, self._file = error, kept
