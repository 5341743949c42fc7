"""The stamps of the rows of series, on one clock."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.core.arrays import Array
from models.core.clock import NO_DATE, Clock
from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.core.spacing import DAY, Spacing
from models.datasets.cell_reading import CellReading
from models.datasets.series_time import SeriesTime

#: Pointers to the column of stamps, and to the time zone of local ones.
TIME, TIME_ZONE = "/data/time", "/data/time_zone"
_HOUR, _THURSDAY_TO_SUNDAY = 3_600_000_000, 3
#: Hours of the night of a Sunday in which clocks are set.
_NIGHT = 4


@dataclass(frozen=True)
class Stamps:
    """A column of stamps.

    Args:
        name: Name of the column.
        values: Microseconds since 1970 as int64, or numbers, array of shape (n_rows,).
        clock: The clock by which dates are read; None for numbers.
        ranks: Index of the series of each row, int64 array of shape (n_rows,), the series in the order of their first rows.
        place: Returns where a row stands in the file, such as "line 62".
        cells: How its cells are read; None where the file has types.
    """

    name: str
    values: Array
    clock: Clock | None
    ranks: Array
    place: Callable[[int], str]
    cells: CellReading | None = None

    @cached_property
    def instants(self) -> Array:
        """Return the instants of the stamps; of an hour that comes twice on a local clock the later rows are the later ones.

        Raises:
            SpecError: There is no such time zone, or no such local time in it.
        """
        if self.clock is None or self.clock.zone is None:
            return self.values
        try:
            found = self.clock.instants(self.values, self._are_later)
        except ValueError as error:
            raise SpecError([Fault(TIME_ZONE, str(error))]) from error
        lost = np.flatnonzero(found == NO_DATE)
        if len(lost):
            stamp = Clock().texts(self.values[lost[:1]])[0]
            came = f"{stamp} on {self.place(int(lost[0]))}, when clocks are set forward ({len(lost):,} row{'' if len(lost) == 1 else 's'})"
            way = "correct them, or leave time_zone out, which takes them as those of a clock that is never set"
            raise SpecError([Fault(TIME_ZONE, f"expected local times that exist in {self.clock.zone}, got {came}; {way}")])
        return found

    @cached_property
    def in_file(self) -> Array:
        """Return the rows of each series in the order of the file, one series after the other."""
        return np.argsort(self.ranks, kind="stable")

    @cached_property
    def order(self) -> Array:
        """Return the rows of each series by instant; of equal ones in the order of the file."""
        return np.lexsort((self.instants, self.ranks))

    def changes(self, values: Array) -> tuple[Array, Array]:
        """Return the rows of the file that follow another one of their series, and by how much their value is larger."""
        rows = self.in_file
        inside = self.ranks[rows[1:]] == self.ranks[rows[:-1]]
        return rows[1:][inside], (values[rows[1:]] - values[rows[:-1]])[inside]

    def spacing(self, before: Array, after: Array) -> Spacing:
        """Return the usual time between pairs of instants."""
        if self.clock is None:
            return Spacing.of_numbers(before, after)
        found = Spacing.of_dates(self.clock.local(before), self.clock.local(after))
        return found if self.clock.zone is None or found.kind != "fixed" or found.size >= DAY else Spacing.of_dates(before, after)

    def time(self, spacing: Spacing | None) -> SeriesTime:
        """Return the time of series with that spacing."""
        return SeriesTime(self.name, spacing, self.clock, self.cells)

    def text(self, row: int) -> str:
        """Return the stamp of a row, for messages."""
        return f"{self.values[row]:.15g}" if self.clock is None else self.clock.texts(self.instants[[row]])[0]

    def are_in_one_night(self, rows: Array) -> bool:
        """Return whether local stamps are all of nights of Sundays, when clocks are set."""
        if self.clock is None or self.clock.is_utc or self.clock.zone is not None or not len(rows):
            return False
        stamps = self.values[rows]
        sundays = (stamps // DAY + _THURSDAY_TO_SUNDAY) % 7 == 6
        return bool(sundays.all() and (stamps % DAY < _NIGHT * _HOUR).all() and (self.values % DAY).any())

    @property
    def _are_later(self) -> Array:
        """Return whether a row of the same series with the same local stamp is earlier."""
        _, changes = self.changes(self.values)
        turned = -1 if np.count_nonzero(changes < 0) > np.count_nonzero(changes > 0) else 1
        order = np.lexsort((turned * np.arange(len(self.values)), self.values, self.ranks))
        found = np.zeros(len(order), bool)
        found[order[1:]] = (self.values[order[1:]] == self.values[order[:-1]]) & (self.ranks[order[1:]] == self.ranks[order[:-1]])
        return found

    @property
    def are_digits_of_dates(self) -> bool:
        """Return whether the numbers of a file of text are dates without signs, such as 20240301."""
        if self.clock is not None or self.cells is None or not np.isin(self.values // 1_000_000, (19, 20)).all():
            return False
        months, days = self.values // 100 % 100, self.values % 100
        return bool(((months >= 1) & (months <= 12) & (days >= 1) & (days <= 31)).all())

    @property
    def quoted(self) -> str:
        """Return the name of the column, for messages."""
        return f"column {quote(self.name)}"
