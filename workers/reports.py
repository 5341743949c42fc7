"""Reports of a worker: what it does, and whether it can take jobs."""

import logging
import os
import platform
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.job_reach import possible_reach
from service.live_workers import COMMAND_TIMEOUT_S, REPORT_EVERY_S, Isolation, LiveWorkers, WorkerReport
from service.outage_log import OutageLog
from service.settings import Settings
from service.store.database import Database
from workers.devices import Slots

log = logging.getLogger(__name__)

#: Packages whose versions are reported.
_PACKAGES = ("modelbook", "tensorflow", "keras", "scikit-learn", "onnxruntime")


class Reports:
    """A thread that reports every few seconds.

    Args:
        workers: Where it reports.
        describe: Returns the report of this moment.
        database: The database that jobs are taken from: without it no job can be taken, which the report says.
    """

    def __init__(self, workers: LiveWorkers, describe: Callable[[], WorkerReport], database: Database) -> None:
        self._workers, self._describe, self._database = workers, describe, database
        self._stopping, self._outage = threading.Event(), OutageLog(log)
        self._thread = threading.Thread(target=self._run, name="reports", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Report that the worker has ended."""
        if self._thread.ident is None:
            return
        self._stopping.set()
        self._thread.join(COMMAND_TIMEOUT_S)
        try:
            self._workers.forget(self._describe().name)
        except RedisError:
            log.debug("The broker does not answer; the last report soon no longer counts.")
        self._workers.close()

    def _run(self) -> None:
        while True:
            try:
                self._workers.report(self._now())
                self._outage.worked()
            except (RedisError, OSError):
                self._outage.failed("This worker cannot report that it takes jobs.")
            except Exception:  # Without reports this worker would seem dead.
                log.exception("A report of this worker failed unexpectedly; it tries again.")
            if self._stopping.wait(REPORT_EVERY_S):
                return

    def _now(self) -> WorkerReport:
        found = self._describe()
        try:
            self._database.ping()
        except (SQLAlchemyError, OSError) as error:
            return replace(found, problem=f"the database does not answer: {type(error).__name__}")
        return found


def first_report(settings: Settings, slots: Slots) -> WorkerReport:
    """Return what is always true of this worker."""
    host, pid = socket.gethostname(), os.getpid()
    return WorkerReport(
        name=f"{host}:{pid}",
        host=host,
        pid=pid,
        queues=settings.worker_queues.split(","),
        slots=settings.worker_slots,
        started_at=time.time(),
        gpus=slots.gpus,
        threads=slots.threads,
        isolation=_isolation(settings),
        versions=_versions(),
    )


def _isolation(settings: Settings) -> Isolation:
    possible = possible_reach(settings)
    return Isolation(possible.reach, possible.reason or None, settings.job_file_bytes, settings.job_open_files, settings.job_processes)


def _versions() -> dict[str, str]:
    """Return the versions of Python and of the packages; TensorFlow is not imported."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            log.debug("The package %s is not installed.", package)
    return found
