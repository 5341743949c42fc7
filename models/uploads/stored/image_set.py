"""Uploaded images as they are encoded, with the index of the class of each."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from models.core.arrays import Array, Label
from models.core.tensors import IMAGE, TensorType
from models.datasets.data_set import Data, Description, KeptType, PartName
from models.uploads.column_selection import ColumnSelection, refuse_choice
from models.uploads.stored.byte_file import blobs_bytes, read_blobs
from models.uploads.stored.upload_record import Record, StoredSet

#: Name of the files of the encoded images.
IMAGES_FILE = "pictures"
#: File with the index of each image's class, int32 array of shape (n_samples,).
CLASSES_FILE = "classes.npy"


class ImageSet(StoredSet):
    """Encoded images, decoded by an `image` step in training and prediction; targets are the names of the class folders."""

    source: ClassVar[str] = "dataset:pictures"
    title: ClassVar[str] = "Uploaded images"

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the images.

        Raises:
            SpecError: The spec selects columns, which images do not have.
        """
        refuse_choice(data, "the inputs are the images and the targets the names of their folders")
        return cls.stored(folder, record)

    def describe(self) -> Description:
        labels = tuple(item.value for item in self._record.classes)
        return Description(TensorType((), IMAGE), TensorType((), "str"), n_train=self._record.n_samples, labels=labels)

    def label_counts(self) -> dict[Label, int] | None:
        return {item.value: item.count for item in self._record.classes}

    def loaded_bytes(self) -> int:
        return blobs_bytes(self._folder, IMAGES_FILE)

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n_samples: int, cache: Path | None) -> Data:
        return Data(*self._between(0, n_samples))

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array | None, Array | None]:
        return self._between(first, end) if part == "train" else (None, None)

    @property
    def kept_types(self) -> dict[str, KeptType]:
        return {"label": "text"}

    def kept_values(self, index: int, part: PartName, first: int, end: int) -> Array:
        return self._labels(first, end)

    def _between(self, first: int, end: int) -> tuple[Array, Array]:
        labels = self._labels(first, end)
        return np.fromiter(read_blobs(self._folder, IMAGES_FILE, min(end, self._record.n_samples), first), object, len(labels)), labels

    def _labels(self, first: int, end: int) -> Array:
        labels: Array = np.array([str(item.value) for item in self._record.classes])
        positions: Array = np.load(self._folder / CLASSES_FILE, mmap_mode="r", allow_pickle=False)
        return labels[positions[first:end]]
