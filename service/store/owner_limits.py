"""Most that one owner may have and use."""

from dataclasses import dataclass
from typing import Self

from service.settings import Settings


@dataclass(frozen=True)
class OwnerLimits:
    """Most that one owner may have; 0 for no limit.

    Args:
        queued_jobs: Queued jobs; a submission is refused from there on.
        running_jobs: Running jobs, a search counts once; the claim passes an owner over from there on.
        cpu_seconds_a_day: CPU seconds on a day (UTC); submissions are refused, and the claim passes the owner over.
        stored_bytes: Bytes of data sets, models, checkpoints, imported weights and files of predictions.
    """

    queued_jobs: int = 0
    running_jobs: int = 0
    cpu_seconds_a_day: float = 0.0
    stored_bytes: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits of an installation."""
        return cls(settings.queued_jobs, settings.running_jobs, settings.cpu_seconds_a_day, settings.stored_bytes)


NO_LIMITS = OwnerLimits()
