"""What is recorded of the end of a job process."""

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from threading import Event
from typing import Any, cast

import pytest

from service.queue import JobQueue
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.losses import LossKind
from service.store.rows import Job
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, claim, queued, rows_of
from tests.integration.workers.job_mains import ask_for, crash, fill, ignore_requests, wait_for_signal
from tests.untied import untraced
from workers.lease import JobLease, TrialsLease
from workers.lease_keeper import LeaseKeeper
from workers.memory_use import GIB, MemoryWatch
from workers.meter import Meter
from workers.started_process import StartedProcess
from workers.starting import start
from workers.stores import Stores
from workers.watch import Watch
from workers.watched import Watched

#: The end of a process is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

SPEC = {"seed": 1, "task": "train", "resources": {"time_limit_s": 60}}

#: Claims the job and runs a process for it until that ends; returns the job.
Run = Callable[..., Job]


@pytest.fixture
def job_id(database: Database) -> str:
    return queued(database, spec=SPEC).id


@pytest.fixture(scope="module")
def keeper() -> LeaseKeeper:
    made = LeaseKeeper(lease_s=1.0)
    made.start()
    return made


@pytest.fixture
def run(database: Database, job_id: str, keeper: LeaseKeeper) -> Run:
    def ended(
        main: Callable[..., None], argument: Any = None, limit_bytes: int = 0, after: Callable[[StartedProcess, Job], None] | None = None
    ) -> Job:
        job = claim(database, job_id, "worker-1", LONG_S)
        assert job is not None
        process = start(get_context("forkserver"), main, argument, "job")
        if after is not None:
            after(process, job)
        with keeper.keeping(JobLease(Attempts(database), job)) as kept:
            watched = Watched(kept, process, Meter(Claims(database), job), MemoryWatch(process.pid, limit_bytes, 8 * GIB), untraced(job))
            Watch(watched, Settings(), cast("JobQueue", None), Event()).until_end()
        return Jobs(database).get(job_id)

    return ended


def test_a_process_that_crashes_twice_at_the_same_point_fails_the_job_with_the_signal(run: Run) -> None:
    assert run(crash).state == "queued"
    job = run(crash)
    assert job.state == "failed"
    assert (job.error or "").startswith("the job crashed 2 times without progress between, the last time because its process crashed (SIGSEGV)")


def test_a_process_that_is_killed_from_outside_is_neither_a_crash_nor_a_lost_machine(database: Database, run: Run) -> None:
    states = [run(fill, 1000, after=lambda process, _: os.kill(process.pid, signal.SIGKILL)).state for _ in range(4)]
    (row,) = rows_of(database)["jobs"]
    assert (states, row["losses"], row["crashes"]) == (["queued"] * 4, 0, 0)


def test_trials_whose_process_is_killed_from_outside_are_tried_again_however_often(database: Database, job_id: str) -> None:
    job = claim(database, job_id, "worker-1", LONG_S)
    assert job is not None
    trials, process = Trials(database), JobProcess(job_id, "p1", "worker-1")
    trials.release(job_id, job.attempt, [NewTrial(0, 0, 0, 0, {})])
    for _ in range(4):
        assert trials.claim(process, 1, LONG_S) != []
        TrialsLease(Stores.of(Settings(database_url=database.url)), job, process).lose("its process was killed (SIGKILL)", 3, LossKind.KILLED)
    assert [(row["state"], row["losses"]) for row in rows_of(database)["trials"]] == [("queued", 0)]


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory in /proc")
def test_a_process_above_its_memory_is_ended_at_once_with_the_peak_and_what_settles_it(run: Run) -> None:
    began = time.monotonic()
    job = run(fill, GIB, limit_bytes=GIB)
    assert (job.state, job.attempt, (job.peak_memory or 0) > GIB, time.monotonic() - began < 30) == ("failed", 1, True, True)
    peak = f"{(job.peak_memory or 0) / GIB:.2f}"
    assert (job.error or "").startswith(
        f"out of memory: expected at most 1.00 GiB of memory for the job (resources.memory_gb), got {peak} GiB at its peak; use a smaller batch"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit")
def test_a_single_allocation_beyond_the_limit_is_refused_by_the_system(run: Run) -> None:
    job = run(ask_for, 64 * GIB, limit_bytes=2 * GIB)
    assert (job.state, (job.error or "")[:13]) == ("failed", "out of memory")


def test_a_process_that_a_signal_asks_to_stop_hands_its_job_back(database: Database, run: Run) -> None:
    job = run(wait_for_signal)
    (row,) = rows_of(database)["jobs"]
    assert (job.state, row["losses"], row["crashes"]) == ("queued", 0, 0)
    assert rows_of(database)["events"][-1]["data"] == {"state": "queued", "reason": "its process was asked to stop"}


def test_a_second_signal_ends_a_process_that_does_not_stop(run: Run) -> None:
    began = time.monotonic()
    assert run(ignore_requests).state == "queued"
    assert time.monotonic() - began < 30


def test_a_process_whose_lease_is_lost_is_killed_without_a_grace(database: Database, run: Run) -> None:
    def lose(process: StartedProcess, job: Job) -> None:
        process.channel.poll(30)  # Until it runs.
        Attempts(database).lose(job.id, job.attempt, "its lease expired", 3)

    began = time.monotonic()
    job = run(fill, 1000, after=lose)
    assert (job.state, time.monotonic() - began < Settings().grace_s) == ("queued", True)
