"""What a job process is started with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.settings import Settings
from service.store.trials import JobProcess
from workers.devices import Share


@dataclass(frozen=True)
class Assignment:
    """One attempt at a job, or a share in the trials of one.

    Args:
        process: The process, and the job it works on.
        token: The attempt, which every write carries; None for a trial worker that joins in a job of others.
        queue: Queue the job came from.
        spec: The spec as stored.
        folder: Where the files of the process go; nobody else writes there.
        settings: Settings of the worker.
        share: What of the machine the process may use.
    """

    process: JobProcess
    token: int | None
    queue: str
    spec: dict[str, Any]
    folder: Path
    settings: Settings
    share: Share
