"""How fast the trials of a job are, by which it is estimated when the job will have ended."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrialPace:
    """How fast trials are.

    Args:
        trial_s: Seconds of a trial in one process.
        last_s: Seconds that the job takes once its trials are done.
    """

    trial_s: float
    last_s: float

    def seconds_left(self, n_left: int, n_processes: int) -> float:
        """Return the seconds until the job has ended, with so many trials to do, and so many processes at work."""
        return max(0, n_left) * self.trial_s / max(1, n_processes) + self.last_s
