"""Lines of the table of predictions."""

from dataclasses import dataclass
from typing import Self

from benchmarks.serving.asking import Run

HEADER = (
    "| case | Modelbook | p99, longest | CPU of a request | rival | | p99, longest | CPU of a request | ratio | to reach |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Result:
    """One case: Modelbook and its rival, or a bound.

    Args:
        what: What was asked.
        ours: How Modelbook answered; None where the case was left out.
        rival: Name of the rival; the bound, or why the case was left out.
        theirs: How the rival answered; None for a bound.
        target: What the ratio is to reach; None for nothing.
        is_latency: Whether the ratio is that of the 99th percentiles, which is to be at most the target, and not that of the rates.
        bound_ms: The bound of the 99th percentile where there is no rival.
        enough_per_s: Responses a second that reach the target whatever the ratio; None for none.
    """

    what: str
    ours: Run | None
    rival: str
    theirs: Run | None = None
    target: float | None = None
    is_latency: bool = False
    bound_ms: float | None = None
    enough_per_s: float | None = None

    @classmethod
    def left_out(cls, what: str, reason: str) -> Self:
        """Return a case that could not be measured."""
        return cls(what, None, f"left out: {reason}")

    @property
    def ratio(self) -> float | None:
        """Return the ratio."""
        if self.ours is None:
            return None
        if self.bound_ms is not None:
            return self.ours.p99_ms / self.bound_ms
        if self.theirs is None:
            return None
        return self.ours.p99_ms / self.theirs.p99_ms if self.is_latency else self.ours.per_s / self.theirs.per_s

    @property
    def is_met(self) -> bool:
        """Tell whether the target is met, with no fault on either side."""
        if self.ours is None or self.ours.n_faults or (self.theirs is not None and self.theirs.n_faults):
            return False
        if self.target is None or self.ratio is None or (self.enough_per_s is not None and self.ours.per_s >= self.enough_per_s):
            return True
        return self.ratio <= self.target if self.is_latency else self.ratio >= self.target

    def as_row(self) -> str:
        """Return the line as a row of a Markdown table."""
        reach = "(no target)" if self.target is None else f"{'<=' if self.is_latency else '>='} {self.target:g}"
        reach += "" if self.enough_per_s is None else f", or {self.enough_per_s:,.0f}/s"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}" if self.is_met else f"**{self.ratio:.2f}**"
        return f"| {self.what} | {_cells(self.ours)} | {self.rival} | {_cells(self.theirs)} | {ratio} | {reach} |"


def _cells(run: Run | None) -> str:
    if run is None:
        return "| |"
    faults = f", **{run.n_faults:,} faults**" if run.n_faults else ""
    return f"{run.per_s:,.0f}/s{faults} | {run.p99_ms:.2f} ms, {run.max_ms:.1f} ms | {run.server_us:.0f} us"
