"""The time of the steps of series, as a model records it."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

import numpy as np

from models.core.clock import Clock
from models.core.spacing import DAY, Spacing
from models.datasets.cell_reading import CellReading


@dataclass(frozen=True)
class SeriesTime:
    """The column of stamps of series.

    Args:
        column: Its name.
        spacing: The usual time from a step to the next; None where no series has two steps.
        clock: The clock of dates; None for a column of numbers.
        cells: How its cells are read; None where the file has types.
    """

    column: str
    spacing: Spacing | None
    clock: Clock | None
    cells: CellReading | None = None

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
            return [float(number) for number in self.spacing.after(last, counts)]
        if not self._by_days or self.clock.zone is None:
            return self.clock.texts(self.spacing.after(last, counts))
        local = self.spacing.after(float(self.clock.local(np.array([int(last)]))[0]), counts)
        return Clock().texts(local) if self.clock.is_utc else self.clock.texts(self.clock.instants(local, np.zeros(n_steps, bool)))

    @property
    def _by_days(self) -> bool:
        return self.spacing is not None and (self.spacing.kind != "fixed" or self.spacing.size >= DAY)

    def as_dict(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {**asdict(replace(self, cells=None)), "cells": None if self.cells is None else self.cells.model_dump(mode="json")}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Self:
        """Rebuild it from `as_dict()`."""
        spacing, clock, cells = record["spacing"], record["clock"], record["cells"]
        return cls(
            record["column"],
            None if spacing is None else Spacing(**spacing),
            None if clock is None else Clock(**clock),
            None if cells is None else CellReading.model_validate(cells),
        )
