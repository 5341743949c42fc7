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
#: What a call for help begins with; the number of workers asked for follows.
HELP = b"help "


@dataclass(frozen=True)
class Order:
    """One attempt at a job.

    Args:
        job_id: The job.
        token: The attempt, which every write carries; None where the process only joins in the trials of a job.
        member: Id of the process.
        worker: Name of its worker.
        queue: Queue the job came from.
        spec: The checked spec.
        folder: Where the attempt's files go; nobody else writes there.
        settings: Settings of the worker.
        share: What of the machine the job may use.
    """

    job_id: str
    token: int | None
    member: str
    worker: str
    queue: str
    spec: dict[str, Any]
    folder: Path
    settings: Settings
    share: Share
