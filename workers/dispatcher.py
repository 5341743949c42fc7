"""Gives the free slots of a worker something to do."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from kombu.exceptions import KombuError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.queue import JobQueue
from service.store.claims import Claimed, Claims
from service.store.ids import new_id
from service.store.patience import NO_PATIENCE, Patience
from service.store.rows import Job
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
        lease_s: Lease of a claim, in seconds.
        patience: With an outage of the database while it claims.
        room: The disks that jobs write to; not looked at when left out.
    """

    def __init__(
        self,
        claims: Claims,
        queue: JobQueue,
        supervisor: Supervisor,
        worker: str,
        lease_s: float,
        patience: Patience = NO_PATIENCE,
        room: Room | None = None,
    ) -> None:
        self._claims, self._queue, self._supervisor = claims, queue, supervisor
        self._worker, self._lease_s, self._patience, self._room = worker, lease_s, patience, room
        self._lock, self._n_busy, self._running = threading.Lock(), 0, list[Job]()

    @property
    def n_busy(self) -> int:
        """Return how many threads claim or run something."""
        return self._n_busy

    @property
    def running(self) -> list[Job]:
        """Return the jobs that run now; one of which several processes run trials appears as often."""
        with self._lock:
            return list(self._running)

    def work(self, queue: str) -> None:
        """Claim what is next in a queue, and run it to its end; nothing may be left, as a message may be late or doubled.

        While there is no room on the disk nothing is claimed: it stays queued, and the reaper looks again.
        """
        with self._busy():
            if self._supervisor.is_draining or (self._room is not None and self._room.is_lacking()):
                return
            claimed = self._take(queue)
            if claimed is not None:
                self._wake_another(queue)
                self._run(claimed)
        if claimed is not None:
            self._wake_another(queue)

    def _run(self, claimed: Claimed) -> None:
        with self._lock:
            self._running.append(claimed.job)
        try:
            self._supervisor.run(claimed)
        finally:
            with self._lock:
                self._running.remove(claimed.job)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        with self._lock:
            self._n_busy += 1
        try:
            yield
        finally:
            with self._lock:
                self._n_busy -= 1

    def _take(self, queue: str) -> Claimed | None:
        """Claim what is next; in an outage, wait for its end. A claim of which nobody knows whether it was committed is not left to its lease."""
        process, tries = new_id(), count()

        def take() -> Claimed | None:
            taken = self._claims.taken_by(process) if next(tries) else None
            return taken or self._claims.take(queue, self._worker, self._lease_s, process)

        return self._patience.run(take)

    def _wake_another(self, queue: str) -> None:
        try:
            wake_for_waiting(self._queue, self._claims, queue)
        except (SQLAlchemyError, KombuError, RedisError, OSError):
            log.warning("No other worker could be woken; a reaper does it later.", extra={"queue": queue}, exc_info=True)
