"""Uploaded matrices: rows of numbers whose columns have no names."""

from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import Array, Label
from models.core.errors import Fault, SpecError
from models.core.tensors import TensorType, shape_text
from models.datasets.data_set import Data, Description, Opened
from models.uploads.column_selection import Choice, ColumnSelection, choose, chosen_fields
from models.uploads.stored.array_file import array_file, columns_with_gaps, load_array, number_type, opened_array
from models.uploads.stored.upload_record import MAX_INTEGER_CLASSES, TEXT, Record, StoredSet, Values, classes_of


class MatrixSet(StoredSet):
    """Rows of an uploaded matrix; columns are selected by their index, from 0.

    Integer targets are class labels if there are at most 100 distinct ones.
    """

    source: ClassVar[str] = "dataset:matrix"
    title: ClassVar[str] = "Uploaded matrix"

    _choice: Choice = PrivateAttr()

    @classmethod
    def of(cls, folder: Path, record: Record, data: ColumnSelection) -> Self:
        """Return the matrix with the columns that a spec selects.

        Raises:
            SpecError: It is not a matrix of numbers, has no such columns, or targets are missing.
        """
        (column,) = record.columns
        if len(column.shape) != 1 or column.type == TEXT:
            came = f"{column.type} samples of shape {shape_text(column.shape)}"
            detail = f"expected a matrix of numbers, one row for each sample, to select columns of, got {came}"
            raise SpecError([Fault(f"/data/{field}", detail) for field in chosen_fields(data)])
        matrix = cls.stored(folder, record)
        matrix._choice = choose(data, [str(index) for index in range(column.shape[0])])
        matrix._require_fit_targets(drops=data.drop_missing_target)
        return matrix

    def describe(self) -> Description:
        dtype = number_type(self._record.columns[0].type)
        target = None if self._choice.target is None else TensorType((), dtype)
        if self._choice.targets is not None:
            target = TensorType((len(self._choice.targets),), dtype)
        return Description(
            TensorType((len(self._choice.features),), dtype),
            target,
            n_train=self._record.n_samples,
            labels=self._labels,
            gaps=tuple(index for index, column in enumerate(self._choice.features) if column in self._gaps_of_all),
            missing=self._first_gap,
            infinite=self._infinite,
        )

    def load(self, cache: Path | None) -> Data:
        return Data(self._matrix[:, list(self._choice.features)], self._targets, groups=self._column_of(self._choice.groups))

    def opens(self) -> bool:
        return True

    def open(self, cache: Path | None) -> Opened:
        rows = opened_array(self._folder / array_file(0)).changed(partial(np.take, indices=list(self._choice.features), axis=1))
        return Opened(rows, self._targets, groups=self._column_of(self._choice.groups))

    def classes(self) -> tuple[Label, ...] | None:
        return None if self._choice.target is None else self._labels or classes_of(self._column(self._choice.target))

    @cached_property
    def _gaps_of_all(self) -> frozenset[int]:
        """Return the columns with NaN."""
        return frozenset(columns_with_gaps(self._matrix) if self._record.columns[0].n_missing else ())

    @cached_property
    def _first_gap(self) -> str:
        """Return where a feature is missing first; empty where none is."""
        for column in self._choice.features:
            if column in self._gaps_of_all:
                rows = np.flatnonzero(np.isnan(self._column(column)))
                return f"{len(rows):,} NaN in column {column}, the first in row {rows[0]}, counted from 0"
        return ""

    @cached_property
    def _infinite(self) -> str:
        """Return where a feature is infinite first; empty where none is."""
        for column in self._choice.features if self._record.columns[0].n_infinite else ():
            if rows := np.flatnonzero(np.isinf(self._column(column))).tolist():
                return f"{len(rows):,} infinite values in column {column}, the first in row {rows[0]}, counted from 0"
        return ""

    @cached_property
    def _matrix(self) -> Array:
        return load_array(self._folder / array_file(0))

    @cached_property
    def _labels(self) -> tuple[Label, ...] | None:
        if self._choice.target is None or self._matrix.dtype.kind == "f":
            return None
        values = Values(MAX_INTEGER_CLASSES)
        values.add(np.unique(self._column(self._choice.target)).tolist())
        return values.labels

    @property
    def _targets(self) -> Array | None:
        several = self._choice.targets
        return self._column_of(self._choice.target) if several is None else np.array(self._matrix[:, list(several)])

    def _column_of(self, index: int | None) -> Array | None:
        return None if index is None else self._column(index)

    def _column(self, index: int) -> Array:
        return np.array(self._matrix[:, index])

    def _require_fit_targets(self, *, drops: bool) -> None:
        several = [(f"target_columns/{position}", index) for position, index in enumerate(self._choice.targets or ())]
        found = [fault for field, index in (("target", self._choice.target), *several) for fault in self._unfit(field, index, drops=drops)]
        if found:
            raise SpecError(found)

    def _unfit(self, field: str, index: int | None, *, drops: bool) -> list[Fault]:
        """Return faults of targets with NaN, unless rows with one are left out, and with infinite values."""
        target = np.empty(0) if index is None else self._column(index)
        missing = [] if drops else np.flatnonzero(np.not_equal(target, target)).tolist()
        infinite = np.flatnonzero(np.isinf(target)).tolist()
        wrong = (
            f"{len(missing):,} NaN, the first in row {missing[0]}, counted from 0; data.drop_missing_target: true leaves these out" if missing else ""
        )
        more = f"{len(infinite):,} infinite ones, the first in row {infinite[0]}, counted from 0" if infinite else ""
        details = (f"expected a target for each sample, got {wrong}" if wrong else "", f"expected finite targets, got {more}" if more else "")
        return [Fault(f"/data/{field}", detail) for detail in details if detail]
