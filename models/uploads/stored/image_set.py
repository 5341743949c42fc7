"""Uploaded pictures, each with the class of the folder it lay in."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from models.core.arrays import Array, Label
from models.core.tensors import IMAGE, TensorType
from models.datasets.data_set import Data, Description
from models.uploads.column_selection import ColumnSelection, refuse_choice
from models.uploads.stored.byte_file import read_blobs
from models.uploads.stored.stored_set import StoredSet
from models.uploads.stored.upload_record import Record

#: What the files of the encoded pictures are called.
IMAGES = "pictures"
#: File with the place of each picture's class, int32 array of shape (n_samples,).
CLASSES_FILE = "classes.npy"


class ImageSet(StoredSet):
    """Pictures as they were encoded; an `image` step decodes them, in training as in predictions.

    Targets are the names of the class folders.
    """

    source: ClassVar[str] = "dataset:pictures"
    title: ClassVar[str] = "Uploaded pictures"

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the pictures.

        Raises:
            SpecError: The spec chooses columns, which pictures do not have.
        """
        refuse_choice(data, "the inputs are the pictures and the targets the names of their folders")
        return cls.stored(folder, record)

    def describe(self) -> Description:
        labels = tuple(item.value for item in self._record.classes)
        return Description(TensorType((), IMAGE), TensorType((), "str"), n_train=self._record.n_samples, labels=labels)

    def label_counts(self) -> dict[Label, int] | None:
        return {item.value: item.count for item in self._record.classes}

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n: int, cache: Path | None) -> Data:
        images: Array = np.empty(min(n, self._record.n_samples), object)
        images[:] = list(read_blobs(self._folder, IMAGES, len(images)))
        labels = np.array([str(item.value) for item in self._record.classes])
        return Data(images, labels[np.load(self._folder / CLASSES_FILE, allow_pickle=False)[: len(images)]])
