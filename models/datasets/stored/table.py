"""An uploaded table: some columns are the inputs, one the target."""

from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import Field

from models.datasets.data_set import Data, DataSet, Description, Label
from models.datasets.stored.blobs import read_blobs
from models.datasets.stored.choice import Choice, choose
from models.datasets.stored.record import ColumnRecord, Record
from models.datasets.stored.values import MAX_CLASSES, MAX_LABEL, read_labels
from models.errors import Fault, SpecError
from models.preprocessing.step import Array
from models.spec.data import DataSpec
from models.spec.faults import quote
from models.spec.tensors import TensorType

TEXT = "text"


def matrix_file(type_name: str) -> str:
    """Return the file with the columns of a type of numbers, array of shape (columns, rows)."""
    return f"{type_name}.npy"


def text_name(place: int) -> str:
    """Return what the files of a column of text are called."""
    return f"text-{place}"


def labels_file(place: int) -> str:
    """Return the file with the different values of a column."""
    return f"labels-{place}.json"


class TableSet(DataSet):
    """Rows of an uploaded table.

    Inputs are float64 rows where all input columns hold numbers, else rows of objects with None for missing text.
    Targets are int64, float64 or text. Text targets are class labels; integers are where there are at most 100
    different ones. A regressor takes integers all the same.
    """

    source: ClassVar[str] = "dataset:table"
    title: ClassVar[str] = "Uploaded table"

    folder: Path = Field(exclude=True)
    record: Record = Field(exclude=True)
    choice: Choice = Field(exclude=True)

    @classmethod
    def of(cls, folder: Path, record: Record, data: DataSpec) -> Self:
        """Return the table with the columns a spec asks for.

        Raises:
            SpecError: It has no such columns, or they have gaps where there may be none.
        """
        table = cls(folder=folder, record=record, choice=choose(data, [column.name for column in record.columns]))
        faults = [*_gaps(record, table.choice), *table._too_many_classes()]
        if faults:
            raise SpecError(faults)
        return table

    def describe(self) -> Description:
        columns = [self.record.columns[place] for place in self.choice.features]
        text = tuple(place for place, column in enumerate(columns) if column.type == TEXT)
        target = self._target
        return Description(
            inputs=TensorType((len(columns),), "object" if text else "float64"),
            targets=None if target is None else TensorType((), "str" if target.type == TEXT else target.type),
            n_train=self.record.n_samples,
            labels=self._labels,
            columns=tuple(column.name for column in columns),
            text_columns=text,
            categories=self._categories,
            gaps=tuple(place for place, column in enumerate(columns) if column.n_missing),
        )

    def load(self, cache: Path | None) -> Data:
        description = self.describe()
        inputs: Array = np.empty((description.n_train, len(self.choice.features)), description.inputs.dtype)
        for index, place in enumerate(self.choice.features):
            inputs[:, index] = self._column(place)
        target, groups = (None if place is None else self._labels_of(place) for place in (self.choice.target, self.choice.groups))
        return Data(inputs, target, groups=groups)

    @property
    def _target(self) -> ColumnRecord | None:
        return None if self.choice.target is None else self.record.columns[self.choice.target]

    @cached_property
    def _labels(self) -> tuple[Label, ...] | None:
        return None if self.choice.target is None else read_labels(self.folder / labels_file(self.choice.target))

    @cached_property
    def _categories(self) -> tuple[tuple[Label, ...] | None, ...]:
        return tuple(self._values(place) for place in self.choice.features)

    def _values(self, place: int) -> tuple[Label, ...] | None:
        """Return the different values of a column: of text from its file, of numbers where the record has them at hand."""
        column = self.record.columns[place]
        if column.type == TEXT:
            return read_labels(self.folder / labels_file(place))
        return None if column.counts is None else tuple(item.value for item in column.counts)

    def _too_many_classes(self) -> list[Fault]:
        if self._target is None or self._target.type != TEXT or self._labels is not None:
            return []
        came = f"column {quote(self._target.name)} holds more or longer ones"
        return [Fault("/data/target", f"expected at most {MAX_CLASSES:,} labels of at most {MAX_LABEL} characters to learn, but {came}")]

    def _labels_of(self, place: int) -> Array:
        """Return a column without gaps; text as an array of text, not of objects."""
        values = self._column(place)
        return values.astype(np.str_) if values.dtype == object else np.array(values)

    def _column(self, place: int) -> Array:
        kind = self.record.columns[place].type
        if kind == TEXT:
            return _texts(self.folder, place, self.record.n_samples)
        matrix: Array = np.load(self.folder / matrix_file(kind), mmap_mode="r", allow_pickle=False)
        row: Array = matrix[sum(column.type == kind for column in self.record.columns[:place])]
        return row


def _texts(folder: Path, place: int, n_rows: int) -> Array:
    values: Array = np.empty(n_rows, object)
    values[:] = [text.decode() or None for text in read_blobs(folder, text_name(place))]
    return values


def _gaps(record: Record, choice: Choice) -> list[Fault]:
    """Refuse columns with missing values where each sample needs one."""
    faults = []
    for field, place in (("target", choice.target), ("groups", choice.groups)):
        column = None if place is None else record.columns[place]
        if column is not None and column.n_missing:
            came = (
                f"{column.n_missing:,} of {column.n_samples:,} are missing in column {quote(column.name)}, the first on line {column.first_missing}"
            )
            faults.append(Fault(f"/data/{field}", f"expected a value in each row, but {came}"))
    return faults
