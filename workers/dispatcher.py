"""Gives the free slots of a worker something to do."""

import logging

from kombu.exceptions import KombuError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.queue import JobQueue
from service.settings import Settings
from service.store.claims import Claims
from workers.room import Room
from workers.supervise import Supervisor

log = logging.getLogger(__name__)


def wake_for_waiting(queue: JobQueue, claims: Claims, name: str, n_workers: int = 1) -> None:
    """Wake workers if something waits in a queue for which no message is left.

    Messages get lost with the broker, and a message that finds only jobs of owners at a limit is used up.

    Args:
        queue: Sends messages.
        claims: Tells what waits.
        name: Name of the queue.
        n_workers: How many workers to wake.
    """
    if queue.waiting(name) == 0 and claims.is_anything_waiting(name):
        queue.wake(name, n_workers)


class Dispatcher:
    """Runs what is next in a queue, once for each message.

    Args:
        claims: The choice.
        queue: Wakes other workers.
        supervisor: Runs what is claimed.
        worker: Name of this worker, shown with its jobs.
        settings: Lease of a claim, and the folders that need room.
    """

    def __init__(self, claims: Claims, queue: JobQueue, supervisor: Supervisor, worker: str, settings: Settings) -> None:
        self._claims, self._queue, self._supervisor = claims, queue, supervisor
        self._worker, self._lease_s, self._room = worker, settings.lease_s, Room(settings)

    def work(self, queue: str) -> None:
        """Claim what is next in a queue, and run it to its end; nothing may be left, as a message may be late or doubled.

        While there is no room on the disk nothing is claimed: it stays queued, and the reaper looks again.
        """
        if self._supervisor.is_draining or self._room.is_lacking():
            return
        claimed = self._claims.take(queue, self._worker, self._lease_s)
        if claimed is not None:
            self._wake_another(queue)
            self._supervisor.run(claimed)
            self._wake_another(queue)

    def _wake_another(self, queue: str) -> None:
        try:
            wake_for_waiting(self._queue, self._claims, queue)
        except (SQLAlchemyError, KombuError, RedisError, OSError):
            log.warning("No other worker could be woken; a reaper does it later.", extra={"queue": queue}, exc_info=True)
