"""The rows of an upload as steps of series: series by series, and in time order where their time is known."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from models.core.arrays import Array
from models.core.clock import Clock
from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.datasets.series_time import SeriesTime
from models.uploads.column_selection import ColumnSelection
from models.uploads.stored.series_choice import SeriesChoice
from models.uploads.stored.series_columns import Columns
from models.uploads.timeline.stamps import TIME, Stamps
from models.uploads.timeline.timeline import Timeline

#: What a message adds where rows may be of several series.
_GROUPS_HINT = "; where rows of several series come in turn, data.groups is the column that tells them apart"


@dataclass(frozen=True)
class SeriesRows:
    """Steps of series.

    Args:
        n_steps: Number of steps of all series together.
        lengths: Number of steps of each; None for one series.
        names: Names of the series; None for one series, and where the file separates them.
        arranged: Returns the values of the steps, given those of the rows: float64 arrays of shape (n, n_columns). It can be pickled, as figures of
            series are made in child processes.
        pieces: Number of pieces of each series, of which `lengths` are the lengths; None where series are whole.
        time: Their time; None where it is not known.
        notes: Warnings.
    """

    n_steps: int
    lengths: tuple[int, ...] | None
    names: tuple[str, ...] | None
    arranged: Callable[[Array], Array] = field(compare=False)
    pieces: tuple[int, ...] | None = None
    time: SeriesTime | None = None
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Series:
    """The series of each row: its index, and the names of the series in the order of their first rows, None without names."""

    ranks: Array
    names: tuple[str, ...] | None


def series_rows(columns: Columns, choice: SeriesChoice, data: ColumnSelection) -> SeriesRows:
    """Return the steps of the series that a spec selects.

    Args:
        columns: The columns of an upload.
        choice: Those that the spec selects.
        data: Its data part.

    Raises:
        SpecError: The rows are no steps as they stand, and the spec does not say what is done with them.
    """
    series = _series(columns, choice)
    if choice.time is not None:
        return _in_time(_timeline(columns, series, choice.time, data))
    notes = _undated(columns, series, choice)
    if choice.groups is None:
        return SeriesRows(columns.n_steps, columns.lengths, None, np.asarray, notes=notes)
    order, lengths = np.argsort(series.ranks, kind="stable"), tuple(np.bincount(series.ranks).tolist())
    return SeriesRows(columns.n_steps, lengths, series.names, partial(np.take, indices=order, axis=0), notes=notes)


def _series(columns: Columns, choice: SeriesChoice) -> _Series:
    if choice.groups is None:
        lengths = columns.lengths
        return _Series(np.repeat(np.arange(len(lengths)), lengths) if lengths else np.zeros(columns.n_steps, np.int64), None)
    values, first, number = np.unique(columns.groups(choice.groups), return_index=True, return_inverse=True)
    return _Series(np.argsort(np.argsort(first))[number], tuple(quote(name) for name in values[np.argsort(first)].tolist()))


def _timeline(columns: Columns, series: _Series, index: int, data: ColumnSelection) -> Timeline:
    name = str(index) if columns.names is None else columns.names[index]
    fault = "" if index in columns.dates else columns.fault(index)
    if fault:
        fix = f'a reread with {{"types": {{"{name}": "date"}}}} says what cannot be read'
        raise SpecError([Fault(TIME, f"expected a column of dates or numbers, got {fault}; {fix}")])
    clock = Clock(data.time_zone, columns.is_utc(index)) if index in columns.dates else None
    if clock is None and data.time_zone is not None:
        raise SpecError([Fault("/data/time_zone", f"expected no time zone, as column {quote(name)} holds numbers")])
    stamps = Stamps(name, columns.stamps(index), clock, series.ranks, columns.place, columns.cells(index))
    hint = _GROUPS_HINT if series.names is None else ""
    names = series.names if columns.lengths is None else tuple(map(str, range(len(columns.lengths))))
    return Timeline(stamps, data.on_gap or "refuse", data.on_double or "refuse", names, hint)


def _in_time(timeline: Timeline) -> SeriesRows:
    if faults := list(timeline.faults()):
        raise SpecError(faults)
    arrangement, lengths = timeline.arrangement, timeline.lengths
    n_steps = sum(lengths) if lengths else arrangement.n_steps
    return SeriesRows(n_steps, lengths, timeline.series_names, arrangement.steps, timeline.pieces, timeline.time, tuple(timeline.notes()))


def _undated(columns: Columns, series: _Series, choice: SeriesChoice) -> tuple[Fault, ...]:
    """Return a warning about a column of dates that is not used, and refuse rows that are no steps by it.

    Raises:
        SpecError: Rows are out of order, or stamps come twice, by a column whose other stamps are regular.
    """
    used = (choice.groups, *choice.features, *(choice.targets or ()))
    dates = [index for index in columns.dates if index not in used and not columns.gap(index)]
    if not dates:
        return ()
    timelines = [_timeline(columns, series, index, ColumnSelection()) for index in dates]
    found = next((timeline for timeline in timelines if timeline.steps.is_regular), None)
    if found is None:
        return (Fault(TIME, f"{timelines[0].stamps.quoted} holds dates: the rows are taken in their order, data.time sorts them by a column"),)
    name = quote(found.stamps.name)
    if found.problems:
        fix = f"data.time: {name} sorts the rows, and settles stamps that come twice by data.on_double"
        raise SpecError([Fault(TIME, f"expected rows in time order, but {found.problems}; {fix}")])
    gaps = f", of which {found.gaps}" if found.gaps else ""
    return (Fault(TIME, f"{name} holds the stamps of the steps{gaps}; data.time: {name} checks them, and gives forecasts their times"),)
