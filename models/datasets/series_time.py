"""The time of the steps of series, as a model records it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

import numpy as np

from models.core.arrays import Array
from models.core.clock import Clock
from models.core.spacing import DAY, Spacing
from models.datasets.cell_reading import CellReading

#: Most series whose ends are recorded.
MAX_ENDS = 100
#: Steps at the end of a series by which it is recognized.
N_RECOGNIZED = 8


@dataclass(frozen=True)
class SeriesEnd:
    """The end of a series of the training data, by which the time of a series is known that ends as it does.

    Args:
        last: Instant of its last step: microseconds since 1970, or a number.
        steps: Its last steps, oldest first.
    """

    last: float
    steps: tuple[tuple[float, ...], ...] = ()

    def is_of(self, series: Array) -> bool:
        """Tell whether a series ends with these steps, float array of shape (n_steps, n_features)."""
        given = series[-len(self.steps) :]
        return bool(self.steps) and given.shape == np.shape(self.steps) and bool((given == np.array(self.steps, given.dtype)).all())


@dataclass(frozen=True)
class SeriesTime:
    """The column of stamps of series.

    Args:
        column: Its name.
        spacing: The usual time from a step to the next; None where no series has two steps.
        clock: The clock of dates; None for a column of numbers.
        cells: How its cells are read; None where the file has types.
        ends: The ends of the series; none of more than MAX_ENDS.
    """

    column: str
    spacing: Spacing | None
    clock: Clock | None
    cells: CellReading | None = None
    ends: tuple[SeriesEnd, ...] = ()

    def after(self, last: float, n_steps: int) -> list[float] | list[str]:
        """Return the times of the steps after a time.

        Args:
            last: Instant of the last known step: microseconds since 1970, or a number.
            n_steps: How many; there must be a spacing.
        """
        if self.spacing is None:
            raise TypeError("expected a series with a spacing")
        counts = np.arange(1, n_steps + 1)
        if self.clock is None:
            return [int(number) if number.is_integer() else number for number in self.spacing.after(last, counts).tolist()]
        if not self._goes_by_days:
            return self.clock.texts(self.spacing.after(last, counts))
        days = self.spacing.after(self.clock.local(np.array([int(last)]))[0], counts)
        return self.clock.texts(self.clock.from_local(days, np.zeros(n_steps, bool)))

    def steps_between(self, before: Array, after: Array) -> Array:
        """Return the number of steps between pairs of instants; days are counted by the clock, shorter steps by the time that passes."""
        if self.spacing is None:
            raise TypeError("expected a series with a spacing")
        if self.clock is None or not self._goes_by_days:
            return self.spacing.between(before, after)
        return self.spacing.between(self.clock.local(before), self.clock.local(after))

    def with_ends(self, series: Sequence[Array]) -> Self:
        """Return it with the last steps of the series, arrays of shape (n_steps, n_features); without ends for other numbers of series."""
        if len(series) != len(self.ends):
            return replace(self, ends=())
        last = [tuple(map(tuple, steps[-N_RECOGNIZED:].tolist())) if np.isfinite(steps[-N_RECOGNIZED:]).all() else () for steps in series]
        return replace(self, ends=tuple(replace(end, steps=steps) for end, steps in zip(self.ends, last, strict=True)))

    def end_of(self, series: Array) -> float | None:
        """Return the instant of the last step of a series that ends as one of the training data; None of any other."""
        found = {end.last for end in self.ends if end.is_of(series)}
        return found.pop() if len(found) == 1 else None

    @property
    def _goes_by_days(self) -> bool:
        return self.spacing is not None and (self.spacing.kind not in ("fixed", "number") or self.spacing.size >= DAY)

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {**asdict(replace(self, cells=None)), "cells": None if self.cells is None else self.cells.model_dump(mode="json")}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Self:
        """Rebuild it from `as_dict()`, also after conversion to JSON."""
        spacing, clock, cells = record["spacing"], record["clock"], record["cells"]
        return cls(
            column=record["column"],
            spacing=None if spacing is None else Spacing(**spacing),
            clock=None if clock is None else Clock(**clock),
            cells=None if cells is None else CellReading.model_validate(cells),
            ends=tuple(SeriesEnd(end["last"], tuple(map(tuple, end["steps"]))) for end in record["ends"]),
        )
