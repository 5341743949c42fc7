"""A small text that needs no network: Shakespeare's sonnets."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.preprocessing.symbols import characters_of

FILE = Path(__file__).parent / "files" / "sonnets.txt"
FILE_SHA256 = "f0a53fd822697ea1d32a2030249fa093638fc14dcb37c5660867159978f4bc50"


class Sonnets(DataSet):
    """95,650 characters, 62 of them different, for models of letters or words. Source: Shakespeare, 1609; public domain."""

    source: ClassVar[str] = "sonnets"
    title: ClassVar[str] = "Shakespeare's sonnets"

    def describe(self) -> Description:
        return Description(TensorType((), "str", "time"), None, n_train=95_650)

    def load(self, cache: Path | None) -> Data:
        return Data(characters_of(FILE.read_text(encoding="utf-8")))
