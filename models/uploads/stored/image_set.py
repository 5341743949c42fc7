"""Uploaded images as they are encoded, with the index of the class of each."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from models.core.arrays import Array, Label
from models.core.deferred_rows import DeferredRows
from models.core.tensors import IMAGE, TensorType
from models.datasets.data_set import Data, Description, Opened, PartName
from models.uploads.column_selection import ColumnSelection, refuse_choice
from models.uploads.stored.byte_file import StoredBlobs, blobs_bytes, read_blobs
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

    def opens(self) -> bool:
        return True

    def open(self, cache: Path | None) -> Opened:
        images = StoredBlobs(self._folder, IMAGES_FILE)
        return Opened(DeferredRows(images, row_bytes=images.mean_bytes), self._targets())

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n_samples: int, cache: Path | None) -> Data:
        images: Array = np.empty(min(n_samples, self._record.n_samples), object)
        images[:] = list(read_blobs(self._folder, IMAGES_FILE, len(images)))
        return Data(images, self._targets()[: len(images)])

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array | None, Array | None]:
        return (None, None) if part == "test" else (StoredBlobs(self._folder, IMAGES_FILE)[first:end], self._targets()[first:end])

    def _targets(self) -> Array:
        labels = np.array([str(item.value) for item in self._record.classes])
        targets: Array = labels[np.load(self._folder / CLASSES_FILE, allow_pickle=False)]
        return targets
