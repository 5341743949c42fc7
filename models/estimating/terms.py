"""The parts of what a job takes, and what they depend on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Term:
    """A part of the seconds of a phase, or of the bytes of a process.

    Args:
        amount: Its size on the machine by which the built-in priors were measured.
        keys: What it depends on, such as "machine" and "layer:Dense". Each has a factor, which is learned.
    """

    amount: float
    keys: tuple[str, ...]

    def times(self, factor: float, *keys: str) -> "Term":
        """Return a multiple of the term, which depends on further keys."""
        return Term(self.amount * factor, (*self.keys, *keys))


Terms = tuple[Term, ...]


def scaled(terms: Iterable[Term], factor: float, *keys: str) -> Terms:
    """Return multiples of terms, which depend on further keys."""
    return tuple(term.times(factor, *keys) for term in terms)


def merged(terms: Iterable[Term]) -> Terms:
    """Return terms with those of the same keys added up."""
    amounts: dict[tuple[str, ...], float] = {}
    for term in terms:
        amounts[term.keys] = amounts.get(term.keys, 0.0) + term.amount
    return tuple(Term(amount, keys) for keys, amount in amounts.items() if amount > 0)


#: Key of the terms of a fit that may end before its last epoch, and the share of its epochs that it is taken to need.
STOPPING, STOPPED_AFTER = "stopping", 0.6
#: Phases that last as long as epochs are trained.
EPOCHS = ("fitting", "validating")


@dataclass(frozen=True)
class Work:
    """What a job has to do.

    Args:
        phases: Terms of the seconds of each phase, in order, with all epochs.
        memory: Terms of the largest memory of a process, in bytes.
        n_rounds: Number of epochs, or of trials, in the phase "fitting".
        n_samples: Samples in an epoch; 0 where there are none.
        may_stop: Whether the fit may end before its last epoch.
    """

    phases: Mapping[str, Terms]
    memory: Terms
    n_rounds: int = 1
    n_samples: int = 0
    may_stop: bool = False

    @property
    def expected(self) -> dict[str, Terms]:
        """Return the terms of each phase, with the epochs that are to be expected."""
        stopped = {name: scaled(self.phases[name], STOPPED_AFTER, STOPPING) for name in EPOCHS} if self.may_stop else {}
        return {**self.phases, **stopped}

    @property
    def seconds(self) -> Terms:
        """Return the terms of all phases."""
        return merged(term for terms in self.expected.values() for term in terms)

    def merged(self) -> "Work":
        """Return the work with as few terms as possible."""
        return replace(self, phases={name: merged(terms) for name, terms in self.phases.items()}, memory=merged(self.memory))
