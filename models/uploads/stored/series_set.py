"""Uploaded series: some columns are inputs, the same or other columns are predicted."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import Array
from models.core.errors import DataError, Fault, SpecError
from models.core.faults import quote
from models.core.tensors import TensorType
from models.datasets.data_set import Data, Description
from models.uploads.column_selection import ColumnSelection
from models.uploads.stored.series_choice import SeriesChoice, chosen_columns, target_field
from models.uploads.stored.series_columns import Columns
from models.uploads.stored.series_rows import SeriesRows, series_rows
from models.uploads.stored.upload_record import UploadedSet


class SeriesSet(UploadedSet):
    """One or several series; the rows of each are its steps, in order. Rows of several series may be interleaved."""

    source: ClassVar[str] = "dataset:series"
    title: ClassVar[str] = "Uploaded series"

    _columns: Columns = PrivateAttr()
    _choice: SeriesChoice = PrivateAttr()
    _rows: SeriesRows = PrivateAttr()

    @classmethod
    def of(cls, columns: Columns, data: ColumnSelection) -> Self:
        """Return the series with the columns that a spec selects.

        Raises:
            SpecError: There are no such columns, they are not numbers, targets are missing, or their time has to be settled.
        """
        made = cls()
        made._columns, made._choice = columns, chosen_columns(columns, data)
        faults = [*made._no_numbers(data), *made._gaps(data)]
        if faults:
            raise SpecError(faults)
        made._rows = series_rows(columns, made._choice, data)
        return made

    def describe(self) -> Description:
        features, targets, names = self._choice.features, self._choice.targets, self._columns.names
        gaps = {index: gap for index, position in enumerate(features) if (gap := self._columns.gap(position))}
        return Description(
            inputs=TensorType((len(features),), "float64", "time"),
            targets=None if targets is None else TensorType((len(targets),), "float64", "time"),
            n_train=self._rows.n_steps,
            columns=None if names is None else tuple(names[position] for position in features),
            gaps=tuple(gaps),
            lengths=self._rows.lengths,
            pieces=self._rows.pieces,
            missing=next(iter(gaps.values()), ""),
            gap_runs=self._gap_runs(tuple(features[index] for index in gaps)),
            series_names=self._rows.names,
            time=self._rows.time,
            notes=self._rows.notes,
            target_columns=None if names is None or targets is None else tuple(names[position] for position in targets),
        )

    def load(self, cache: Path | None) -> Data:
        targets = None if self._choice.targets is None else self._matrix(self._choice.targets)
        return Data(self._matrix(self._choice.features), targets, lengths=self._rows.lengths, pieces=self._rows.pieces)

    def _matrix(self, indices: tuple[int, ...]) -> Array:
        steps = np.column_stack([self._columns.numbers(position) for position in indices])
        infinite = np.argwhere(np.isinf(steps))
        if len(infinite):
            row, index = infinite[0].tolist()
            raise DataError(f"expected finite numbers, got {steps[row, index]} in column {indices[index]}, row {row}, counted from 0")
        return self._rows.arranged(steps)

    def _gap_runs(self, positions: Sequence[int]) -> tuple[int, ...]:
        if not positions:
            return ()
        missing = np.isnan(self._rows.arranged(np.column_stack([self._columns.numbers(position) for position in positions])))
        bounds = np.cumsum([0, *(self._rows.lengths or (len(missing),))]).tolist()
        runs = [[_longest_run(missing[start:end, index]) for start, end in pairwise(bounds)] for index in range(len(positions))]
        return tuple(map(max, runs))

    def _no_numbers(self, data: ColumnSelection) -> list[Fault]:
        faults = []
        for field, indices in (("features", self._choice.features), (target_field(data), self._choice.targets or ())):
            given = getattr(data, field)
            for index, position in enumerate(indices):
                fault = self._columns.fault(position)
                pointer = f"/data/{field}/{index}" if isinstance(given, list) else f"/data/{field}"
                fix = "" if given is not None else "; list the input columns in features, without it"
                if position in self._columns.dates:
                    fix = f"; a column of stamps is named by time: {quote(given[index] if isinstance(given, list) else given)}"
                faults += [Fault(pointer, f"expected columns of numbers, got {fault}{fix}")] if fault else []
        return faults

    def _gaps(self, data: ColumnSelection) -> list[Fault]:
        """Return faults of missing values that no step can fill."""
        faults = []
        fields = ((target_field(data), self._choice.targets or ()), ("groups", [self._choice.groups]), ("time", [self._choice.time]))
        for field, indices in fields:
            gaps = [gap for index in indices if index is not None and (gap := self._columns.gap(index))]
            faults += [Fault(f"/data/{field}", f"expected a value in each step, but {gaps[0]}")] if gaps else []
        return faults


def _longest_run(flags: Array) -> int:
    """Return the most true values that follow each other."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return int(np.max(edges[1::2] - edges[::2], initial=0))
