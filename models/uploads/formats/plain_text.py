"""Plain text: one document."""

from pathlib import Path
from typing import ClassVar, Self

from models.core.errors import DataError
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.preprocessing.symbols import characters_of
from models.uploads.column_selection import ColumnSelection, refuse_choice
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import Record, StoredSet
from models.uploads.upload_format import Reader
from models.uploads.utf8 import require_utf8

#: The document, in UTF-8 without a byte order mark.
TEXT_FILE = "text.txt"
#: Longest document, in bytes; a character takes four bytes in memory.
MAX_TEXT_BYTES = 256 * 1024 * 1024


class TextReader(Reader):
    """One document in UTF-8. A byte order mark is removed; line ends become newlines."""

    format: ClassVar[str] = "text"
    endings: ClassVar[tuple[str, ...]] = (".txt", ".text")
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
        return Record(n_samples=len(text))

    def data_set(self, folder: Path, record: Record, data: ColumnSelection) -> DataSet:
        return TextSet.of(folder, record, data)

    def example(self) -> bytes:
        return "Once upon a time,\nünd só on.".encode()


class TextSet(StoredSet):
    """A document as a series of its characters."""

    source: ClassVar[str] = "dataset:text"
    title: ClassVar[str] = "Uploaded text"

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the text.

        Raises:
            SpecError: The spec selects columns, which a text does not have.
        """
        refuse_choice(data, "a text has no columns")
        return cls.stored(folder, record)

    def describe(self) -> Description:
        return Description(TensorType((), "str", "time"), None, n_train=self._record.n_samples)

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n_samples: int, cache: Path | None) -> Data:
        with (self._folder / TEXT_FILE).open(encoding="utf-8", newline="") as file:
            text = file.read(n_samples)
        return Data(characters_of(text))
