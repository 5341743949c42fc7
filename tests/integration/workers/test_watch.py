"""Watching a job process: its end is noticed at once; to pause, it is asked, then killed, and the job is paused either way."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event, Thread
from typing import Any, cast

import pytest

from service.queue import JobQueue
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.pauses import Pauses
from service.store.rows import Job
from service.store.transitions import State
from tests.acceptance.service import until
from tests.integration.given import running
from tests.integration.workers.watched_processes import close_and_exit, draw_on, finish_a_trial, never_stop, stop_when_asked
from tests.untied import untraced
from workers import watch
from workers.lease import JobLease
from workers.lease_keeper import KeptLease
from workers.memory_use import MemoryWatch
from workers.meter import Meter
from workers.started_process import StartedProcess
from workers.watch import STOPPING_GRACE_S, TIME_ADVICE, Watch
from workers.watched import Watched

#: Processes are the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

SPEC: dict[str, Any] = {
    **{"seed": 1, "task": "train", "data": {"source": "noisy_sine"}, "model": {"kind": "sequential", "layers": []}},
    "resources": {"time_limit_s": 60},
}
#: Seconds within which a process has certainly ended that is asked to, far below the grace after which it would be killed.
SOON_S, GRACE_S = 30.0, 600.0


@contextmanager
def watched(
    database: Database, work: Callable[[Connection], None], grace_s: float = GRACE_S, ran_s: float = 0.0, draining: Event | None = None
) -> Iterator[tuple[Job, Thread]]:
    """Watch a process of a running job in a thread, which ends with it."""
    context = get_context("forkserver")
    here, there = context.Pipe()
    process = cast("Any", context.Process(target=work, args=(there,)))
    job = replace(running(database, spec=SPEC), ran_s=ran_s)
    process.start()
    there.close()
    here.poll(30)  # Until it sends heartbeats.
    kept, meter = KeptLease(JobLease(Attempts(database), job), due=0.0), Meter(Claims(database), job)
    watch = Watch(
        Watched(kept, StartedProcess(process, here, context.Pipe(duplex=False)), meter, MemoryWatch(process.pid, 0, 0), untraced(job)),
        Settings(grace_s=grace_s),
        cast("JobQueue", None),
        draining or Event(),
    )
    thread = Thread(target=watch.until_end)
    thread.start()
    if work is draw_on:  # A job that ended before this was read would have its process killed.
        until(lambda: not here.poll(), "the watch to read that the process draws")
    try:
        yield job, thread
    finally:
        process.kill()
        thread.join(30)


def state_after(database: Database, job: Job, thread: Thread, within_s: float) -> str:
    """Return the state of a job once its process has ended."""
    thread.join(within_s)
    assert not thread.is_alive(), f"the process still runs after {within_s} s"
    return Jobs(database).get(job.id).state


def test_the_end_of_a_process_is_noticed_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the end itself, also once the process has closed its channel, and not at the next look."""
    monkeypatch.setattr(watch, "LOOK_EVERY_S", 2 * SOON_S)
    with watched(database, close_and_exit) as (job, thread):
        Attempts(database).succeed(job.id, job.attempt, {})
        assert state_after(database, job, thread, SOON_S) == State.SUCCEEDED


def test_a_running_job_pauses_when_it_is_asked(database: Database) -> None:
    with watched(database, stop_when_asked) as (job, thread):
        Pauses(database).request(job.id)
        assert state_after(database, job, thread, SOON_S) == State.PAUSED


def test_a_job_that_does_not_stop_is_killed_after_the_grace_and_paused_all_the_same(database: Database) -> None:
    with watched(database, never_stop, grace_s=0.3) as (job, thread):
        Pauses(database).request(job.id)
        assert state_after(database, job, thread, SOON_S) == State.PAUSED


def test_a_job_that_is_pausing_can_still_be_cancelled(database: Database) -> None:
    with watched(database, finish_a_trial) as (job, thread):
        Pauses(database).request(job.id)
        time.sleep(0.6)
        assert Jobs(database).get(job.id).state == State.RUNNING
        Jobs(database).request_cancel(job.id)
        assert state_after(database, job, thread, SOON_S) == State.CANCELLED


def test_a_job_that_is_resumed_before_it_has_paused_is_queued_again(database: Database) -> None:
    with watched(database, never_stop, grace_s=1.0) as (job, thread):
        Pauses(database).request(job.id)
        time.sleep(0.6)
        Pauses(database).resume(job.id)
        assert state_after(database, job, thread, SOON_S) == State.QUEUED


def test_a_job_fails_when_all_its_attempts_together_reach_the_time_limit(database: Database) -> None:
    with watched(database, stop_when_asked, ran_s=SPEC["resources"]["time_limit_s"] - 0.2) as (job, thread):
        assert state_after(database, job, thread, SOON_S) == State.FAILED
    assert Jobs(database).get(job.id).error == f"the job reached its time limit of 60 s (resources.time_limit_s); {TIME_ADVICE}"


def test_a_stopping_worker_does_not_wait_for_a_long_grace(database: Database) -> None:
    """The worker has to end within 15 s, whatever the setting says."""
    draining = Event()
    with watched(database, never_stop, draining=draining) as (job, thread):
        draining.set()
        assert state_after(database, job, thread, STOPPING_GRACE_S + SOON_S) == State.QUEUED


def test_a_process_that_draws_figures_of_an_ended_job_goes_on_until_the_worker_stops(database: Database) -> None:
    """Its lease is lost, as the job has ended; that does not end it."""
    draining = Event()
    with watched(database, draw_on, grace_s=0.1, draining=draining) as (job, thread):
        Attempts(database).succeed(job.id, job.attempt, {})
        thread.join(1.5)
        assert thread.is_alive()
        draining.set()
        assert state_after(database, job, thread, SOON_S) == State.SUCCEEDED


def test_a_process_that_draws_figures_for_too_long_is_killed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "MAX_DRAWING_S", 0.5)
    with watched(database, draw_on) as (job, thread):
        Attempts(database).succeed(job.id, job.attempt, {})
        assert state_after(database, job, thread, SOON_S) == State.SUCCEEDED
