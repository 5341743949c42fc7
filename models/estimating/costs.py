"""Factors of what jobs take: built-in priors, and what was learned from finished jobs of this installation.

An amount is a sum of terms; each is its built-in size times the factors of its keys. The logarithm of each factor has a normal distribution, of
mean 0 before anything is learned. What a finished job took changes the means and narrows the distributions, by one step of an extended Kalman filter
(Jazwinski, "Stochastic Processes and Filtering Theory", 1970, section 8.3) that keeps the variances only. The width of an interval is corrected by
how often earlier ones were right (Gibbs and Candes, "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021, section 2.2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp, log, sqrt
from statistics import NormalDist

from models.estimating.terms import Term, Terms

#: Share of the jobs that an interval is to hold.
COVERAGE = 0.8
#: Half the width of that interval of a normal distribution, in standard deviations.
NORMAL_WIDTH = NormalDist().inv_cdf(0.5 + COVERAGE / 2)
#: Standard deviation of the logarithm of a factor before anything is learned, by the part of its key before the colon.
PRIOR_DEVIATIONS = {"machine": 0.5, "layer": 0.4, "estimator": 0.8, "stopping": 0.5, "memory": 0.15, "trials": 0.5}
OTHER_DEVIATION = 0.4
#: Least standard deviation: machines and libraries change.
LEAST_DEVIATION = 0.05
#: Standard deviation of the logarithm of a measured amount around the sum of its terms.
NOISE = 0.2
#: Most standard deviations by which one job counts as unlike what was expected of it.
MOST_SURPRISE = 3.0
#: Half the width of the first intervals: the machine is another one than that of the priors. The least and the greatest; the step of its logarithm.
FIRST_WIDTH, LEAST_WIDTH, GREATEST_WIDTH, STEP = 1.6, 0.3, 20.0, 0.3
#: Part of the key of the width of the intervals of what is estimated.
WIDTH = "interval"


@dataclass(frozen=True)
class Cost:
    """What is known about a key.

    Args:
        mean: Mean of the logarithm of its factor.
        variance: Its variance.
        n: Number of jobs that it was learned from.
    """

    mean: float
    variance: float
    n: int = 0


@dataclass(frozen=True)
class Amount:
    """A sum of terms.

    Args:
        mean: Its expected size.
        variance: Variance of its logarithm.
        shares: Share of each key in it: by how much its logarithm grows with that of the key's factor.
    """

    mean: float
    variance: float
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Costs:
    """Everything that is known about factors.

    Args:
        known: What was learned, by key.
    """

    known: Mapping[str, Cost] = field(default_factory=dict)

    def of(self, key: str) -> Cost:
        """Return what is known about a key."""
        known = self.known.get(key)
        return Cost(0.0, PRIOR_DEVIATIONS.get(key.partition(":")[0], OTHER_DEVIATION) ** 2) if known is None else known

    def amount(self, terms: Iterable[Term]) -> Amount:
        """Add up terms."""
        total, weights = 0.0, dict[str, float]()
        for term in terms:
            size = term.amount * exp(sum(self.of(key).mean for key in term.keys))
            total += size
            for key in term.keys:
                weights[key] = weights.get(key, 0.0) + size
        shares = {key: weight / total for key, weight in weights.items()} if total else {}
        return Amount(total, sum(share**2 * self.of(key).variance for key, share in shares.items()), shares)

    def learned(self, terms: Terms, measured: float, noise: float = NOISE) -> "Costs":
        """Return the costs after an amount was measured.

        Args:
            terms: Its terms.
            measured: Its size.
            noise: Standard deviation of the logarithm of the measurement.
        """
        found = self.amount(terms)
        if measured <= 0 or found.mean <= 0:
            return self
        variance = found.variance + noise**2
        most = MOST_SURPRISE * sqrt(variance)
        surprise = max(-most, min(most, log(measured / found.mean)))
        return self._with({key: self._moved(key, share, surprise, variance) for key, share in found.shares.items()})

    def width(self, what: str) -> float:
        """Return half the width of the intervals of what is estimated, in standard deviations."""
        known = self.known.get(f"{WIDTH}:{what}")
        return FIRST_WIDTH if known is None else known.mean

    def judged(self, what: str, was_inside: bool) -> "Costs":
        """Return the costs after an interval of what is estimated held it, or did not."""
        n = self.known[key].n if (key := f"{WIDTH}:{what}") in self.known else 0
        # At a share of right ones that equals the coverage, the steps add up to nothing.
        factor = exp(-STEP * (1 - COVERAGE) if was_inside else STEP * COVERAGE)
        return self._with({key: Cost(max(LEAST_WIDTH, min(GREATEST_WIDTH, self.width(what) * factor)), 0.0, n + 1)})

    def changes_since(self, earlier: "Costs") -> dict[str, Cost]:
        """Return what was learned since an earlier state, by key."""
        return {key: cost for key, cost in self.known.items() if earlier.known.get(key) != cost}

    def _moved(self, key: str, share: float, surprise: float, variance: float) -> Cost:
        cost = self.of(key)
        gain = cost.variance * share / variance
        return Cost(cost.mean + gain * surprise, max(LEAST_DEVIATION**2, cost.variance * (1 - gain * share)), cost.n + 1)

    def _with(self, changes: Mapping[str, Cost]) -> "Costs":
        return Costs({**self.known, **changes})


#: Before anything is learned.
BUILT_IN = Costs()
