"""The course of a running job: what it does now, what its phases took, and how long it still needs."""

import time
from collections.abc import Callable, Mapping
from math import sqrt

from models.estimating.costs import Costs
from models.estimating.pace import Pace
from models.estimating.terms import EPOCHS, Work

#: Phases that are estimated as one: where the data is loaded ends at different points of different data sets.
_TOGETHER = {"loading": "preparing"}
FITTING, VALIDATING = EPOCHS
#: Share of the time that a phase has taken which it takes longer, once it has taken as long as was expected.
OVERDUE = 0.25
#: Bounds of what the pace of the epochs says about the speed of the machine for the later phases.
SLOWEST, FASTEST = 3.0, 0.5


class Course:
    """Follows a job from its start on.

    Args:
        expected: Expected seconds of each phase, in order; of a job whose fit may stop early, with the epochs that are to be expected.
        pace: Measures the epochs.
        clock: Returns seconds; that of the machine when left out.

    Attributes:
        phase: What the job does now.
    """

    def __init__(self, expected: Mapping[str, float], pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._expected, self._pace, self._clock = dict(expected), pace, clock
        self.phase, self._since = "starting", clock()
        self._took: dict[str, float] = {}

    def begin(self, phase: str) -> None:
        """Note that a phase begins."""
        phase = _TOGETHER.get(phase, phase)
        if phase == self.phase:
            return
        now = self._clock()
        self._took[self.phase] = self._took.get(self.phase, 0.0) + now - self._since
        self.phase, self._since = phase, now

    def on_batch(self, progress: float) -> None:
        """Note the progress of the fit, from 0 to 1."""
        self.begin(FITTING)
        self._pace.on_batch(progress, self._clock())

    def on_epoch(self, seconds: float, samples_per_second: float) -> None:
        """Note the end of an epoch; see `EpochReport`."""
        self._pace.on_epoch(seconds, samples_per_second, self._clock())

    @property
    def seconds_left(self) -> float:
        """Return the seconds that the job still needs."""
        passed = self._clock() - self._since
        if self.phase == FITTING and self._pace.is_measured:
            return self._pace.seconds_left + self._later_s * self._slowness
        expected = self._expected.get(self.phase, 0.0)
        if self.phase == FITTING:
            expected += self._expected.get(VALIDATING, 0.0)
        return max(expected - passed, OVERDUE * (passed - expected)) + self._later_s

    def measured(self) -> dict[str, float]:
        """Return the seconds of the phases that are over, the present one included; those of epochs for all epochs of the spec."""
        took = {**self._took, self.phase: self._took.get(self.phase, 0.0) + self._clock() - self._since}
        return {**took, **self._pace.measured()}

    @property
    def n_ended(self) -> int:
        """Return the number of epochs that have ended."""
        return self._pace.n_ended

    @property
    def _later_s(self) -> float:
        """Return the expected seconds of the phases after the present one."""
        names = list(self._expected)
        after = names[names.index(self.phase) + 1 :] if self.phase in names else []
        return sum(self._expected[name] for name in after if not (self.phase == FITTING and name == VALIDATING))

    @classmethod
    def of(cls, work: Work, costs: Costs, clock: Callable[[], float] = time.monotonic) -> "Course":
        """Return the course of work that begins now."""
        expected = {name: costs.amount(terms).mean for name, terms in work.expected.items()}
        whole = {name: costs.amount(work.phases.get(name, ())).mean for name in EPOCHS}
        likely = work.n_rounds * (expected[FITTING] / whole[FITTING] if whole[FITTING] else 1.0)
        pace = Pace(work.n_rounds, min(likely, work.n_rounds), work.n_samples, *(seconds / work.n_rounds for seconds in whole.values()))
        return cls(expected, pace, clock)

    @property
    def _slowness(self) -> float:
        """Return the factor of the later phases: half of what the epochs say, on a logarithmic scale."""
        return max(FASTEST, min(SLOWEST, sqrt(self._pace.slowness)))
