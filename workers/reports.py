"""Reports of a worker that it can take jobs."""

import logging
import threading

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.live_workers import REPORT_EVERY_S, LiveWorkers
from service.store.database import Database

log = logging.getLogger(__name__)


class Reports:
    """A thread that reports every few seconds, while the worker reaches the database: without it no job can be taken.

    Args:
        workers: Where it reports.
        name: Name of this worker.
        queues: Queues that it takes jobs from.
        database: The database that jobs are taken from.
    """

    def __init__(self, workers: LiveWorkers, name: str, queues: list[str], database: Database) -> None:
        self._workers, self._name, self._queues, self._database = workers, name, queues, database
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reports", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Report that the worker takes no more jobs."""
        self._stopping.set()
        self._thread.join()
        try:
            self._workers.forget(self._name)
        except RedisError:
            log.debug("The broker does not answer; the last report soon no longer counts.")
        self._workers.close()

    def _run(self) -> None:
        has_failed = False
        while True:
            try:
                self._database.ping()
                self._workers.report(self._name, self._queues)
                has_failed = False
            except (SQLAlchemyError, RedisError, OSError):
                if not has_failed:  # Said once: it may last for hours.
                    log.warning("This worker cannot report that it takes jobs; it tries again.", exc_info=True)
                has_failed = True
            if self._stopping.wait(REPORT_EVERY_S):
                return
