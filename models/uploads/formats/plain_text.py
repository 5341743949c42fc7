"""Plain text: one document."""

from pathlib import Path
from typing import ClassVar

from models.core.errors import DataError
from models.uploads.reading.reading import Reading
from models.uploads.stored.text_set import TEXT_FILE
from models.uploads.stored.upload_record import DOCUMENT, Record
from models.uploads.upload_format import Reader
from models.uploads.utf8 import require_utf8

#: Longest document, in bytes; a character takes four bytes in memory.
MAX_TEXT_BYTES = 256 * 1024 * 1024


class TextReader(Reader):
    """One document in UTF-8. A byte order mark is removed; line ends become newlines."""

    format: ClassVar[str] = "text"
    endings: ClassVar[tuple[str, ...]] = (".txt", ".text")
    accepts: ClassVar[tuple[str, ...]] = ("json", "xml", "html", "svg", "rtf")
    rank: ClassVar[int] = 50

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        size = path.stat().st_size
        if size > MAX_TEXT_BYTES:
            raise DataError(f"expected a text of at most {MAX_TEXT_BYTES:,} bytes, got {size:,}")
        require_utf8(path)
        text = path.read_text(encoding="utf-8-sig")
        if not text:
            raise DataError("line 1: expected a text, got an empty file")
        (folder / TEXT_FILE).write_bytes(text.encode())
        return Record(form=DOCUMENT, n_samples=len(text))

    def example(self) -> bytes:
        return "Once upon a time,\nünd só on.".encode()
