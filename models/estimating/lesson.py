"""What a finished job teaches about the costs of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from models.estimating.costs import NOISE, Costs
from models.estimating.estimate import MEMORY, MEMORY_NOISE, SECONDS, Estimate
from models.estimating.terms import STOPPED_AFTER, STOPPING, Term, Work

#: Seconds by which a phase is measured too long or too short.
JITTER_S = 0.03


@dataclass(frozen=True)
class Taken:
    """What a job took.

    Args:
        phases: Seconds of phases of its work; those of epochs for all epochs of the spec.
        seconds: Seconds of the whole job; None where they say nothing, as of a job that was continued.
        memory: Largest memory of its process, in bytes; None where it is not known.
        n_epochs: Epochs that were trained, for a fit that may stop.
    """

    phases: Mapping[str, float]
    seconds: float | None = None
    memory: int | None = None
    n_epochs: int = 0


def learn(costs: Costs, work: Work, taken: Taken, estimated: Estimate | None) -> Costs:
    """Return the costs after a job.

    Args:
        costs: The costs before.
        work: What the job had to do.
        taken: What it took.
        estimated: What it was estimated to take when it was submitted; None if it was not.
    """
    for phase, seconds in taken.phases.items():
        noise = sqrt(NOISE**2 + (JITTER_S / max(seconds, JITTER_S)) ** 2)
        costs = costs.learned(work.phases.get(phase, ()), seconds, noise)
    if work.may_stop and taken.n_epochs:
        costs = costs.learned((Term(STOPPED_AFTER, (STOPPING,)),), taken.n_epochs / work.n_rounds)
    if taken.memory is not None:
        costs = costs.learned(work.memory, taken.memory, MEMORY_NOISE)
    return costs if estimated is None else _judged(costs, taken, estimated)


def _judged(costs: Costs, taken: Taken, estimated: Estimate) -> Costs:
    if taken.seconds is not None:
        costs = costs.judged(SECONDS, estimated.seconds.holds(taken.seconds))
    return costs if taken.memory is None else costs.judged(MEMORY, estimated.memory.holds(taken.memory))
