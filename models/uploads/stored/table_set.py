"""Uploaded tables: some columns are the inputs, one may be the target."""

from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import Array, Label
from models.core.deferred_rows import DeferredRows, Source
from models.core.errors import SpecError
from models.core.mapped_rows import StoredColumns
from models.core.tensors import TensorType
from models.datasets.cell_reading import plain_cells
from models.datasets.data_set import Data, Description, Opened, PartName
from models.datasets.kept_columns import KeptType
from models.uploads.column_selection import Choice, ColumnSelection, choose
from models.uploads.stored.label_lists import Listing, are_lists
from models.uploads.stored.table_columns import opened_column, read_column
from models.uploads.stored.table_targets import class_faults, gap_faults, is_binary, listing_faults, number_faults
from models.uploads.stored.upload_record import (
    BOOLEAN,
    DATE,
    TEXT,
    ColumnRecord,
    Record,
    StoredSet,
    classes_of,
    labels_file,
    present,
    read_labels,
)

#: Types of columns whose values are labels where they are targets.
_LABELS = (TEXT, BOOLEAN, DATE)
#: Types of columns as they are kept beside predictions.
_KEPT: dict[str, KeptType] = {"int64": "int64", "float64": "float64", TEXT: "text", DATE: "text", BOOLEAN: "boolean"}


