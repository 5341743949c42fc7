"""Recover what was lost: jobs whose worker died, and messages that did not arrive."""

import logging
import threading

from kombu.exceptions import KombuError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.queue import JobQueue
from service.settings import Settings
from workers.dispatcher import wake_for_waiting
from workers.stores import Stores

log = logging.getLogger(__name__)


class Reaper:
    """A thread that polls every few seconds. Each worker may run one: all of its writes are guarded.

    Args:
        settings: Interval, and waiting times.
        stores: Stores of jobs and trials.
        queue: Wakes workers.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue) -> None:
        self._settings, self._stores, self._queue = settings, stores, queue
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reaper", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread."""
        self._stopping.set()

    def poll(self) -> None:
        """Recover what is lost now."""
        for job in self._stores.attempts.expired():
            log.warning("The lease of a job's worker expired.", extra={"job_id": job.id, "action": "lose"})
            self._stores.attempts.lose(job.id, job.attempt, "the lease of its worker expired", self._settings.max_losses)
        self._stores.trials.lose_expired(self._settings.max_losses)
        for job in self._stores.trials.stalled():
            self._queue.call_trial_workers(job.id, job.queue)
        for name in self._settings.worker_queues.split(","):
            wake_for_waiting(self._queue, self._stores.claims, name, self._settings.worker_slots)

    def _run(self) -> None:
        while not self._stopping.wait(self._settings.reap_every_s):
            try:
                self.poll()
            except (SQLAlchemyError, KombuError, RedisError, OSError):
                log.warning("The reaper failed; it tries again.", exc_info=True)
