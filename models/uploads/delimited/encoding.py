"""The encoding of a text file, and its conversion to UTF-8 with LF."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from models.core.errors import DataError
from models.core.faults import quote

#: Marks at the start of a file, and the encodings that they stand for; the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Single-byte encodings that are tried in turn for text that is not UTF-8.
SINGLE_BYTE = ("cp1252", "cp1250", "cp1251", "latin-1", "mac_roman")
#: Encodings of Python that no file is stored in: of names in URLs, of old mail and of Python's own texts. The time of some of them grows with the
#: square of the length of a line.
_NOT_OF_FILES = ("utf-7", "idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
#: Bytes of the start of a file by which it is recognized.
_HEAD = 64 * 1024
#: Characters converted at a time.
_CHUNK = 1024 * 1024


class NotUtf8(Exception):
    """A file has bytes that are not UTF-8.

    Args:
        line: Line of the first, from 1.
        byte: The byte.
    """

    def __init__(self, line: int, byte: int) -> None:
        super().__init__(f"line {line}: expected text in UTF-8, got the byte 0x{byte:02x}")
        self.line, self.byte = line, byte


@dataclass(frozen=True)
class TextFile:
    """A text file in UTF-8 whose lines end with LF or CR LF.

    Args:
        path: The file.
        encoding: Encoding of the file that was sent.
        offset: Byte where the text begins, behind a byte order mark.
        doubtful: The first byte that is not UTF-8, where the encoding is a guess; else None.
    """

    path: Path
    encoding: str
    offset: int = 0
    doubtful: NotUtf8 | None = None


def text_file_of(path: Path, scratch: Path, said: str | None, not_utf8: NotUtf8 | None = None) -> TextFile:
    """Recognize the encoding of a file, and convert it unless it is UTF-8 with usual line ends.

    Args:
        path: The file.
        scratch: Folder for a converted file.
        said: Encoding that the caller has said; None to recognize it.
        not_utf8: What was found in a file that was taken for UTF-8; None at first.

    Raises:
        DataError: The file is not text of that encoding.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    encoding = _codec(said) if said else _recognized(head)
    if not_utf8 is not None:
        encoding = _single_byte(path)
    is_plain = encoding in ("utf-8", "utf-8-sig")
    if is_plain and not _ends_with_cr(head):
        return TextFile(path, "utf-8", len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
    target = scratch / "text"
    _convert(path, target, encoding)
    return TextFile(target, "utf-8" if is_plain else encoding, doubtful=not_utf8)


def decoded_bytes(cell: str, encoding: str) -> dict[str, str]:
    """Return how a cell reads in other single-byte encodings; without those in which it reads the same, or not at all."""
    found: dict[str, str] = {}
    for other in SINGLE_BYTE:
        try:
            text = cell.encode(encoding).decode(other)
        except UnicodeError:
            continue
        if text.isprintable() and text not in found.values():
            found[other] = text
    return found


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError) as error:  # A ValueError of a zero character, and of one that no encoding has.
        raise DataError(f"expected a known encoding, such as utf-8, utf-16 or cp1252, got {quote(name)}") from error
    if not found._is_text_encoding:
        raise DataError(f"expected an encoding of text, such as utf-8, utf-16 or cp1252, got {quote(name)}")
    if found.name in _NOT_OF_FILES:
        raise DataError(f"expected an encoding of files, such as utf-8, utf-16 or cp1252, got {quote(name)}")
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _recognized(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Text of Latin letters in UTF-16 without a mark has a zero in every other byte.
    if len(head) >= 8 and max(even, odd) > 0.4 * len(head) // 2 and min(even, odd) < 0.05 * len(head) // 2 + 1:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _single_byte(path: Path) -> str:
    """Return the first single-byte encoding in which all bytes of a file are characters."""
    for encoding in SINGLE_BYTE:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(_CHUNK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _ends_with_cr(head: bytes) -> bool:
    """Return whether lines end with CR alone."""
    first, feed = head.find(b"\r"), head.find(b"\n")
    if first < 0 or first + 1 == len(head):
        return False
    return head[first + 1] != ord("\n") and (feed < 0 or head.count(b"\r") - head.count(b"\r\n") > head.count(b"\n"))


def _convert(path: Path, target: Path, encoding: str) -> None:
    n_lines = 0
    try:
        with path.open(encoding=encoding) as source, target.open("w", encoding="utf-8", newline="") as sink:
            while text := source.read(_CHUNK):
                sink.write(text)
                n_lines += text.count("\n")
    except UnicodeError as error:
        raise DataError(f"line {n_lines + 1} or later: expected text in {encoding.upper()}: {error}") from error
