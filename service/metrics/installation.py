"""The metrics of an installation: what every API process would answer alike."""

import logging
import platform
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client.metrics_core import Metric
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.disks import folders_with_room
from service.live_workers import Count, LiveWorkers, SeenWorker, WorkerStatus
from service.metrics.families import counter, gauge
from service.settings import Settings
from service.store.database import Database
from service.store.job_counts import JobCounts, count_jobs
from service.store.transitions import State

log = logging.getLogger(__name__)

#: Queues of jobs.
_QUEUES = ("cpu", "gpu")
#: What the counts of workers say.
_HELP = {
    Count.JOBS: "Processes of jobs and trial workers that a worker has started.",
    Count.EPOCHS: "Epochs of training that have ended, without those of trials.",
    Count.CPU_SECONDS: "CPU seconds of a worker's job processes.",
    Count.LEASES_LOST: "Leases that a worker has lost while its job ran.",
    Count.LEASES_EXPIRED: "Expired leases of lost workers that a worker has found.",
}


@dataclass(frozen=True)
class Installation:
    """The parts that all processes share. Called off the event loop.

    Args:
        settings: Settings, with the folders.
        database: The database.
        workers: The workers.
    """

    settings: Settings
    database: Database
    workers: LiveWorkers

    def families(self) -> Iterator[Metric]:
        """Yield its metrics; those of a part that does not answer are missing."""
        about = {(version("modelbook"), platform.python_version()): 1.0}
        yield gauge("modelbook_build_info", "Version of Modelbook and of Python.", ("version", "python"), about)
        jobs, workers = self._jobs(), self._workers()
        up = {("database",): float(jobs is not None), ("broker",): float(workers is not None)}
        yield gauge("modelbook_part_up", "Whether the database and the broker answer.", ("part",), up)
        yield from _of_jobs(jobs) if jobs is not None else ()
        yield from _of_workers(workers) if workers is not None else ()
        yield from self._disks()

    def _jobs(self) -> JobCounts | None:
        try:
            return count_jobs(self.database)
        except SQLAlchemyError:
            log.debug("The jobs cannot be counted.", exc_info=True)
            return None

    def _workers(self) -> list[SeenWorker] | None:
        try:
            return self.workers.seen()
        except (RedisError, OSError):
            log.debug("The workers are not known.", exc_info=True)
            return None

    def _disks(self) -> Iterator[Metric]:
        found = {}
        for name, folder in folders_with_room(self.settings).items():
            with suppress(OSError):  # It is not there, or its disk does not answer.
                found[(name,)] = shutil.disk_usage(folder)
        free, size = {of: disk.free for of, disk in found.items()}, {of: disk.total for of, disk in found.items()}
        yield gauge("modelbook_disk_free_bytes", "Free bytes on the disk of a folder.", ("folder",), free)
        yield gauge("modelbook_disk_size_bytes", "Size of the disk of a folder.", ("folder",), size)


def _of_jobs(jobs: JobCounts) -> Iterator[Metric]:
    counts = {(state.value, queue): jobs.by_state.get((state.value, queue), 0) for state in State for queue in _QUEUES}
    yield gauge("modelbook_jobs", "Jobs that are not deleted, by state and queue.", ("state", "queue"), counts)
    oldest = {(queue,): jobs.oldest_s.get(queue, 0.0) for queue in _QUEUES}
    yield gauge("modelbook_queue_oldest_seconds", "Time for which the queued job has waited that waits longest; 0 without one.", ("queue",), oldest)


def _of_workers(workers: list[SeenWorker]) -> Iterator[Metric]:
    by_status = Counter(worker.status for worker in workers)
    yield gauge("modelbook_workers", "Workers by status.", ("status",), {(status.value,): by_status[status] for status in WorkerStatus})
    able = [worker.report for worker in workers if worker.is_able]
    n_free = sum(report.free_slots for report in able)
    slots = {("free",): n_free, ("busy",): sum(report.slots for report in able) - n_free}
    yield gauge("modelbook_worker_slots", "Slots of the workers that take jobs.", ("state",), slots)
    for name, help_text in _HELP.items():
        values = {(worker.report.name,): worker.report.counts.get(name.value, 0.0) for worker in workers}
        yield counter(f"modelbook_worker_{name.value}", help_text, ("worker",), values)
