"""How much a workbook holds once it is read: one text can stand in many cells, and a cell can be repeated a billion times."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.parsers import expat

from models.uploads.archive import MAX_INFLATED_BYTES, unpacking
from models.uploads.table.made_bytes import require_bounded

#: Bytes that are unpacked at a time.
_CHUNK_BYTES = 1024 * 1024
#: Least marks "<" of a cell with a value: its own, those of the value and both ends.
_MARKS_OF_CELL = 4
#: Members of workbooks: shared texts and sheets of Excel, and the content of OpenDocument.
_SHARED, _SHEETS, _CONTENT = "xl/sharedStrings.xml", "xl/worksheets/", "content.xml"


def require_bounded_cells(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], path: Path) -> None:
    """Refuse a workbook whose cells are far more than its file, before they are made.

    What is no valid XML is not counted from there on: the reader of workbooks says what is wrong.

    Args:
        archive: The workbook.
        members: Its members.
        path: Its file.

    Raises:
        DataError: They are.
    """
    names = [member.filename for member in members]
    if _CONTENT in names:
        _Repeated(path).count(_chunks(archive, _CONTENT))
    if _SHARED not in names:
        return
    texts = _Texts()
    texts.count(_chunks(archive, _SHARED))
    sheets = [name for name in names if name.startswith(_SHEETS)]
    n_cells = sum(chunk.count(b"<") for sheet in sheets for chunk in _chunks(archive, sheet)) // _MARKS_OF_CELL
    if n_cells * max(texts.sizes, default=0) <= MAX_INFLATED_BYTES:
        return
    for sheet in sheets:
        _Shared(path, texts.sizes).count(_chunks(archive, sheet))


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with unpacking(name), archive.open(name) as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


class _Counter:
    """Follows the elements of a document, by names without their prefix, and the text between them."""

    def count(self, chunks: Iterator[bytes]) -> None:
        """Read a document."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: self.start(_local(name), attributes)
        parser.EndElementHandler = lambda name: self.end(_local(name))
        parser.CharacterDataHandler = self.text
        with suppress(expat.ExpatError):
            for chunk in chunks:
                parser.Parse(chunk)

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take text between elements."""


class _Texts(_Counter):
    """The sizes of the shared texts of a workbook."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "si":
            self.sizes.append(0)

    def text(self, text: str) -> None:
        if self.sizes:
            self.sizes[-1] += len(text)


class _Shared(_Counter):
    """The bytes of the shared texts that stand in the cells of a sheet."""

    def __init__(self, path: Path, sizes: Sequence[int]) -> None:
        self._path, self._sizes = path, sizes
        self._n_cells = self._n_bytes = 0
        self._is_shared, self._index = False, ""

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "c":
            self._is_shared, self._index = attributes.get("t") == "s", ""

    def text(self, text: str) -> None:
        if self._is_shared:
            self._index += text

    def end(self, name: str) -> None:
        if name != "c" or not self._is_shared:
            return
        index = int(self._index) if self._index.isdecimal() and len(self._index) < 10 else -1
        self._n_bytes += self._sizes[index] if 0 <= index < len(self._sizes) else 0
        self._n_cells += 1
        self._is_shared = False
        require_bounded(self._n_cells, self._path, self._n_bytes)


class _Repeated(_Counter):
    """The cells of the sheets of an OpenDocument with what repeats them; empty ones at the end of a row, and empty rows, are not made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._n_cells = self._n_bytes = 0
        self._rows = self._columns = 1
        self._made, self._pending, self._row_bytes, self._size = 0, 0, 0, 0
        self._is_cell = False

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "table-row":
            self._rows = _times(attributes, "number-rows-repeated")
            self._made = self._pending = self._row_bytes = 0
        elif name.endswith("table-cell"):
            self._columns = _times(attributes, "number-columns-repeated")
            self._size = sum(len(value) for key, value in attributes.items() if _local(key) in ("value", "string-value", "date-value"))
            self._is_cell = True

    def text(self, text: str) -> None:
        if self._is_cell:
            self._size += len(text)

    def end(self, name: str) -> None:
        if name.endswith("table-cell"):
            self._is_cell = False
            self._pending += self._columns
            if self._size:
                self._made, self._pending = self._made + self._pending, 0
                self._row_bytes += self._columns * self._size
        elif name == "table-row":
            self._n_cells += self._rows * self._made
            self._n_bytes += self._rows * self._row_bytes
            require_bounded(self._n_cells, self._path, self._n_bytes)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _times(attributes: dict[str, Any], name: str) -> int:
    found = next((value for key, value in attributes.items() if _local(key) == name), "1")
    return int(found) if found.isdecimal() and len(found) < 12 else 1
