"""An uploaded document."""

from pathlib import Path
from typing import ClassVar, Self

from models.core.tensors import TensorType
from models.datasets.data_set import Data, Description
from models.preprocessing.symbols import characters_of
from models.uploads.column_selection import ColumnSelection, refuse_choice
from models.uploads.stored.upload_record import Record, StoredSet

#: The document, in UTF-8 without a byte order mark.
TEXT_FILE = "text.txt"


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
