"""A job may be purged as soon as it has ended, while its processes draw figures or stop: what they record and write then is dropped."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from models.searching.ranking import TrialResult
from service.settings import Settings
from service.store.database import Database
from service.store.losses import LossKind
from service.store.rows import Job
from service.store.tables import events, jobs
from service.store.transitions import State
from service.store.trials import JobProcess, NewTrial
from tests.integration.given import LONG_S, running
from workers.attempt import Assignment
from workers.devices import Share
from workers.lease import JobLease, Lease, TrialsLease
from workers.leftovers import remove_leftovers
from workers.stores import Stores


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(database_url=database.url, files=tmp_path / "files", cache=tmp_path / "cache")


@pytest.fixture
def stores(settings: Settings) -> Iterator[Stores]:
    stores = Stores.of(settings)
    yield stores
    stores.close()


def purge(stores: Stores, job: Job) -> None:
    with stores.database.writing() as connection:
        connection.execute(delete(jobs).where(jobs.c.id == job.id))


def of_a_job(stores: Stores) -> Lease:
    return JobLease(stores.attempts, running(stores.database))


def of_trials(stores: Stores) -> Lease:
    job = running(stores.database, spec={"seed": 42, "task": "search"})
    member = JobProcess(job.id, "a", "worker-a")
    assert stores.trials.release(job.id, job.attempt, [NewTrial(0, 0, 0, 0, {})])
    assert stores.trials.claim(member, 1, LONG_S)
    return TrialsLease(stores, job, member)


@pytest.mark.parametrize("held", [of_a_job, of_trials])
def test_a_lease_on_a_purged_job_is_lost_and_writes_nothing(stores: Stores, held: Callable[[Stores], Lease]) -> None:
    lease = held(stores)
    purge(stores, lease.job)
    assert not lease.renew(LONG_S)
    assert lease.wanted() is State.CANCELLED
    lease.note_memory(1)
    lease.hand_back("its worker is stopping")
    lease.pause()
    lease.end(State.CANCELLED, None)
    for kind in (LossKind.MACHINE, LossKind.KILLED):
        lease.lose("its process ended", 3, kind)
    with stores.database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(events)).scalar_one() == 0


def test_results_of_trials_of_a_purged_search_are_dropped(stores: Stores) -> None:
    lease = of_trials(stores)
    purge(stores, lease.job)
    stores.trials.finish(JobProcess(lease.job.id, "a", "worker-a"), {0: TrialResult(0.5, 0.75, {}, 0.125, 0.01)}, 1)
    assert stores.trials.of_job(lease.job.id) == []


def test_figures_that_were_drawn_after_the_purge_are_removed(stores: Stores, settings: Settings) -> None:
    job = running(stores.database)
    process = JobProcess(job.id, job.process or "", "worker-1")
    folder = stores.files.attempt_folder(job.id, process.id)
    purge(stores, job)
    figure = folder / "plots" / "0.svg"
    figure.parent.mkdir(parents=True)
    figure.write_bytes(b"x")
    remove_leftovers(Assignment(process, job.owner, job.attempt, job.queue, job.spec, folder, settings, Share("", 0)), stores.jobs, stores.files)
    assert not folder.parent.exists()


def test_a_folder_that_is_purged_already_is_nothing_to_warn_of(stores: Stores, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    job = running(stores.database)
    process = JobProcess(job.id, job.process or "", "worker-1")
    folder = settings.files / "jobs" / job.id / process.id
    remove_leftovers(Assignment(process, job.owner, job.attempt, job.queue, job.spec, folder, settings, Share("", 0)), stores.jobs, stores.files)
    assert [record for record in caplog.records if record.name == "workers.leftovers"] == []
