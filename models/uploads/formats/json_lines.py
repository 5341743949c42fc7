"""JSON Lines: an object a line; or one array of objects."""

from pathlib import Path
from typing import ClassVar

from models.uploads.reading.reading import COLUMN_FIELDS, Reading
from models.uploads.stored.upload_record import Record
from models.uploads.upload_format import Reader


class JsonLinesReader(Reader):
    """JSON Lines, one object a line with the values of a row by column; or a JSON array of such objects."""

    format: ClassVar[str] = "jsonl"
    endings: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson", ".json")
    kinds: ClassVar[tuple[str, ...]] = ("json",)
    takes: ClassVar[frozenset[str]] = COLUMN_FIELDS
    rank: ClassVar[int] = 16

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        # polars is imported where files are read, in a child process; the API only uses what was read.
        from models.uploads.typed.json_rows import read_objects

        return read_objects(path, folder, reading)

    def example(self) -> bytes:
        return b'{"n": 1, "x": 0.5, "word": "a"}\n{"n": 2, "x": null, "word": "b"}\n{"n": 3, "x": 2.5}\n'
