"""An uploaded text, a series of characters."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import Field

from models.datasets.data_set import Data, DataSet, Description
from models.datasets.stored.choice import refuse_choice
from models.datasets.stored.record import Record
from models.spec.data import DataSpec
from models.spec.tensors import TensorType

#: The document, in UTF-8 without a byte order mark.
TEXT_FILE = "text.txt"


class TextSet(DataSet):
    """A document as a series of its characters."""

    source: ClassVar[str] = "dataset:text"
    title: ClassVar[str] = "Uploaded text"

    folder: Path = Field(exclude=True)
    record: Record = Field(exclude=True)

    @classmethod
    def of(cls, folder: Path, record: Record, data: DataSpec) -> Self:
        """Return the text.

        Raises:
            SpecError: The spec chooses columns, which a text does not have.
        """
        refuse_choice(data, "a text has no columns")
        return cls(folder=folder, record=record)

    def describe(self) -> Description:
        return Description(TensorType((), "str", "time"), None, n_train=self.record.n_samples)

    def load(self, cache: Path | None) -> Data:
        text = (self.folder / TEXT_FILE).read_bytes().decode()
        return Data(np.frombuffer(text.encode("utf-32-le"), np.dtype("<U1")))
