"""What came of the use of a stack, and whether it has passed."""

from dataclasses import dataclass

from tests.soak.ending import End
from tests.soak.reading import is_bytes
from tests.soak.trend import MIN_VALUES, Trend, trend_of

#: Figures that grow with what is done: the audit notes each deletion, for ever.
KEPT = frozenset({"rows: audit"})


@dataclass(frozen=True)
class Result:
    """What came of it.

    Args:
        stack: Name of the stack.
        seconds: The time.
        done: How often each use was done.
        looks: Figures by name, at times in seconds.
        end: What was there at the end.
        faults: What went wrong meanwhile.
    """

    stack: str
    seconds: float
    done: dict[str, int]
    looks: list[tuple[float, dict[str, float]]]
    end: End
    faults: list[str]

    def trends(self) -> dict[str, Trend]:
        """Return the trend of each figure."""
        return {
            name: trend_of([(at, figures[name]) for at, figures in self.looks if name in figures], is_bytes=is_bytes(name))
            for name in self.looks[-1][1]
        }

    def reasons(self) -> list[str]:
        """Return why the stack has not passed; nothing if it has."""
        growing = [f"{name} grows by {trend.slope_per_h:,.0f} an hour" for name, trend in self.trends().items() if trend.grows and name not in KEPT]
        return [f"{self.stack}: {reason}" for reason in (*growing, *self.end.faults(), *self.faults)]

    @property
    def passed(self) -> str:
        """Return what a run without reasons has shown: one of few looks says nothing about growth."""
        is_judged = all(trend.n_values >= MIN_VALUES for trend in self.trends().values())
        grew = "nothing grew" if is_judged else "too few looks to tell whether anything grows"
        return f"{self.stack}: {grew}; nothing was left, and every response was right"
