"""What goes wrong in a simulation: which kinds of faults, and how often, is drawn from the seed."""

from dataclasses import dataclass
from math import inf
from random import Random

#: Kinds of faults; each seed has some of them.
KINDS = (
    "commit unknown",
    "database away",
    "slow database",
    "message lost",
    "message twice",
    "message late",
    "broker away",
    "broker flush",
    "pause worker",
    "pause job process",
    "clock jump",
    "kill job process",
    "stop job process",
    "kill worker",
    "kill forkserver",
    "stop worker",
    "deaf worker",
)
#: Share of the kinds that a seed has, on average.
SHARE = 0.35


@dataclass
class Faults:
    """The faults of a seed.

    Args:
        random: Draws them.
        until_s: When they stop.

    Attributes:
        kinds: Those of the seed.
        rate: How often they happen: the probability at each point where one may.
        n_harms: How often something happened by which an attempt may be lost.
    """

    random: Random
    until_s: float

    def __post_init__(self) -> None:
        self.kinds = frozenset(kind for kind in KINDS if self.random.random() < SHARE)
        self.rate = self.random.choice([0.01, 0.03, 0.1])
        self.n_harms = 0
        self.have_stopped = False
        self.broker_is_away = False
        self.database_is_away = False

    def stop(self) -> None:
        """Let nothing go wrong from now on."""
        self.have_stopped, self.broker_is_away, self.database_is_away = True, False, False

    def has(self, kind: str) -> bool:
        """Tell whether a fault of this kind may still happen."""
        return not self.have_stopped and kind in self.kinds

    @property
    def most_losses(self) -> float:
        """How often any job may have been lost: once for each harm, but by slow answers and wrong clocks again and again."""
        return inf if self.kinds & {"slow database", "clock jump"} else self.n_harms

    def strikes(self, kind: str) -> bool:
        """Decide whether a fault happens now."""
        return self.has(kind) and self.random.random() < self.rate

    def deliveries(self) -> list[float]:
        """Return after how many seconds a message arrives, once for each time."""
        if self.strikes("message lost"):
            return []
        after_s = self.random.random() * 8.0 if self.strikes("message late") else 0.0
        return [after_s, self.random.random() * 4.0] if self.strikes("message twice") else [after_s]

    def answer_is_lost(self) -> bool:
        """Decide whether a message is sent without its sender knowing."""
        return self.strikes("message lost")

    def latency_s(self) -> float:
        """Return the longest time that a call of the database takes now, in seconds."""
        return self.random.choice([0.01, 0.01, 0.5, 1.5]) if self.has("slow database") else 0.01
