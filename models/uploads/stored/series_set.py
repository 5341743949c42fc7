"""Uploaded series: some columns are inputs, the same or other columns are predicted."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import Array
from models.core.errors import DataError, Fault, SpecError
from models.core.faults import quote
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.uploads.column_selection import ColumnSelection, Lookup
from models.uploads.stored.series_columns import Columns


@dataclass(frozen=True)
class _Choice:
    """Indices of columns: inputs, targets (None for the inputs themselves) and the series of each row (None for one series)."""

    features: tuple[int, ...]
    targets: tuple[int, ...] | None
    groups: int | None


class SeriesSet(DataSet):
    """One or several series; the rows of each are its steps, in order. Rows of several series may be interleaved."""

    source: ClassVar[str] = "dataset:series"
    title: ClassVar[str] = "Uploaded series"

    _columns: Columns = PrivateAttr()
    _choice: _Choice = PrivateAttr()

    @classmethod
    def of(cls, columns: Columns, data: ColumnSelection) -> Self:
        """Return the series with the columns that a spec selects.

        Raises:
            SpecError: There are no such columns, they are not numbers, or targets are missing.
        """
        made = cls()
        made._columns, made._choice = columns, _chosen(columns, data)
        faults = [*made._no_numbers(data), *made._gaps(data)]
        if faults:
            raise SpecError(faults)
        return made

    def describe(self) -> Description:
        features, targets, names = self._choice.features, self._choice.targets, self._columns.names
        gaps = {index: gap for index, position in enumerate(features) if (gap := self._columns.gap(position))}
        return Description(
            inputs=TensorType((len(features),), "float64", "time"),
            targets=None if targets is None else TensorType((len(targets),), "float64", "time"),
            n_train=self._columns.n_steps,
            columns=None if names is None else tuple(names[position] for position in features),
            gaps=tuple(gaps),
            lengths=self._lengths,
            missing=next(iter(gaps.values()), ""),
            target_columns=None if names is None or targets is None else tuple(names[position] for position in targets),
        )

    def load(self, cache: Path | None) -> Data:
        targets = None if self._choice.targets is None else self._matrix(self._choice.targets)
        return Data(self._matrix(self._choice.features), targets, lengths=self._lengths)

    @cached_property
    def _order(self) -> Array | None:
        """Return the row order that groups the rows by series, series in the order of their first rows."""
        return None if self._ranks is None else np.argsort(self._ranks, kind="stable")

    @cached_property
    def _lengths(self) -> tuple[int, ...] | None:
        return self._columns.lengths if self._ranks is None else tuple(np.bincount(self._ranks).tolist())

    @cached_property
    def _ranks(self) -> Array | None:
        """Return the index of the series of each row; None without a column of groups."""
        if self._choice.groups is None:
            return None
        _, first, number = np.unique(self._columns.groups(self._choice.groups), return_index=True, return_inverse=True)
        ranks: Array = np.argsort(np.argsort(first))[number]
        return ranks

    def _matrix(self, indices: tuple[int, ...]) -> Array:
        steps = np.column_stack([self._columns.numbers(position) for position in indices])
        infinite = np.argwhere(np.isinf(steps))
        if len(infinite):
            row, index = infinite[0].tolist()
            raise DataError(f"expected finite numbers, got {steps[row, index]} in column {indices[index]}, row {row}, counted from 0")
        return steps if self._order is None else steps[self._order]

    def _no_numbers(self, data: ColumnSelection) -> list[Fault]:
        faults = []
        for field, indices in (("features", self._choice.features), (_target_field(data), self._choice.targets or ())):
            given = getattr(data, field)
            for index, position in enumerate(indices):
                fault = self._columns.fault(position)
                pointer = f"/data/{field}/{index}" if isinstance(given, list) else f"/data/{field}"
                fix = "" if given is not None else "; list the input columns in features, without it"
                faults += [Fault(pointer, f"expected columns of numbers, got {fault}{fix}")] if fault else []
        return faults

    def _gaps(self, data: ColumnSelection) -> list[Fault]:
        """Return faults of missing values that no step can fill."""
        faults = []
        for field, indices in ((_target_field(data), self._choice.targets or ()), ("groups", [self._choice.groups])):
            gaps = [gap for index in indices if index is not None and (gap := self._columns.gap(index))]
            faults += [Fault(f"/data/{field}", f"expected a value in each step, but {gaps[0]}")] if gaps else []
        return faults


def _target_field(data: ColumnSelection) -> str:
    return "target" if data.target_columns is None else "target_columns"


def _chosen(columns: Columns, data: ColumnSelection) -> _Choice:
    if data.target is not None and data.target_columns is not None:
        raise SpecError([Fault("/data/target", "expected either target or target_columns, got both")])
    if data.groups is not None and columns.lengths is not None:
        raise SpecError([Fault("/data/groups", "expected no groups, as the first axis of the array separates the series")])
    lookup = Lookup(columns.names or tuple(map(str, range(columns.n_columns))))
    groups = lookup.index(data.groups, "/data/groups")
    named = [data.target] if data.target_columns is None and data.target is not None else data.target_columns
    targets = None if named is None else tuple(_indices(lookup, named, _target_field(data)))
    others = [index for index in range(columns.n_columns) if index != groups]
    features = others if data.features is None else lookup.indices(data.features)
    lookup.require_sound()
    twice = [field for field, indices in (("features", features), (_target_field(data), targets or ())) if groups in indices and groups is not None]
    if twice:
        raise SpecError([Fault(f"/data/{field}", f"{quote(data.groups)} names the series; expected other columns") for field in twice])
    if not features:
        raise SpecError([Fault("/data/groups", "expected at least one more column for the inputs, got none")])
    return _Choice(tuple(features), targets, groups)


def _indices(lookup: Lookup, named: list[str | int], field: str) -> list[int]:
    if field == "target_columns":
        return lookup.indices(named, field=field)
    return [index for index in (lookup.index(named[0], "/data/target"),) if index is not None]
