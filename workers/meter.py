"""What a job process uses, as its owner is charged for it."""

import time
from collections.abc import Callable

from service.store.claims import Claims
from service.store.rows import Job
from service.store.shares import START_S


class Meter:
    """Measures what a job process uses from its start on.

    Args:
        claims: Charges the owner.
        job: The job.
        clock: Returns seconds; that of the machine when left out.
    """

    def __init__(self, claims: Claims, job: Job, clock: Callable[[], float] = time.monotonic) -> None:
        self._claims, self._job, self._clock = claims, job, clock
        self._began, self._cpu_s = clock(), 0.0
        # The claim has charged the first seconds.
        self._charged_s, self._charged_cpu_s = START_S, 0.0

    def note_cpu(self, seconds: float) -> None:
        """Take note of the CPU seconds that the process has used so far."""
        self._cpu_s = seconds

    def charge(self) -> None:
        """Charge the owner for what the process has used since the last charge."""
        running_s, cpu_s = max(self._charged_s, self._clock() - self._began), self._cpu_s
        self._claims.charge(self._job, running_s - self._charged_s, cpu_s - self._charged_cpu_s)
        self._charged_s, self._charged_cpu_s = running_s, cpu_s
