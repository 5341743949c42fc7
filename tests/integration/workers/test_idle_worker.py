"""What a worker with a free slot does for the jobs of one that was killed: it queues them again within a second, and not with the next full round."""

import time
from collections.abc import Iterator
from typing import Any, cast

import pytest

from models.searching.ranking import TrialResult
from service.queue import JobQueue
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.transitions import State
from service.store.trials import JobProcess, NewTrial, Trials
from tests.acceptance.service import until
from tests.integration.given import LONG_S, RUN_OUT_S, running
from workers.devices import Slots
from workers.reaper import Reaper
from workers.stores import Stores


class Woken:
    """A queue that only notes what it is asked to do."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def waiting(self, _: str) -> int:
        return 0

    def wake(self, queue: str, n_workers: int = 1) -> bool:
        self.calls.append(("wake", queue, n_workers))
        return True

    def call_trial_workers(self, job_id: str, queue: str, n_workers: int = 1) -> bool:
        self.calls.append(("call", job_id, queue, n_workers))
        return True


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
def slots() -> Slots:
    return Slots(Settings())


@pytest.fixture
def reaper(database: Database, slots: Slots, woken: Woken, settings: Settings) -> Iterator[Reaper]:
    """The reaper of a worker whose full rounds are far apart."""
    stores = Stores(
        **{**vars(Stores.of(settings)), "database": database, "attempts": Attempts(database), "trials": Trials(database), "claims": Claims(database)}
    )
    assert isinstance(stores.files, Files)
    reaper = Reaper(settings.model_copy(update={"reap_every_s": LONG_S}), stores, cast("JobQueue", woken), slots)
    yield reaper
    reaper.stop()


def test_a_free_slot_queues_the_job_of_a_killed_worker_within_two_seconds(database: Database, reaper: Reaper, woken: Woken) -> None:
    job = running(database, lease_s=RUN_OUT_S)
    began = time.monotonic()
    reaper.start()
    until(lambda: Jobs(database).get(job.id).state == State.QUEUED and ("wake", "cpu", 1) in woken.calls, "the job to be queued again", 10)
    assert time.monotonic() - began < 2


def test_a_worker_whose_slots_are_taken_leaves_that_to_others(database: Database, reaper: Reaper, slots: Slots) -> None:
    job = running(database, lease_s=RUN_OUT_S)
    slots.take()
    reaper.fill_slots()
    assert Jobs(database).get(job.id).state == State.RUNNING


def test_a_search_without_its_last_process_gets_another(database: Database, reaper: Reaper, woken: Woken) -> None:
    job = running(database)
    assert Trials(database).release(job.id, job.attempt, [NewTrial(number, 0, number, 0, {}) for number in range(2)])
    gone = JobProcess(job.id, "gone", "worker-1")
    assert Trials(database).claim(gone, 1, LONG_S)
    Trials(database).finish(gone, {0: TrialResult(0.5, 0.75, {}, 0.125, 0.01)}, 2)
    assert Trials(database).claim(gone, 1, RUN_OUT_S)
    reaper.fill_slots()
    assert woken.calls == [("call", job.id, "cpu", 1)]


def test_a_job_that_is_alive_is_left_alone(database: Database, reaper: Reaper, woken: Woken) -> None:
    job = running(database)
    reaper.fill_slots()
    assert (Jobs(database).get(job.id).state, woken.calls) == (State.RUNNING, [])
