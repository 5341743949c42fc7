"""The record of an uploaded file, the distinct values of its columns, and the base of the data sets made from both."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
import orjson
from pydantic import Field, PrivateAttr

from models.core.arrays import EXACT, Array, Label
from models.core.deferred_rows import in_memory
from models.core.part import Part
from models.datasets.cell_reading import CellReading
from models.datasets.data_set import DataSet
from models.datasets.doubted import Doubted
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import ReadingReport

#: Names of the stored forms.
TABLE, ARRAY, ARRAYS, IMAGES, DOCUMENT = "table", "array", "arrays", "images", "text"
#: Type of a column, or array, of text; of a column of truth values, which are the numbers 0 and 1 as features; of dates, which are ISO text there.
TEXT, BOOLEAN, DATE = "text", "boolean", "date"
#: Most distinct texts of a column that can be class labels.
MAX_CLASSES = 10_000
#: Most distinct integers of a column that are treated as class labels; more are quantities.
MAX_INTEGER_CLASSES = 100
#: Longest class label, in characters.
MAX_LABEL = 200
#: Most samples whose labels are counted during a request.
MAX_COUNTED_SAMPLES = 5_000_000
#: Most distinct values whose counts are in a description.
MAX_COUNTED = 20


class Count(Part):
    """A value and the number of its occurrences."""

    value: Label
    count: int


class ColumnRecord(Part):
    """A column of a table, or an array."""

    name: str
    type: str = Field(description="int64, float64, text, boolean or date; for an array its NumPy type.")
    shape: tuple[int, ...] = Field((), description="Shape of one value; () for single numbers and text.")
    n_samples: int
    n_missing: int = Field(0, description="Number of missing values: empty cells, NaN.")
    first_missing: int | None = Field(None, description="Line of the first missing value; for an array its index, from 0.")
    n_infinite: int = Field(0, description="Number of infinite values of an array.")
    first_infinite: int | None = Field(None, description="Index of the first of them, from 0.")
    value_range: tuple[float, float] | None = Field(
        None, description="Smallest and largest finite number of an array; null where it is not recorded."
    )
    counts: list[Count] | None = Field(None, description="Occurrences of each value; null where there are many distinct values.")
    cells: CellReading | None = Field(None, description="How its cells are read; null for an array, and for a table of an earlier release.")


class Record(Part):
    """Description of an uploaded file after reading; stored as JSON, and sufficient to load its values."""

    form: str = Field(description="Stored form of the values: table, array, arrays, images or text, or one of a plug-in.")
    n_samples: int
    n_test: int = Field(0, description="How many of them, the last ones, are the file's own test part, where its folders name one.")
    columns: list[ColumnRecord] = Field(default_factory=list)
    classes: list[Count] = Field(default_factory=list, description="Classes named by the file itself, in order.")
    reading: ReadingReport | None = Field(None, description="How it was read; null for a file of an earlier release.")
    doubts: list[Doubt] = Field(default_factory=list, description="What has more than one meaning.")
    given: dict[str, Any] = Field(
        default_factory=dict, description="What the caller said about its reading; empty also for a file of an earlier release."
    )


class UploadedSet(DataSet):
    """An upload as a data set. Its content is in private attributes, because an upload has no parameters."""

    _doubted: Doubted = PrivateAttr(default_factory=Doubted)

    def with_doubts(self, doubted: Doubted) -> Self:
        """Return the data set with what of it has more than one meaning."""
        self._doubted = doubted
        return self

    def doubted(self) -> Doubted:
        return self._doubted

    def label_counts(self) -> dict[Label, int] | None:
        described = self.describe()
        if described.labels is None or described.targets is None or described.targets.shape != () or described.n_train > MAX_COUNTED_SAMPLES:
            return None
        targets = self.open(None).targets
        values, counts = np.unique([] if targets is None else in_memory(targets), return_counts=True)
        return dict(zip(values.tolist(), counts.tolist(), strict=True))

    def with_targets(self) -> tuple[Array | None, Array | None]:
        """Return which samples of the training and of the test part have a target, bool arrays of shape (n_samples,); None for all."""
        data = self.open(None)
        train, test = (None if targets is None else present(in_memory(targets)) for targets in (data.targets, data.test_targets))
        return train, test


def present(values: Array) -> Array | None:
    """Return where no value is missing, bool array of shape (n_samples,); None where none can be."""
    if values.dtype == object:
        return np.array([value is not None for value in values.tolist()], bool)
    return None if values.dtype.kind != "f" else np.logical_not(np.isnan(values).reshape(len(values), -1).any(axis=1))


class StoredSet(UploadedSet):
    """Samples of an upload."""

    _folder: Path = PrivateAttr()
    _record: Record = PrivateAttr()

    @classmethod
    def stored(cls, folder: Path, record: Record) -> Self:
        """Return the data set of the values in `folder`, written by a reader together with `record`."""
        made = cls()
        made._folder, made._record = folder, record
        return made


class Values:
    """Counts the distinct values of a column; stops if they are too many or too long for class labels.

    Args:
        most: Most distinct values that are counted.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: Counter[Label] | None = Counter()

    def add(self, values: Iterable[Label]) -> None:
        """Count more values."""
        self.add_counts(Counter(values))

    @property
    def is_counting(self) -> bool:
        """Return whether the values so far may be class labels."""
        return self._counts is not None

    def add_counts(self, counts: Mapping[Label, int]) -> None:
        """Count more values that are counted already."""
        if self._counts is None:
            return
        self._counts.update(counts)
        if len(self._counts) > self._most or any(isinstance(value, str) and len(value) > MAX_LABEL for value in self._counts):
            self._counts = None

    @property
    def labels(self) -> tuple[Label, ...] | None:
        """Return the values, sorted; None if there were too many."""
        return None if self._counts is None else tuple(sorted(self._counts))

    @property
    def counts(self) -> list[Count] | None:
        """Return the count of each value; None if there are too many for a description."""
        if self._counts is None or len(self._counts) > MAX_COUNTED:
            return None
        return [Count(value=value, count=self._counts[value]) for value in sorted(self._counts)]

    def write(self, path: Path) -> None:
        """Write the values if they may be class labels."""
        if self.labels is not None:
            path.write_bytes(orjson.dumps(self.labels))


def classes_of(*columns: Array) -> tuple[Label, ...] | None:
    """Return the distinct values of columns together, sorted, where they can be class labels: text or whole numbers, and not too many.

    Args:
        columns: Arrays of shape (n_samples,), all of text or all of numbers.
    """
    found: Array = np.unique(np.concatenate([np.unique(column) for column in columns]))
    if found.dtype.kind == "f" and np.array_equal(found, np.floor(found)) and np.abs(found).max() < EXACT:
        found = found.astype(np.int64)
    values = Values(MAX_CLASSES)
    values.add(found.tolist())
    return values.labels if found.dtype.kind in "biuU" else None


def labels_file(index: int) -> str:
    """Return the name of the file with the distinct values of a column or array."""
    return f"labels-{index}.json"


def read_labels(path: Path) -> tuple[Label, ...] | None:
    """Return the values that `Values.write` has written; None if there were too many."""
    return tuple(orjson.loads(path.read_bytes())) if path.is_file() else None
