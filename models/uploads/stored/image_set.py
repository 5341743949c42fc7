"""Uploaded images as they are encoded, with the index of the class of each."""

from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from models.core.arrays import Array, Label
from models.core.deferred_rows import DeferredRows
from models.core.tensors import IMAGE, TensorType
from models.datasets.data_set import Data, Description, Opened, PartName
from models.datasets.kept_columns import KeptType
from models.uploads.column_selection import ColumnSelection, refuse_choice
from models.uploads.stored.byte_file import StoredBlobs, blobs_bytes
from models.uploads.stored.upload_record import Record, StoredSet

#: Name of the files of the encoded images.
IMAGES_FILE = "pictures"
#: File with the index of each image's class, int32 array of shape (n_samples,).
CLASSES_FILE = "classes.npy"


class ImageSet(StoredSet):
    """Encoded images, decoded by an `image` step in training and prediction; targets are the names of the class folders.

    Those of the file's own test part are stored behind the others.
    """

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
        labels, n_test = tuple(item.value for item in self._record.classes), self._record.n_test
        n_train = self._record.n_samples - n_test
        return Description(TensorType((), IMAGE), TensorType((), "str"), n_train=n_train, n_test=n_test, labels=labels)

    def label_counts(self) -> dict[Label, int] | None:
        if not self._record.n_test:
            return {item.value: item.count for item in self._record.classes}
        labels = [item.value for item in self._record.classes]
        counts = np.bincount(self._classes()[: self.describe().n_train], minlength=len(labels)).tolist()
        return dict(zip(labels, counts, strict=True))

    def loaded_bytes(self) -> int:
        return blobs_bytes(self._folder, IMAGES_FILE)

    def opens(self) -> bool:
        return True

    def open(self, cache: Path | None) -> Opened:
        encoded, targets = StoredBlobs(self._folder, IMAGES_FILE), self._targets()
        images = DeferredRows(encoded, row_bytes=encoded.mean_bytes)
        if not self._record.n_test:
            return Opened(images, targets)
        n_train = self.describe().n_train
        train, test = slice(None, n_train), slice(n_train, None)
        return Opened(images[train], targets[train], images[test], targets[test])

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n_samples: int, cache: Path | None) -> Data:
        n_test = self.describe().n_test
        inputs, targets = self.piece("train", 0, n_samples, cache)
        assert inputs is not None
        return Data(inputs, targets, *(self.piece("test", 0, n_samples, cache) if n_test else (None, None)))

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array | None, Array | None]:
        if part == "test" and not self._record.n_test:
            return None, None
        n_train, n_all = self.describe().n_train, self._record.n_samples
        start, stop = (0, n_train) if part == "train" else (n_train, n_all)
        rows = slice(min(start + first, stop), min(start + end, stop))
        return StoredBlobs(self._folder, IMAGES_FILE)[rows], self._targets(rows)

    @property
    def kept_types(self) -> dict[str, KeptType]:
        return {"label": "text"}

    def kept_values(self, index: int, part: PartName, first: int, end: int) -> Array:
        return self._targets(slice(first, end))

    def _targets(self, rows: slice = slice(None)) -> Array:
        labels = np.array([str(item.value) for item in self._record.classes])
        targets: Array = labels[self._classes()[rows]]
        return targets

    def _classes(self) -> Array:
        classes: Array = np.load(self._folder / CLASSES_FILE, allow_pickle=False)
        return classes