class TableSet(StoredSet):
    """Rows of an uploaded table.

    Inputs are float64 rows if all input columns are numbers, else rows of objects with None for missing text. Targets are
    int64, float64 or text. Text targets are class labels; integers are if there are at most 100 distinct ones, and can also
    be targets of a regressor.
    """

    source: ClassVar[str] = "dataset:table"
    title: ClassVar[str] = "Uploaded table"

    _choice: Choice = PrivateAttr()
    _separator: str | None = PrivateAttr(None)

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the table with the columns that a spec selects.

        Raises:
            SpecError: It has no such columns, or targets or groups are missing.
        """
        table = cls.stored(folder, record)
        table._choice = choose(data, [column.name for column in record.columns])
        table._separator = data.target_separator
        faults = [*listing_faults(table._target, table._separator, table._listing), *number_faults(record, table._choice)]
        targets_too = table._listing is None and not data.drop_missing_target
        faults += [*gap_faults(record, table._choice, targets_too=targets_too), *class_faults(table._target, table._known_targets)]
        if faults:
            raise SpecError(faults)
        return table

    def describe(self) -> Description:
        columns = [self._record.columns[index] for index in self._choice.features]
        text, dates, truth = (tuple(index for index, column in enumerate(columns) if column.type == kind) for kind in (TEXT, DATE, BOOLEAN))
        return Description(
            inputs=TensorType((len(columns),), "object" if text or dates else "float64"),
            targets=self._target_type,
            n_train=self._record.n_samples,
            labels=self._labels,
            columns=tuple(column.name for column in columns),
            text_columns=tuple(sorted(text + dates)),
            date_columns=dates,
            boolean_columns=truth,
            cells=tuple(column.cells or plain_cells(column.type) for column in columns),
            passed_over=tuple(self._record.columns[index].name for index in self._passed_over),
            categories=self._categories,
            gaps=tuple(index for index, column in enumerate(columns) if column.n_missing),
            empty=tuple(index for index, column in enumerate(columns) if column.n_missing == column.n_samples),
            target_columns=self._target_names,
            has_binary_targets=self._has_binary_targets,
        )

    def load(self, cache: Path | None) -> Data:
        return self.first(self._record.n_samples, cache)

    def first(self, n_samples: int, cache: Path | None) -> Data:
        n_samples = min(n_samples, self._record.n_samples)
        inputs: Array = np.empty((n_samples, len(self._choice.features)), self.describe().inputs.dtype)
        for index, position in enumerate(self._choice.features):
            inputs[:, index] = self._column(position, n_samples)
        return Data(inputs, self._targets_of(n_samples), groups=self._groups_of(n_samples))

    def piece(self, part: PartName, first: int, end: int, cache: Path | None) -> tuple[Array | None, Array | None]:
        if part != "train":
            return None, None
        rows = StoredColumns([self._source(index) for index in self._choice.features], self.describe().inputs.dtype)[first:end]
        targets = self._targets_of(min(end, self._record.n_samples))
        return rows, None if targets is None else targets[first:]

    @property
    def kept_types(self) -> dict[str, KeptType]:
        return {column.name: _KEPT[column.type] for column in self._record.columns}

    def kept_values(self, index: int, part: PartName, first: int, end: int) -> Array:
        return self._source(index)[first:end]

    def _source(self, index: int) -> Source:
        """Return a column to be read in order; what is mapped of one of numbers counts as memory of the process, so it is mapped anew."""
        if self._record.columns[index].type != TEXT:
            return opened_column(self._folder, self._record, index)
        return self._texts.setdefault(index, opened_column(self._folder, self._record, index))

    @cached_property
    def _texts(self) -> dict[int, Source]:
        """Return the columns of text that were read so far: each knows where the next piece begins."""
        return {}

    def opens(self) -> bool:
        return True

    def open(self, cache: Path | None) -> Opened:
        n_samples = self._record.n_samples
        columns = [opened_column(self._folder, self._record, position) for position in self._choice.features]
        rows = DeferredRows(StoredColumns(columns, self.describe().inputs.dtype))
        return Opened(rows, self._targets_of(n_samples), groups=self._groups_of(n_samples))

    def _targets_of(self, n_samples: int) -> Array | None:
        if self._choice.targets is not None:
            return np.column_stack([self._column(position, n_samples) for position in self._choice.targets]).astype(np.float64)
        if self._choice.target is None:
            return None
        if self._listing is not None:
            return self._listing.matrix(self._column(self._choice.target, n_samples).tolist())
        return self._labels_of(self._choice.target, n_samples)

    def _groups_of(self, n_samples: int) -> Array | None:
        return None if self._choice.groups is None else self._labels_of(self._choice.groups, n_samples)

    def with_targets(self) -> tuple[Array | None, Array | None]:
        chosen = self._choice.targets or ([] if self._choice.target is None else [self._choice.target])
        found = [present(self._column(index, self._record.n_samples)) for index in chosen]
        masks = [mask for mask in found if mask is not None]
        return (np.logical_and.reduce(masks) if masks else None), None

    def label_counts(self) -> dict[Label, int] | None:
        counts = None if self._target is None or self._labels is None else self._target.counts
        return super().label_counts() if counts is None else {item.value: item.count for item in counts}

    def classes(self) -> tuple[Label, ...] | None:
        if self._choice.target is None or self._labels is not None or self._listing is not None:
            return self._labels
        return classes_of(self._labels_of(self._choice.target, self._record.n_samples))

    @property
    def _target(self) -> ColumnRecord | None:
        return None if self._choice.target is None else self._record.columns[self._choice.target]

    @property
    def _known_targets(self) -> bool:
        return self._labels is not None or self._listing is not None

    @property
    def _passed_over(self) -> list[int]:
        return [index for index in (self._choice.target, self._choice.groups, *(self._choice.targets or ())) if index is not None]

    @property
    def _target_type(self) -> TensorType | None:
        if self._target_names is not None:
            return TensorType((len(self._target_names),), "float64")
        return None if self._target is None else TensorType((), "str" if self._target.type in _LABELS else self._target.type)

    @property
    def _target_names(self) -> tuple[str, ...] | None:
        """Return the names of several targets: those of columns, or the labels that one column lists."""
        if self._listing is not None:
            return self._listing.labels
        return None if self._choice.targets is None else tuple(self._record.columns[index].name for index in self._choice.targets)

    @property
    def _has_binary_targets(self) -> bool:
        targets = self._choice.targets
        return self._listing is not None or (targets is not None and all(is_binary(self._record.columns[index]) for index in targets))

    @cached_property
    def _listing(self) -> Listing | None:
        """Return the labels that a text target lists; None where it does not."""
        if self._target is None or self._target.type != TEXT or (self._separator is None and not are_lists(self._values_of_target)):
            return None
        return Listing(self._separator, self._cells_of_target())

    def _cells_of_target(self) -> list[str]:
        """Return the distinct cells of a text target."""
        if self._values_of_target is not None:
            return [*map(str, self._values_of_target)]
        return (
            [] if self._choice.target is None else [*dict.fromkeys(cell or "" for cell in self._column(self._choice.target, self._record.n_samples))]
        )

    @cached_property
    def _labels(self) -> tuple[Label, ...] | None:
        return None if self._listing is not None else self._values_of_target

    @cached_property
    def _values_of_target(self) -> tuple[Label, ...] | None:
        return None if self._choice.target is None else read_labels(self._folder / labels_file(self._choice.target))

    @cached_property
    def _categories(self) -> tuple[tuple[Label, ...] | None, ...]:
        return tuple(self._values(index) for index in self._choice.features)

    def _values(self, index: int) -> tuple[Label, ...] | None:
        """Return the distinct values of a column: of text from its file, of numbers from the record; None if there are many."""
        column = self._record.columns[index]
        if column.type == TEXT:
            return read_labels(self._folder / labels_file(index))
        if column.type == BOOLEAN:
            return (0, 1)
        return None if column.counts is None else tuple(item.value for item in column.counts)

    def _labels_of(self, index: int, n_samples: int) -> Array:
        """Return the first values of a column without missing ones; text as an array of strings, not of objects."""
        values = self._column(index, n_samples)
        if self._record.columns[index].type == BOOLEAN:
            return np.where(values == 1, "True", "False")
        return values.astype(np.str_) if values.dtype == object else np.array(values)

    def _column(self, index: int, n_samples: int) -> Array:
        return read_column(self._folder, self._record, index, n_samples)
