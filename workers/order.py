"""What a job process is told when it starts, and the signals on its channel."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.settings import Settings
from workers.devices import Share

#: Seconds from one sign of life to the next.
BEAT_EVERY_S = 1.0
BEAT = b"."
STOP = b"stop"


@dataclass(frozen=True)
class Order:
    """One attempt at a job.

    Args:
        job_id: The job.
        token: The attempt, which every write carries.
        spec: The checked spec.
        folder: Where the attempt's files go; nobody else writes there.
        settings: Settings of the worker.
        share: What of the machine the job may use.
    """

    job_id: str
    token: int
    spec: dict[str, Any]
    folder: Path
    settings: Settings
    share: Share
