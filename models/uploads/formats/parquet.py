"""Parquet: tables with types, in groups of rows."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from models.core.errors import DataError
from models.uploads.reading.reading import COLUMN_FIELDS, Reading
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader

if TYPE_CHECKING:
    import polars as pl


class ParquetReader(Reader):
    """Parquet, a table with the types of its columns; groups of rows are read one after another."""

    format: ClassVar[str] = "parquet"
    endings: ClassVar[tuple[str, ...]] = (".parquet", ".pq")
    kinds: ClassVar[tuple[str, ...]] = ("parquet",)
    takes: ClassVar[frozenset[str]] = COLUMN_FIELDS
    rank: ClassVar[int] = 12

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        import polars as pl

        from models.uploads.typed.frames import BROKEN, frames_of, read_frames, reason_of_damage

        try:
            schema = pl.read_parquet_schema(path)

            def frames(names: Sequence[str] | None) -> "Iterator[pl.DataFrame]":
                return frames_of(path, pl.scan_parquet(path, glob=False), list(schema) if names is None else names)

            return read_frames(path, folder, pl.Schema(schema), frames, reading)
        except BROKEN as error:
            raise DataError(
                f"expected a whole Parquet file, got one of {path.stat().st_size:,} bytes that cannot be read: {reason_of_damage(error)}"
            ) from error

    def example(self) -> bytes:
        import polars as pl

        file = io.BytesIO()
        pl.DataFrame({"n": [1, 2, 3], "x": [0.5, None, 2.5], "word": ["a", "b", None]}).write_parquet(file)
        return file.getvalue()
