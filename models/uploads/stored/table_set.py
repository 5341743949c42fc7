"""An uploaded table: some columns are the inputs, one the target."""

from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import Array, Label
from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.core.tensors import TensorType
from models.datasets.data_set import Data, Description
from models.uploads.column_selection import Choice, ColumnSelection, choose
from models.uploads.stored.byte_file import read_blobs
from models.uploads.stored.column_values import MAX_CLASSES, MAX_LABEL, read_labels
from models.uploads.stored.stored_set import StoredSet
from models.uploads.stored.upload_record import ColumnRecord, Record

TEXT = "text"


def matrix_file(type_name: str) -> str:
    """Return the file with the columns of a type of numbers, array of shape (columns, rows)."""
    return f"{type_name}.npy"


def text_name(index: int) -> str:
    """Return what the files of a column of text are called."""
    return f"text-{index}"


def labels_file(index: int) -> str:
    """Return the file with the different values of a column."""
    return f"labels-{index}.json"


class TableSet(StoredSet):
    """Rows of an uploaded table.

    Inputs are float64 rows where all input columns hold numbers, else rows of objects with None for missing text.
    Targets are int64, float64 or text. Text targets are class labels; integers are where there are at most 100
    different ones. A regressor takes integers all the same.
    """

    source: ClassVar[str] = "dataset:table"
    title: ClassVar[str] = "Uploaded table"

    _choice: Choice = PrivateAttr()

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the table with the columns a spec asks for.

        Raises:
            SpecError: It has no such columns, or they have gaps where there may be none.
        """
        table = cls.stored(folder, record)
        table._choice = choose(data, [column.name for column in record.columns])
        faults = [*_gaps(record, table._choice), *table._too_many_classes()]
        if faults:
            raise SpecError(faults)
        return table

    def describe(self) -> Description:
        columns = [self._record.columns[index] for index in self._choice.features]
        text = tuple(index for index, column in enumerate(columns) if column.type == TEXT)
        target = self._target
        return Description(
            inputs=TensorType((len(columns),), "object" if text else "float64"),
            targets=None if target is None else TensorType((), "str" if target.type == TEXT else target.type),
            n_train=self._record.n_samples,
            labels=self._labels,
            columns=tuple(column.name for column in columns),
            text_columns=text,
            categories=self._categories,
            gaps=tuple(index for index, column in enumerate(columns) if column.n_missing),
        )

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n: int, cache: Path | None) -> Data:
        n = min(n, self._record.n_samples)
        inputs: Array = np.empty((n, len(self._choice.features)), self.describe().inputs.dtype)
        for index, position in enumerate(self._choice.features):
            inputs[:, index] = self._column(position, n)
        target, groups = (None if position is None else self._labels_of(position, n) for position in (self._choice.target, self._choice.groups))
        return Data(inputs, target, groups=groups)

    def label_counts(self) -> dict[Label, int] | None:
        counts = None if self._target is None or self._labels is None else self._target.counts
        return super().label_counts() if counts is None else {item.value: item.count for item in counts}

    @property
    def _target(self) -> ColumnRecord | None:
        return None if self._choice.target is None else self._record.columns[self._choice.target]

    @cached_property
    def _labels(self) -> tuple[Label, ...] | None:
        return None if self._choice.target is None else read_labels(self._folder / labels_file(self._choice.target))

    @cached_property
    def _categories(self) -> tuple[tuple[Label, ...] | None, ...]:
        return tuple(self._values(index) for index in self._choice.features)

    def _values(self, index: int) -> tuple[Label, ...] | None:
        """Return the different values of a column: of text from its file, of numbers where the record has them at hand."""
        column = self._record.columns[index]
        if column.type == TEXT:
            return read_labels(self._folder / labels_file(index))
        return None if column.counts is None else tuple(item.value for item in column.counts)

    def _too_many_classes(self) -> list[Fault]:
        if self._target is None or self._target.type != TEXT or self._labels is not None:
            return []
        came = f"column {quote(self._target.name)} holds more or longer ones"
        return [Fault("/data/target", f"expected at most {MAX_CLASSES:,} labels of at most {MAX_LABEL} characters to learn, but {came}")]

    def _labels_of(self, index: int, n: int) -> Array:
        """Return the first values of a column without gaps; text as an array of text, not of objects."""
        values = self._column(index, n)
        return values.astype(np.str_) if values.dtype == object else np.array(values)

    def _column(self, index: int, n: int) -> Array:
        return read_column(self._folder, self._record, index, n)


def read_column(folder: Path, record: Record, index: int, n: int) -> Array:
    """Return the first values of a column of a table; text as an array of objects, with None where it is missing."""
    kind = record.columns[index].type
    if kind == TEXT:
        return _texts(folder, index, n)
    matrix: Array = np.load(folder / matrix_file(kind), mmap_mode="r", allow_pickle=False)
    row: Array = matrix[sum(column.type == kind for column in record.columns[:index])]
    return row[:n]


def _texts(folder: Path, index: int, n: int) -> Array:
    values: Array = np.empty(n, object)
    values[:] = [text.decode() or None for text in read_blobs(folder, text_name(index), n)]
    return values


def _gaps(record: Record, choice: Choice) -> list[Fault]:
    """Refuse columns with missing values where each sample needs one."""
    faults = []
    for field, index in (("target", choice.target), ("groups", choice.groups)):
        column = None if index is None else record.columns[index]
        if column is not None and column.n_missing:
            came = (
                f"{column.n_missing:,} of {column.n_samples:,} are missing in column {quote(column.name)}, the first on line {column.first_missing}"
            )
            faults.append(Fault(f"/data/{field}", f"expected a value in each row, but {came}"))
    return faults
