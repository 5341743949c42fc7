"""The workers of a service, by what they report to the broker's server every few seconds."""

import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError
from redis import Redis
from redis.exceptions import RedisError

from models.core.isolation.network import Reach

#: Seconds from one report of a worker to the next, and after the last one until it no longer counts.
REPORT_EVERY_S, COUNTS_FOR_S = 2.0, 10
#: Seconds after its last report for which a worker that no longer reports is still listed.
KEPT_FOR_S = 600
#: Seconds for which what was asked is used again.
RECENT_S = 1.0
#: Longest wait of a call for an answer, in seconds: a server that hangs must not hold up who shows a job or submits one.
ANSWER_S = 0.2
#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 2.0, 3.0

#: The names of all workers, and the last report of one.
_ALL, _REPORT_OF = "modelbook:workers", "modelbook:worker:{name}"


@dataclass(frozen=True)
class RunningJob:
    """A job that a worker runs.

    Args:
        id: The job.
        owner: Its owner.
    """

    id: str
    owner: str


@dataclass(frozen=True)
class Isolation:
    """What the jobs of a worker are kept to.

    Args:
        network: What a job may reach of the network whose data is here.
        reason: Why that is all of it; None if it is not.
        file_bytes: Largest file of a job, in bytes.
        open_files: Most files that a job may have open.
        processes: Most processes and threads of a job; 0 for no limit.
    """

    network: Reach = Reach.ALL
    reason: str | None = None
    file_bytes: int = 0
    open_files: int = 0
    processes: int = 0


@dataclass(frozen=True)
class WorkerReport:
    """Report of a worker.

    Args:
        name: Its name, as jobs show it: host and process id.
        host: Name of its host.
        pid: Its process id.
        queues: Queues that it takes jobs from.
        slots: Jobs that it runs at a time.
        started_at: When it was ready, in seconds since 1970.
        free_slots: Slots without a job.
        gpus: Ids of the GPUs that it hands to its jobs.
        threads: CPU threads of one job; 0 for all.
        jobs: Jobs that it runs now.
        isolation: What its jobs are kept to.
        versions: Versions of what it runs with, by name.
        problem: Why it cannot take jobs; None if it can.
        is_stopping: Whether it hands back its jobs and ends.
        counts: What it has done since its start, by `Count`.
    """

    name: str
    host: str
    pid: int
    queues: list[str]
    slots: int
    started_at: float
    free_slots: int = 0
    gpus: list[str] = field(default_factory=list)
    threads: int = 0
    jobs: list[RunningJob] = field(default_factory=list)
    isolation: Isolation = field(default_factory=Isolation)
    versions: dict[str, str] = field(default_factory=dict)
    problem: str | None = None
    is_stopping: bool = False
    counts: dict[str, float] = field(default_factory=dict)


class Count(StrEnum):
    """What a worker counts."""

    JOBS = "jobs"
    EPOCHS = "epochs"
    CPU_SECONDS = "cpu_seconds"
    LEASES_LOST = "leases_lost"
    LEASES_EXPIRED = "leases_expired"


class WorkerStatus(StrEnum):
    """Whether a worker takes jobs."""

    READY = "ready"
    STOPPING = "stopping"
    UNABLE = "unable"
    SILENT = "silent"


@dataclass(frozen=True)
class SeenWorker:
    """A worker, by its last report.

    Args:
        report: The report.
        silent_s: Seconds since then.
    """

    report: WorkerReport
    silent_s: float

    @property
    def is_silent(self) -> bool:
        """Tell whether it should have reported again since."""
        return self.silent_s > COUNTS_FOR_S

    @property
    def is_able(self) -> bool:
        """Tell whether it takes jobs, as soon as a slot is free."""
        return self.status is WorkerStatus.READY

    @property
    def status(self) -> WorkerStatus:
        """Return whether it takes jobs."""
        if self.is_silent:
            return WorkerStatus.SILENT
        if self.report.is_stopping:
            return WorkerStatus.STOPPING
        return WorkerStatus.UNABLE if self.report.problem else WorkerStatus.READY


_REPORT = TypeAdapter(WorkerReport)


class LiveWorkers:
    """The workers of a service. Called off the event loop; raises RedisError if the server does not answer.

    Args:
        url: Address of the Redis or Valkey server.
    """

    def __init__(self, url: str) -> None:
        self._redis: Any = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S, decode_responses=True)
        self._thread = ThreadPoolExecutor(1, "live workers")
        self._lock = threading.Lock()
        self._asking: Future[None] | None = None
        self._recent: list[SeenWorker] | None = None
        self._asked_at = float("-inf")

    def report(self, report: WorkerReport) -> None:
        """Report what a worker does."""
        with self._redis.pipeline() as pipeline:
            pipeline.set(_REPORT_OF.format(name=report.name), orjson.dumps(asdict(report)), ex=KEPT_FOR_S)
            pipeline.sadd(_ALL, report.name)
            pipeline.execute()

    def forget(self, name: str) -> None:
        """Report that a worker has ended."""
        with self._redis.pipeline() as pipeline:
            pipeline.delete(_REPORT_OF.format(name=name))
            pipeline.srem(_ALL, name)
            pipeline.execute()

    def seen(self) -> list[SeenWorker]:
        """Return the workers by name, those that no longer report among them."""
        names: list[str] = sorted(self._redis.smembers(_ALL))
        with self._redis.pipeline(transaction=False) as pipeline:
            for name in names:
                pipeline.get(_REPORT_OF.format(name=name))
                pipeline.pttl(_REPORT_OF.format(name=name))
            answers = pipeline.execute()
        texts, remaining_ms = answers[::2], answers[1::2]
        if gone := [name for name, text in zip(names, texts, strict=True) if text is None]:
            self._redis.srem(_ALL, *gone)
        return list(_seen(texts, remaining_ms))

    def recent(self) -> list[SeenWorker] | None:
        """Return the workers as they were about a second ago; None if the server did not answer.

        One thread asks for all callers, who wait for its answer for a moment only: then they get what is known.
        """
        with self._lock:
            now = time.monotonic()
            if self._asking is None or (self._asking.done() and now - self._asked_at > RECENT_S):
                self._asking, self._asked_at = self._thread.submit(self._ask), now
            asking, wait_s = self._asking, self._asked_at + ANSWER_S - now
        wait([asking], max(0.0, wait_s))
        return self._recent

    def _ask(self) -> None:
        try:
            self._recent = self.seen()
        except (RedisError, OSError):
            self._recent = None

    def n_by_queue(self) -> dict[str, int]:
        """Return the number of workers that take jobs from each queue; only queues that have one."""
        return dict(Counter(queue for worker in self.seen() if worker.is_able for queue in worker.report.queues))

    def close(self) -> None:
        """Close the connections."""
        self._thread.shutdown(wait=False)
        self._redis.close()


def _seen(texts: Iterable[str | None], remaining_ms: Iterable[int]) -> Iterable[SeenWorker]:
    for text, remaining in zip(texts, remaining_ms, strict=True):
        # By the clock of the server, since those of the machines may differ.
        silent_s = max(0.0, KEPT_FOR_S - remaining / 1000)
        try:
            yield SeenWorker(_REPORT.validate_json(text or ""), silent_s)
        except ValidationError:
            continue  # Not there, or of a worker of another version, which is restarted soon.
