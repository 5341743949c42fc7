"""Plain text: one document."""

import codecs
import io
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, ClassVar

from models.core.errors import DataError
from models.core.faults import listed, quote
from models.uploads.delimited.encoding import NotUtf8, TextFile, decoded_bytes, text_file_of
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading, ReadingReport
from models.uploads.stored.text_set import TEXT_FILE
from models.uploads.stored.upload_record import DOCUMENT, Record
from models.uploads.upload_format import Reader

#: Longest document, in bytes; training takes four bytes a character.
MAX_TEXT_BYTES = 256 * 1024 * 1024
#: Bytes that are read at a time.
_BLOCK_BYTES = 1024 * 1024
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
            file, text = _copied(path, Path(scratch), reading.encoding, folder / TEXT_FILE)
        if not text.n_characters:
            raise DataError("line 1: expected a text, got an empty file")
        doubts = [] if file.doubtful is None else [_encoding_doubt(file.doubtful, file.encoding, text.around)]
        return Record(form=DOCUMENT, n_samples=text.n_characters, reading=ReadingReport(encoding=file.encoding, notes=_notes(text)), doubts=doubts)

    def example(self) -> bytes:
        return "Once upon a time,\nünd só on.".encode()


@dataclass
class _Seen:
    """What was seen of a text while it was copied block by block: as a whole it would take four bytes a character.

    Attributes:
        n_characters: Its length.
        n_lines: Its ends of lines.
        head: Its beginning.
        characters: Its distinct characters.
        around: Its first character that is not ASCII, between those beside it; empty without one.
    """

    n_characters: int = 0
    n_lines: int = 0
    head: str = ""
    characters: set[str] = field(default_factory=set)
    around: str = ""
    _before: str = ""

    def add(self, block: str) -> None:
        """Look at the next block.

        Raises:
            DataError: It has a NUL byte.
        """
        if "\0" in block:
            raise DataError(f"line {self.n_lines + block.count(chr(10), 0, block.index(chr(0))) + 1}: expected text, got a NUL byte")
        self.head = self.head or block
        if not self.around and not block.isascii():
            text = self._before + block
            first = next(index for index, character in enumerate(text) if not character.isascii())
            self.around = text[max(0, first - _AROUND) : first + _AROUND]
        self.n_characters += len(block)
        self.n_lines += block.count("\n")
        self.characters |= set(block)
        self._before = block[-_AROUND:]


def _copied(path: Path, scratch: Path, said: str | None, target: Path) -> tuple[TextFile, _Seen]:
    """Copy a text in UTF-8 with newlines; return the file that it was read from. Text of an unknown encoding is read in a likely one."""
    file = text_file_of(path, scratch, said)
    try:
        return file, _copy(file, target)
    except NotUtf8 as error:
        if said is not None:
            raise DataError(str(error)) from error
        file = text_file_of(path, scratch, None, error)
        return file, _copy(file, target)


def _copy(file: TextFile, target: Path) -> _Seen:
    seen = _Seen()
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
    with file.path.open("rb") as source, target.open("wb") as sink:
        source.seek(file.offset)
        while block := source.read(_BLOCK_BYTES):
            _add(seen, _decoded(decoder, block, seen), sink)
        _add(seen, _decoded(decoder, b"", seen, is_last=True), sink)
    return seen


def _add(seen: _Seen, text: str, sink: IO[bytes]) -> None:
    if text:
        seen.add(text)
        sink.write(text.encode())


def _decoded(decoder: io.IncrementalNewlineDecoder, block: bytes, seen: _Seen, is_last: bool = False) -> str:
    try:
        return decoder.decode(block, is_last)
    except UnicodeDecodeError as error:
        raise NotUtf8(seen.n_lines + error.object[: error.start].count(b"\n") + 1, error.object[error.start]) from error


def _encoding_doubt(found: NotUtf8, encoding: str, sample: str) -> Doubt:
    readings = {name: " ".join(other.split()) for name, other in decoded_bytes(" ".join(sample.split()), encoding).items()}
    said = ", ".join(f"{quote(other)} in {name}" for name, other in readings.items())
    detail = f"the file is not UTF-8 (byte 0x{found.byte:02x}) and was read as {encoding}; it is {said}"
    return Doubt(line=found.line, cell=sample, detail=detail, settle=[{"encoding": name} for name in readings or (encoding,)])


def _notes(text: _Seen) -> list[str]:
    """Return notes on a text that may be a table, and on symbols of several code points: models see code points."""
    joining = [character for character in _JOINING if character in text.characters]
    marks = sorted({character for character in text.characters if unicodedata.combining(character)})
    # polars is imported where files are read, in a child process; the API only uses what was read.
    from models.uploads.delimited.layout import delimiter_of_table

    table = delimiter_of_table(text.head)
    found = [] if table is None else [f"the lines look like a table with {quote(table)} between cells: send it with format=csv to read it as one"]
    if not joining and not marks:
        return found
    names = listed(unicodedata.name(character, f"U+{ord(character):04X}") for character in [*joining, *marks])
    return [*found, f"symbols are counted by code point, so that those with {names} count as several"]
