"""Arrow: tables with types, as files (Feather) or as streams."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from models.core.errors import DataError
from models.core.file_kinds import kind_of_file
from models.uploads.reading.reading import COLUMN_FIELDS, Reading
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader

if TYPE_CHECKING:
    import polars as pl


class ArrowReader(Reader):
    """Arrow, a table with the types of its columns: a file (IPC, Feather of version 2) or a stream."""

    format: ClassVar[str] = "arrow"
    endings: ClassVar[tuple[str, ...]] = (".arrow", ".arrows", ".feather", ".ipc")
    kinds: ClassVar[tuple[str, ...]] = ("arrow", "arrow_stream")
    takes: ClassVar[frozenset[str]] = COLUMN_FIELDS
    rank: ClassVar[int] = 14

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        import polars as pl

        from models.uploads.typed.frames import BROKEN, frames_of, read_frames, reason_of_damage

        kind = kind_of_file(path)
        if kind is None:
            raise DataError("expected an Arrow file or an Arrow stream, got something else")
        try:
            # A file is mapped into memory; a stream has to be read whole, since nothing says where its parts begin.
            table = pl.read_ipc_stream(path).lazy() if kind.name == "arrow_stream" else pl.scan_ipc(path, glob=False)

            def frames(names: Sequence[str] | None) -> "Iterator[pl.DataFrame]":
                return frames_of(path, table, schema.names() if names is None else names)

            schema = table.collect_schema()
            return read_frames(path, folder, schema, frames, reading)
        except BROKEN as error:
            raise DataError(
                f"expected a whole Arrow file, got one of {path.stat().st_size:,} bytes that cannot be read: {reason_of_damage(error)}"
            ) from error

    def example(self) -> bytes:
        import polars as pl

        file = io.BytesIO()
        pl.DataFrame({"n": [1, 2, 3], "x": [0.5, None, 2.5], "word": ["a", "b", None]}).write_ipc(file)
        return file.getvalue()
