"""Plain text: one document."""

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from models.core.errors import DataError
from models.core.faults import listed, quote
from models.uploads.delimited.encoding import NotUtf8, TextFile, decoded_bytes, text_file_of
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored.text_set import TEXT_FILE
from models.uploads.stored.upload_record import DOCUMENT, Record
from models.uploads.upload_format import Reader

#: Longest document, in bytes; a character takes four bytes in memory.
MAX_TEXT_BYTES = 256 * 1024 * 1024
#: Code points that stand with others for one symbol: a joiner, a variation, and the shades of skin.
_JOINING = ("\u200d", "\ufe0f", *map(chr, range(0x1F3FB, 0x1F400)))
#: Characters beside a doubtful one that are shown.
_AROUND = 20


class TextReader(Reader):
    """One document, in UTF-8, UTF-16 or another encoding. A byte order mark is removed; line ends become newlines."""

    format: ClassVar[str] = "text"
    endings: ClassVar[tuple[str, ...]] = (".txt", ".text")
    accepts: ClassVar[tuple[str, ...]] = ("json", "xml", "html", "svg", "rtf")
    takes: ClassVar[frozenset[str]] = frozenset({"encoding"})
    rank: ClassVar[int] = 50

    def read(self, path: Path, folder: Path, reading: Reading) -> Record:
        size = path.stat().st_size
        if size > MAX_TEXT_BYTES:
            raise DataError(f"expected a text of at most {MAX_TEXT_BYTES:,} bytes, got {size:,}")
        with TemporaryDirectory(dir=folder) as scratch:
            file, text = _decoded(path, Path(scratch), reading.encoding)
        if not text:
            raise DataError("line 1: expected a text, got an empty file")
        if "\0" in text:
            raise DataError(f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}: expected text, got a NUL byte")
        (folder / TEXT_FILE).write_bytes(text.encode())
        doubts = [] if file.doubtful is None else [_encoding_doubt(file.doubtful, file.encoding, text)]
        return Record(form=DOCUMENT, n_samples=len(text), reading=ReadingReport(encoding=file.encoding, notes=_notes(text)), doubts=doubts)

    def example(self) -> bytes:
        return "Once upon a time,\nünd só on.".encode()


def _decoded(path: Path, scratch: Path, said: str | None) -> tuple[TextFile, str]:
    """Return the file in UTF-8 and its text; text of an unknown encoding is read in a likely one."""
    file = text_file_of(path, scratch, said)
    try:
        return file, _text_of(file)
    except NotUtf8 as error:
        if said is not None:
            raise DataError(str(error)) from error
        file = text_file_of(path, scratch, None, error)
        return file, _text_of(file)


def _text_of(file: TextFile) -> str:
    content = file.path.read_bytes()[file.offset :]
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8(content[: error.start].count(b"\n") + 1, content[error.start]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding_doubt(found: NotUtf8, encoding: str, text: str) -> Doubt:
    first = next(index for index, character in enumerate(text) if not character.isascii())
    sample = text[max(0, first - _AROUND) : first + _AROUND]
    readings = {name: " ".join(other.split()) for name, other in decoded_bytes(" ".join(sample.split()), encoding).items()}
    said = ", ".join(f"{quote(other)} in {name}" for name, other in readings.items())
    detail = f"the file is not UTF-8 (byte 0x{found.byte:02x}) and was read as {encoding}; it is {said}"
    return Doubt(line=found.line, cell=sample, detail=detail, settle=[{"encoding": name} for name in readings or (encoding,)])


def _notes(text: str) -> list[str]:
    """Return notes on a text that may be a table, and on symbols of several code points: models see code points."""
    joining = [character for character in _JOINING if character in text]
    marks = sorted({character for character in set(text) if unicodedata.combining(character)})
    # polars is imported where files are read, in a child process; the API only uses what was read.
    from models.uploads.delimited.layout import delimiter_of_table

    table = delimiter_of_table(text)
    found = [] if table is None else [f"the lines look like a table with {quote(table)} between cells: send it with format=csv to read it as one"]
    if not joining and not marks:
        return found
    names = listed(unicodedata.name(character, f"U+{ord(character):04X}") for character in [*joining, *marks])
    return [*found, f"symbols are counted by code point, so that those with {names} count as several"]
