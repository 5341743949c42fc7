"""Forms whose files are written where they are stored, so that nothing copies them again."""

import os
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser

#: Bytes, and chunks, that are written at a time: a turn of a thread takes as long as writing some of them.
WRITTEN_BYTES, WRITTEN_CHUNKS = 1024 * 1024, 512


class Chunks:
    """Chunks of a body that wait to be written together.

    Args:
        opened: Descriptor of the file.
    """

    def __init__(self, opened: int) -> None:
        self._opened = opened
        self._held: list[bytes] = []
        self._n_bytes = 0

    async def add(self, chunk: bytes) -> int:
        """Take a chunk; return how many bytes were written meanwhile."""
        self._held.append(chunk)
        self._n_bytes += len(chunk)
        is_enough = self._n_bytes >= WRITTEN_BYTES or len(self._held) >= WRITTEN_CHUNKS
        return await self.write() if is_enough else 0

    async def write(self) -> int:
        """Write what waits; return its size.

        Raises:
            OSError: The disk is full.
        """
        held, size = self._held, self._n_bytes
        self._held, self._n_bytes = [], 0
        if held:
            await run_in_threadpool(_write, self._opened, held, size)
        return size


class SpooledFile(UploadFile):
    """A file of a form that has a place in a folder until it is closed.

    Args:
        like: The file as the parser has made it.
        folder: The folder.
    """

    def __init__(self, like: UploadFile, folder: Path) -> None:
        # Closed by the form, or by the parser if it fails.
        file: Any = NamedTemporaryFile("w+b", buffering=0, dir=folder, prefix=".part-")  # noqa: SIM115
        super().__init__(file, size=0, filename=like.filename, headers=like.headers)
        self.path = Path(file.name)
        self._chunks = Chunks(file.fileno())

    async def write(self, data: bytes) -> None:
        """Write more of the file, now or with what comes next."""
        self.size = (self.size or 0) + len(data)
        await self._chunks.add(data)

    async def seek(self, offset: int) -> None:
        """Write what waits, and go to a place in the file; the parser does so at the end of it."""
        await self._chunks.write()
        await super().seek(offset)


class SpoolingParser(MultiPartParser):
    """A parser of forms that writes their files into a folder.

    Args:
        headers: Headers of the request.
        stream: Its body.
        folder: The folder.
        **bounds: Limits of the form.
    """

    def __init__(self, headers: Any, stream: AsyncGenerator[bytes, None], folder: Path, **bounds: Any) -> None:
        super().__init__(headers, stream, **bounds)
        self._folder = folder

    def on_headers_finished(self) -> None:
        """Make the place of a file."""
        super().on_headers_finished()
        if self._current_part.file is not None:
            self._current_part.file.file.close()
            stored = SpooledFile(self._current_part.file, self._folder)
            self._files_to_close_on_error.append(stored.file)  # type: ignore[arg-type]
            self._current_part.file = stored


def _write(opened: int, chunks: Sequence[bytes], size: int) -> None:
    """Write chunks, without joining them first."""
    written = os.writev(opened, chunks)
    rest = memoryview(b"".join(chunks))[written:] if written < size else memoryview(b"")
    while rest:
        rest = rest[os.write(opened, rest) :]
