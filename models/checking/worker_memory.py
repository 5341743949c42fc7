"""The memory of workers, as the checker compares it with that of a fit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WorkerMemory:
    """Memory of the smallest worker.

    Args:
        share_bytes: What a job may use that does not ask for more, in bytes.
        most_bytes: What a job may ask for, in bytes.
    """

    share_bytes: int
    most_bytes: int
