"""Series in time order: what is refused, what is settled, and what is reported of both."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from models.core.arrays import Array
from models.core.errors import Fault
from models.datasets.series_time import MAX_ENDS, SeriesEnd, SeriesTime
from models.uploads.timeline.arrangement import Arrangement
from models.uploads.timeline.stamps import TIME, Stamps
from models.uploads.timeline.steps import Steps

#: What is done with steps that are missing, and with stamps that come twice.
OnGap = Literal["refuse", "fill", "split", "keep"]
OnDouble = Literal["refuse", "last", "mean", "keep"]
#: Most steps that are filled in, as a multiple of those that are given; but at least so many.
_MOST_FILLED, _LEAST_FILLED = 1, 1_000
#: Most stamps that a message names.
_NAMED = 5
#: What a message adds where stamps repeat or are left out by an hour.
_ZONE_HINT = "; these are nights in which clocks are set: data.time_zone, such as Europe/Berlin, tells the hours apart"


@dataclass(frozen=True)
class Timeline:
    """The rows of an upload as steps of series in time order.

    Args:
        stamps: The stamps of the rows.
        on_gap: What is done with missing steps.
        on_double: What is done with stamps that come twice in a series.
        names: Names of the series; None for one series.
        groups_hint: What else may be meant where most stamps come twice; empty where series are named.
    """

    stamps: Stamps
    on_gap: OnGap = "refuse"
    on_double: OnDouble = "refuse"
    names: Sequence[str] | None = None
    groups_hint: str = ""

    @cached_property
    def steps(self) -> Steps:
        """Return the rows by time."""
        return Steps(self.stamps, self.on_double == "keep")

    @property
    def time(self) -> SeriesTime:
        """Return what a model records of the time of its series."""
        last = self.steps.rows[np.flatnonzero(np.diff(self._pieces, append=-1))]
        ends = self.stamps.instants[last].tolist() if len(last) <= MAX_ENDS else []
        return replace(self.steps.time, ends=tuple(map(SeriesEnd, ends)))

    @cached_property
    def arrangement(self) -> Arrangement:
        """Return how rows become steps."""
        positions = np.arange(len(self.steps.rows)) + np.cumsum(self.steps.n_missing) if self._fills else None
        return Arrangement(self.stamps.order, self.steps.starts, self.on_double == "mean", positions)

    @cached_property
    def lengths(self) -> tuple[int, ...] | None:
        """Return the number of steps of each series; None for one series."""
        if self.names is None and not self._splits:
            return None
        pieces = self._pieces
        added = np.bincount(pieces, weights=self.steps.n_missing if self._fills else None) if self._fills else 0
        return tuple((np.bincount(pieces) + added).astype(int).tolist())

    @property
    def pieces(self) -> tuple[int, ...] | None:
        """Return the number of pieces of each series; None where series are whole."""
        if not self._splits:
            return None
        first = np.flatnonzero(np.diff(self._pieces, prepend=-1))
        return tuple(np.bincount(self.steps.ranks[first]).tolist())

    @cached_property
    def series_names(self) -> tuple[str, ...] | None:
        """Return the names of the series, those of pieces with their first stamp; None for one series."""
        if not self._splits:
            return None if self.names is None else tuple(self.names)
        first = np.flatnonzero(np.diff(self._pieces, prepend=-1)).tolist()
        named = ["" if self.names is None else f"{self.names[self.steps.ranks[index]]} " for index in first]
        return tuple(f"{name}from {self.stamps.text(int(self.steps.rows[index]))}" for name, index in zip(named, first, strict=True))

    def faults(self) -> Iterator[Fault]:
        """Yield what has to be settled."""
        if self.on_double == "refuse" and len(self.steps.doubled):
            settled = "on_double: last uses the last row of each, mean their mean, keep all of them in their order"
            yield Fault(TIME, f"expected each stamp once in a series, but {self._doubles}; data.{settled}{self._double_hint}")
        if self.on_gap == "refuse" and self._n_gaps:
            settled = "fill puts them in on the line between the steps beside them, split begins another series, keep takes the steps as they follow"
            yield Fault(TIME, f"expected a step every {self._every}, but {self._gaps}; data.on_gap: {settled}{self._gap_hint}")
        most = max(_LEAST_FILLED, _MOST_FILLED * len(self.steps.rows))
        if self.on_gap == "fill" and (n_filled := int(self.steps.n_missing.sum())) > most:
            came = f"{n_filled:,} to fill in: {self._gaps}"
            yield Fault("/data/on_gap", f"expected at most {most:,} missing steps beside {len(self.steps.rows):,}, got {came}; use split")

    def notes(self) -> Iterator[Fault]:
        """Yield what was done to the rows, for warnings."""
        if self.disorder:
            yield Fault(TIME, self.disorder)
        if self._digits and (self.on_gap != "refuse" or not self._n_gaps):
            yield Fault(TIME, self._digits)
        if len(self.steps.doubled) and self.on_double != "refuse":
            done = {"last": "of each the last row is used", "mean": "of each the mean of its rows is used", "keep": "all are steps, in their order"}
            yield Fault("/data/on_double", f"{self._doubles}: {done[self.on_double]}")
        if self._n_gaps and self.on_gap != "refuse":
            result = {
                "fill": "they are filled in",
                "split": f"the series are cut there, into {len(self.lengths or ()):,} pieces",
                "keep": "they are passed over",
            }
            yield Fault("/data/on_gap", f"{self._gaps}: {result[self.on_gap]}")

    @cached_property
    def disorder(self) -> str:
        """Return a sentence about rows that were not in time order; empty where they were."""
        rows, changes = self.stamps.changes(self.stamps.instants)
        if not (earlier := rows[changes < 0]).size:
            return ""
        where = f"the first on {self.stamps.place(int(earlier[0]))}"
        if not (changes > 0).any():
            return f"the rows of {self.stamps.quoted} go back in time, and are turned round"
        return (
            f"the rows are sorted by {self.stamps.quoted}: {len(earlier):,} of {len(self.stamps.order):,} were earlier than the one before, {where}"
        )

    @property
    def problems(self) -> str:
        """Return what makes the rows as they stand no steps, for messages; empty where nothing does."""
        rows, changes = self.stamps.changes(self.stamps.instants)
        earlier = rows[changes < 0]
        where = f"the first on {self.stamps.place(int(earlier[0]))}" if len(earlier) else ""
        order = f"{len(earlier):,} of {len(self.stamps.order):,} rows are earlier than the row before them, {where}" if where else ""
        return "; ".join(filter(None, (order, f"{self._doubles}{self._double_hint}" if len(self.steps.doubled) else "")))

    @property
    def gaps(self) -> str:
        """Return which steps are missing, for messages; empty where none is."""
        return f"{self._gaps}{self._gap_hint}" if self._n_gaps else ""

    @property
    def _fills(self) -> bool:
        return self.on_gap == "fill" and self._n_gaps > 0

    @property
    def _splits(self) -> bool:
        return self.on_gap == "split" and self._n_gaps > 0

    @property
    def _n_gaps(self) -> int:
        return int(np.count_nonzero(self.steps.n_missing))

    @property
    def _every(self) -> str:
        return "" if self.steps.spacing is None else self.steps.spacing.text

    @cached_property
    def _pieces(self) -> Array:
        """Return the index of the series of each step."""
        if not self._splits:
            return self.steps.ranks
        is_new = np.diff(self.steps.ranks, prepend=-1) != 0
        return np.cumsum(is_new | (self.steps.n_missing > 0)) - 1

    @property
    def _doubles(self) -> str:
        doubled = self.steps.doubled
        first = self._first_of(doubled[:_NAMED])
        named = [f"{self.stamps.text(row)} on {_both(self.stamps.place(one), self.stamps.place(row))}" for one, row in first]
        more = f" and {len(doubled) - _NAMED:,} more" if len(doubled) > _NAMED else ""
        rows, have = ("1 row", "has") if len(doubled) == 1 else (f"{len(doubled):,} rows", "have")
        return f"{rows} of {self.stamps.quoted} {have} the stamp of an earlier one: {', '.join(named)}{more}"

    def _first_of(self, doubled: Array) -> list[tuple[int, int]]:
        """Return the first row with the stamp of each of some rows, and the row."""
        index_of = np.empty(len(self.stamps.order), np.int64)
        index_of[self.stamps.order] = np.arange(len(self.stamps.order))
        stamps = np.searchsorted(self.steps.first_ones, index_of[doubled], side="right") - 1
        return list(zip(self.stamps.order[self.steps.first_ones[stamps]].tolist(), doubled.tolist(), strict=True))

    @property
    def _gaps(self) -> str:
        missing = self.steps.n_missing
        gaps = np.flatnonzero(missing)
        last = int(self.steps.rows[gaps[0] - 1])
        where = f"the first {missing[gaps[0]]:,} after {self.stamps.text(last)} on {self.stamps.place(last)}"
        count = f"{int(missing.sum()):,} steps of {self._every} are missing" if missing.sum() > 1 else f"1 step of {self._every} is missing"
        return f"{count} in {len(gaps):,} gap{'' if len(gaps) == 1 else 's'} of {self.stamps.quoted}, {where}"

    @property
    def _double_hint(self) -> str:
        if self.stamps.are_in_one_night(self.steps.doubled):
            return _ZONE_HINT
        return self.groups_hint if 2 * len(self.steps.doubled) >= len(self.steps.rows) else ""

    @property
    def _digits(self) -> str:
        """Return what reads numbers as dates that look like them; empty where they do not."""
        way = json.dumps({"types": {self.stamps.name: "date"}}, ensure_ascii=False)
        hint = f"the numbers of {self.stamps.quoted} look like dates such as 20240301: POST /v1/datasets/{{id}}/reread with {way} reads them so"
        return hint if self.stamps.are_digits_of_dates else ""

    @property
    def _gap_hint(self) -> str:
        if self._digits:
            return f"; {self._digits}"
        return _ZONE_HINT if self.stamps.are_in_one_night(self.steps.rows[np.flatnonzero(self.steps.n_missing) - 1]) else ""


def _both(first: str, second: str) -> str:
    """Return two places together, such as "lines 62 and 63"."""
    kind, _, number = first.partition(" ")
    return f"{kind}s {number} and {second.removeprefix(kind + ' ')}"
