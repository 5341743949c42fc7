"""How much a workbook holds once it is read: one text can stand in many cells, and a cell can be repeated a billion times."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.uploads.archive import MAX_INFLATED_BYTES
from models.uploads.table.made_bytes import require_bounded
from models.uploads.typed.workbook_xml import Elements, chunks_of, local_name, member_name

#: Least marks "<" of a cell with a value: its own, those of the value and both ends.
_MARKS_OF_CELL = 4
#: Members of workbooks: shared texts of Excel, in lower case, and the content of OpenDocument.
_SHARED, _CONTENT = "xl/sharedstrings.xml", "content.xml"


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
        _Repeated(path).follow(chunks_of(archive, _CONTENT))
    shared = [name for name in names if member_name(name) == _SHARED]
    if not shared:
        return
    texts = _Texts()
    for name in shared:
        texts.follow(chunks_of(archive, name))
    parts = [name for name in names if name not in shared]  # A sheet can be in any of them.
    n_cells = sum(chunk.count(b"<") for name in parts for chunk in chunks_of(archive, name)) // _MARKS_OF_CELL
    if n_cells * max(texts.sizes, default=0) <= MAX_INFLATED_BYTES:
        return
    for name in parts:
        _Shared(path, texts.sizes).follow(chunks_of(archive, name))


class _Texts(Elements):
    """The sizes of the shared texts of a workbook."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "si":
            self.sizes.append(0)

    def text(self, text: str) -> None:
        if self.sizes:
            self.sizes[-1] += len(text)


class _Shared(Elements):
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


class _Repeated(Elements):
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
            self._size = sum(len(value) for key, value in attributes.items() if local_name(key) in ("value", "string-value", "date-value"))
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


def _times(attributes: dict[str, Any], name: str) -> int:
    found = next((value for key, value in attributes.items() if local_name(key) == name), "1")
    return int(found) if found.isdecimal() and len(found) < 12 else 1
