"""What a job will take: seconds and memory, each with an interval that holds four of five jobs."""

from dataclasses import asdict, dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any, Self

from models.estimating.costs import NOISE, NORMAL_WIDTH, Costs
from models.estimating.terms import Terms, Work

#: Seconds by which the measurement of a short job differs from that of another: starting a process, writing rows.
JITTER_S = 0.15
#: What is estimated, with the width of its intervals.
SECONDS, MEMORY = "seconds", "memory"
#: Standard deviation of the logarithm of the measured memory.
MEMORY_NOISE = 0.05


@dataclass(frozen=True)
class Expected:
    """A number with the interval that holds it in four of five cases."""

    mean: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Tell whether a value is in the interval."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Estimate:
    """What a job will take.

    Args:
        seconds: From its start to its end, without the time in the queue.
        memory: Largest resident memory of a process of the job, in bytes.
        phases: Expected seconds of each phase, in order.
    """

    seconds: Expected
    memory: Expected
    phases: dict[str, float]

    def as_dict(self) -> dict[str, Any]:
        """Return the estimate as a JSON object."""
        return asdict(self)

    @classmethod
    def of(cls, record: dict[str, Any]) -> Self:
        """Return an estimate from its JSON object."""
        return cls(Expected(**record["seconds"]), Expected(**record["memory"]), dict(record["phases"]))


def estimate(work: Work, costs: Costs) -> Estimate:
    """Estimate what a job takes."""
    phases = {name: costs.amount(terms).mean for name, terms in work.expected.items()}
    seconds = _expected(costs, work.seconds, costs.width(SECONDS), NOISE, JITTER_S)
    return Estimate(seconds, _expected(costs, work.memory, costs.width(MEMORY), MEMORY_NOISE), phases)


def seconds_left(expected: Expected, passed_s: float) -> float:
    """Return the median of the seconds that are left of something that has lasted some seconds and does not say how far it is.

    Args:
        expected: What was expected of it, as a whole.
        passed_s: Seconds that it has lasted.
    """
    if expected.mean <= 0 or passed_s <= 0:
        return max(0.0, expected.mean - passed_s)
    deviation = max(0.05, log(max(expected.high / expected.mean, 1.0)) / NORMAL_WIDTH)
    known = NormalDist(log(expected.mean), deviation)
    over = known.cdf(log(passed_s))
    # Beyond the numbers of the distribution: what has lasted ten times as long as expected lasts half as long again.
    return exp(known.inv_cdf((1 + over) / 2)) - passed_s if over < 0.999 else passed_s / 2


def _expected(costs: Costs, terms: Terms, width: float, noise: float, jitter: float = 0.0) -> Expected:
    amount = costs.amount(terms)
    relative = jitter / max(amount.mean, jitter, 1e-9)
    factor = exp(width * sqrt(amount.variance + noise**2 + relative**2))
    return Expected(amount.mean, amount.mean / factor, amount.mean * factor)
