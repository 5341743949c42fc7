"""Look for what was lost: jobs whose worker died, and messages that never arrived."""

import logging
import threading

from kombu.exceptions import KombuError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.queue import JobQueue
from service.settings import Settings
from workers.stores import Stores

log = logging.getLogger(__name__)


class Reaper:
    """A thread that looks every few seconds. Any number of workers may each have one: all it does is guarded.

    Args:
        settings: How often to look, and how long to be patient.
        stores: Where lost jobs and trials are queued again, and queued ones are found.
        queue: Where messages are sent again.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue) -> None:
        self._settings, self._stores, self._queue = settings, stores, queue
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="reaper", daemon=True)

    def start(self) -> None:
        """Start looking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking."""
        self._stopping.set()

    def look(self) -> None:
        """Look once."""
        for job in self._stores.attempts.expired():
            log.warning("A job's worker gave no sign of life.", extra={"job_id": job.id, "action": "lose"})
            self._stores.attempts.lose(job.id, job.attempt, "its worker gave no sign of life", self._settings.max_losses)
        self._stores.trials.lose_expired(self._settings.max_losses)
        unsent = self._stores.jobs.unpublished(self._settings.republish_after_s)
        stalled = self._stores.trials.stalled()
        # While messages wait in a queue, that of a job whose message was sent may be among them.
        empty = {queue for queue in {job.queue for job in [*unsent, *stalled]} if self._queue.waiting(queue) == 0}
        for job in unsent:
            if job.published_at is None or job.queue in empty:
                self._queue.publish(job.id, job.queue)
        for job in stalled:
            if job.queue in empty:
                self._queue.call_trial_workers(job.id, job.queue)

    def _watch(self) -> None:
        while not self._stopping.wait(self._settings.reap_every_s):
            try:
                self.look()
            except (SQLAlchemyError, KombuError, RedisError, OSError):
                log.warning("The reaper could not look; it tries again.", exc_info=True)
