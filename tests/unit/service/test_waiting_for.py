"""What a job waits for that nobody can run now."""

import time
from dataclasses import replace
from typing import Any

import pytest

from service.live_workers import SeenWorker, WorkerReport
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.owner_use import Used
from service.store.rows import Job
from service.waiting_for import WaitingFor

_NONE: dict[str, Any] = dict.fromkeys(Job.__dataclass_fields__)


def job_of(state: str = "queued", queue: str = "cpu", worker: str | None = None) -> Job:
    return Job(**{**_NONE, "id": "j", "state": state, "queue": queue, "worker": worker})


def worker_of(silent_s: float = 1.0, **changes: Any) -> SeenWorker:
    report = WorkerReport("host:1", "host", 1, ["cpu"], 2, 0.0, free_slots=1)
    return SeenWorker(replace(report, **changes), silent_s)


def reason(
    job: Job, *workers: SeenWorker, limits: OwnerLimits = NO_LIMITS, running: int = 0, cpu_s: float = 0.0, is_known: bool = True
) -> str | None:
    return WaitingFor(workers if is_known else None, limits, lambda: Used(1, running, cpu_s, 0)).of(job)


def test_a_job_that_is_next_waits_for_nothing() -> None:
    assert reason(job_of(), worker_of()) is None


@pytest.mark.parametrize("workers", [(), (worker_of(),), (worker_of(queues=["gpu"], silent_s=11.0),)])
def test_a_queue_without_a_worker(workers: tuple[SeenWorker, ...]) -> None:
    assert reason(job_of(queue="gpu"), *workers) == "a gpu worker; none is connected"


def test_workers_that_cannot_take_jobs_say_why() -> None:
    found = reason(job_of(), worker_of(problem="the database does not answer: OperationalError"), worker_of(is_stopping=True))
    assert found == "a cpu worker that can take jobs; 2 cannot: it is stopping, the database does not answer: OperationalError"


def test_one_able_worker_is_enough() -> None:
    assert reason(job_of(), worker_of(problem="it receives no messages"), worker_of()) is None


def test_taken_slots_are_counted_over_all_workers() -> None:
    assert reason(job_of(), worker_of(free_slots=0), worker_of(free_slots=0, slots=1)) == "a free slot; the cpu workers have 3, and none is free"
    assert reason(job_of(), worker_of(free_slots=0), worker_of()) is None


def test_a_job_that_is_put_off_says_when_it_is_tried_again() -> None:
    put_off = replace(job_of(), not_before=time.time() + 20)
    assert (reason(put_off, worker_of()) or "").startswith("its next attempt, in ")
    assert reason(replace(put_off, not_before=time.time() - 1), worker_of()) is None
    assert reason(put_off) == "a cpu worker; none is connected"


def test_without_a_broker_nothing_is_known_of_workers() -> None:
    assert reason(job_of(), is_known=False) == "the broker, which does not answer: without it no worker is woken"
    assert reason(job_of("running", worker="host:1"), is_known=False) is None


def test_limits_of_the_owner_come_before_workers() -> None:
    most = OwnerLimits(running_jobs=2)
    assert reason(job_of(), limits=most, running=2) == "the end of a running job: its owner has 2, and may have 2 (MODELBOOK_RUNNING_JOBS)"
    assert reason(job_of(), worker_of(), limits=most, running=1) is None
    spent = OwnerLimits(cpu_seconds_a_day=60)
    assert (reason(job_of(), worker_of(), limits=spent, cpu_s=60) or "").startswith(
        "midnight UTC: the CPU seconds of its owner for this day are used"
    )
    assert reason(job_of(), worker_of(), limits=spent, cpu_s=59) is None


@pytest.mark.parametrize("state", ["succeeded", "failed", "cancelled", "paused"])
def test_a_job_that_is_not_to_run_waits_for_nothing(state: str) -> None:
    assert reason(job_of(state)) is None


def test_a_running_job_whose_worker_is_gone_waits_for_another_one() -> None:
    """Nobody queues it again, as there is no other worker: without this it would be running for ever."""
    running = job_of("running", worker="host:1")
    assert reason(running, worker_of(silent_s=11.0)) == "a cpu worker; none is connected"
    assert reason(running) == "a cpu worker; none is connected"
    assert reason(running, worker_of()) is None
    assert reason(running, worker_of(problem="it receives no messages")) is None
    assert reason(running, worker_of(silent_s=11.0), worker_of(name="host:2")) is None
