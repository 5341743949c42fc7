"""Whether a figure grows: a straight line through its values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Part of the time in which caches and pools fill, whose values do not count.
WARM_UP = 0.3
#: How many times the scatter about the line its growth must be: less is not told from chance.
SCATTERS = 2.0
#: Values from which a line is a judgement.
MIN_VALUES = 15
#: By how much figures in bytes, and numbers, may grow over the time; or by that part of their mean, if it is more.
BYTES, NUMBER, PART = 8e6, 3.0, 0.05


@dataclass(frozen=True)
class Trend:
    """The line through the values of a figure after the warm-up.

    Args:
        first: The mean of the values in the first tenth of the time.
        last: The mean of those in the last tenth.
        largest: The largest value, of the warm-up too.
        slope_per_h: Growth of the line in an hour.
        growth: Growth of the line over the time.
        allowed: The most that is no growth.
        scatter: Standard deviation of the values from the line.
        n_values: Number of values.
    """

    first: float
    last: float
    largest: float
    slope_per_h: float
    growth: float
    allowed: float
    scatter: float
    n_values: int

    @property
    def grows(self) -> bool:
        """Tell whether the figure grows by more than is allowed and than chance explains."""
        return self.n_values >= MIN_VALUES and self.growth > self.allowed and self.growth > SCATTERS * self.scatter

    @property
    def verdict(self) -> str:
        """Return the judgement in a word or two."""
        if self.n_values < MIN_VALUES:
            return "too short to tell"
        return "grows" if self.grows else "does not grow"


def trend_of(values: Sequence[tuple[float, float]], *, is_bytes: bool) -> Trend:
    """Fit a line to the values of a figure.

    Args:
        values: Pairs of a time in seconds and a value, in order.
        is_bytes: Whether the figure is in bytes, of which more may come and go than of numbers.
    """
    times, figures = np.array(values, float).T
    start = times[0] + WARM_UP * (times[-1] - times[0])
    kept = times >= start
    times, kept_figures = times[kept], figures[kept]
    slope, offset = np.polyfit(times, kept_figures, 1) if len(times) > 1 else (0.0, kept_figures[0])
    tenth = max(1, len(times) // 10)
    return Trend(
        first=float(kept_figures[:tenth].mean()),
        last=float(kept_figures[-tenth:].mean()),
        largest=float(figures.max()),
        slope_per_h=float(slope * 3600),
        growth=float(slope * (times[-1] - times[0])),
        allowed=max(BYTES if is_bytes else NUMBER, PART * float(kept_figures.mean())),
        scatter=float((kept_figures - (slope * times + offset)).std()),
        n_values=len(times),
    )
