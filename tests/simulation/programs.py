"""What a simulated job does, as its spec says."""

import json
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

#: Folds of a search.
N_FOLDS = 2


@dataclass(frozen=True)
class Program:
    """A job.

    Args:
        task: "train" or "search".
        n_epochs: Epochs of a training.
        epoch_s: Seconds of an epoch.
        n_candidates: Candidates of the first round of a search.
        n_rounds: Its rounds.
        trial_s: Seconds of a trial.
        ends: How it ends when nothing goes wrong: "succeeds", "crashes" at once, "hangs" until its time limit, or "fails" with a user's mistake.
    """

    task: str = "train"
    n_epochs: int = 3
    epoch_s: float = 1.0
    n_candidates: int = 3
    n_rounds: int = 1
    trial_s: float = 0.5
    ends: str = "succeeds"
    time_limit_s: int = 600

    @classmethod
    def drawn(cls, random: Random) -> "Program":
        """Draw a job."""
        ends = random.choices(["succeeds", "crashes", "hangs", "fails"], [12, 1, 1, 1])[0]
        task = "search" if ends == "succeeds" and random.random() < 0.35 else "train"
        return cls(
            task=task,
            n_epochs=random.randint(1, 4),
            epoch_s=random.choice([0.3, 1.0, 2.0]),
            n_candidates=random.randint(1, 4),
            n_rounds=random.randint(1, 2),
            trial_s=random.choice([0.2, 1.0, 2.5]),
            ends=ends,
            time_limit_s=6 if ends == "hangs" else 600,
        )

    @classmethod
    def of(cls, spec: str | dict[str, Any]) -> "Program":
        """Return the job of a stored spec."""
        read: dict[str, Any] = json.loads(spec) if isinstance(spec, str) else spec
        return cls(**read["simulated"])

    @property
    def spec(self) -> dict[str, Any]:
        """The spec as it is stored."""
        resources = {"time_limit_s": self.time_limit_s}
        return {"task": self.task, "seed": 1, "model": {"kind": "sequential"}, "resources": resources, "simulated": asdict(self)}

    @property
    def is_search(self) -> bool:
        return self.task == "search"


def score_of(candidate: int, fold: int) -> float:
    """Return the score of a trial."""
    return candidate + fold / 10


def loss_of(epoch: int) -> float:
    """Return the loss of an epoch."""
    return 1.0 / epoch
