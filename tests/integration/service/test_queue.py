"""Wake-ups on a real broker, and the reaper that sends lost ones again."""

import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from models.core.files import TEMPORARY
from service.queue import JobQueue, celery_app
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.rows import Job
from service.store.transitions import State
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, RUN_OUT_S, claim, queued, running
from workers.devices import Slots
from workers.reaper import Reaper
from workers.stores import Stores

#: The broker is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")
#: The longest that a call may take while the broker is away, in seconds.
PATIENCE_S = 10


@pytest.fixture
def name() -> str:
    """The name of a queue that no other test uses."""
    return f"q{secrets.token_hex(4)}"


@pytest.fixture(params=["refuses", "is silent"])
def lost_broker(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a broker that is away: nobody listens there, or somebody who never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if request.param == "is silent":
            listener.listen(16)
        yield f"redis://:password@127.0.0.1:{listener.getsockname()[1]}/0"


@pytest.fixture
def lost_queue(lost_broker: str, all_jobs: AllJobs) -> Iterator[JobQueue]:
    queue = JobQueue(celery_app(lost_broker), all_jobs)
    yield queue
    queue.close()


@pytest.fixture
def slots() -> Slots:
    """The two slots of a worker."""
    return Slots(Settings(worker_slots=2))


@pytest.fixture
def reaper(queue: JobQueue, database: Database, name: str, slots: Slots) -> Reaper:
    """A reaper of a worker with two slots."""
    return Reaper(_of_queue(Settings(max_losses=3, worker_slots=2), name), Stores.of(Settings(database_url=database.url)), queue, slots)


def _of_queue(settings: Settings, name: str) -> Settings:
    """Return settings of a worker of a queue of the test's own, which no setting may name."""
    return settings.model_copy(update={"worker_queues": name})


def searching(database: Database, name: str, n_trials: int = 2) -> Job:
    """Make a running search that no process works on."""
    job = running(database, queue=name, spec={"seed": 1, "task": "search"})
    assert Trials(database).release(job.id, job.attempt, [NewTrial(number, 0, number, 0, {}) for number in range(n_trials)])
    return job


def test_a_wake_up_waits_on_the_broker(queue: JobQueue, name: str) -> None:
    assert queue.wake(name)
    assert queue.waiting(name) == 1


def test_each_queue_has_messages_of_its_own(queue: JobQueue, name: str) -> None:
    queue.wake(name)
    assert queue.waiting(f"{name}x") == 0


def test_waking_gives_up_soon_when_the_broker_is_away(lost_queue: JobQueue, name: str) -> None:
    start = time.monotonic()
    assert not lost_queue.wake(name, 32)
    assert time.monotonic() - start < PATIENCE_S


def test_trial_workers_are_called_by_as_many_messages_and_the_call_is_kept(queue: JobQueue, database: Database, name: str) -> None:
    job = searching(database, name)
    assert queue.call_trial_workers(job.id, name, 3)
    assert queue.waiting(name) == 3
    assert Claims(database).is_anything_waiting(name)


@pytest.mark.parametrize("lost_broker", ["refuses"], indirect=True)
def test_a_call_for_trial_workers_is_kept_while_the_broker_is_away(lost_queue: JobQueue, database: Database, name: str) -> None:
    job = searching(database, name)
    assert not lost_queue.call_trial_workers(job.id, name, 3)
    assert Claims(database).is_anything_waiting(name)


def test_counting_messages_fails_soon_when_the_broker_is_away(lost_queue: JobQueue, name: str) -> None:
    start = time.monotonic()
    with pytest.raises((RedisError, OSError)):
        lost_queue.waiting(name)
    assert time.monotonic() - start < PATIENCE_S


def test_the_reaper_queues_a_job_again_whose_lease_has_run_out(reaper: Reaper, jobs: Jobs, database: Database, name: str) -> None:
    job = running(database, lease_s=RUN_OUT_S, queue=name)
    reaper.poll()
    assert jobs.get(job.id).state == State.QUEUED


def test_the_reaper_removes_the_temporary_files_of_a_job_that_was_killed_with_its_worker(
    queue: JobQueue, database: Database, name: str, slots: Slots, tmp_path: Path
) -> None:
    settings = _of_queue(Settings(database_url=database.url, files=tmp_path), name)
    folders = []
    for lease_s in (RUN_OUT_S, LONG_S):
        job = running(database, lease_s=lease_s, queue=name)
        folders.append(tmp_path / "jobs" / job.id / str(job.process))
        (folders[-1] / TEMPORARY).mkdir(parents=True)
        (folders[-1] / "model.h5").write_bytes(b"x")
    Reaper(settings, Stores.of(settings), queue, slots).poll()
    assert [sorted(path.name for path in folder.iterdir()) for folder in folders] == [["model.h5"], ["model.h5", TEMPORARY]]


def test_the_reaper_removes_the_temporary_files_of_a_lost_trial_worker(
    queue: JobQueue, database: Database, name: str, slots: Slots, tmp_path: Path
) -> None:
    job, folders = searching(database, name), {}
    for process_id, lease_s in (("lost", RUN_OUT_S), ("going", LONG_S)):
        assert Trials(database).claim(JobProcess(job.id, process_id, "worker-1"), 1, lease_s)
        folders[process_id] = tmp_path / "jobs" / job.id / process_id / TEMPORARY
        folders[process_id].mkdir(parents=True)
    settings = _of_queue(Settings(database_url=database.url, files=tmp_path), name)
    Reaper(settings, Stores.of(settings), queue, slots).poll()
    assert [process_id for process_id, folder in folders.items() if folder.exists()] == ["going"]


def test_the_reaper_leaves_a_job_alone_whose_lease_holds(reaper: Reaper, jobs: Jobs, database: Database, name: str) -> None:
    job = running(database, queue=name)
    reaper.poll()
    assert jobs.get(job.id) == job


def test_the_reaper_wakes_workers_for_a_lost_job(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    running(database, lease_s=RUN_OUT_S, queue=name)
    reaper.poll()
    assert queue.waiting(name) == 2


def test_the_reaper_gives_a_job_up_that_was_lost_too_often(reaper: Reaper, attempts: Attempts, jobs: Jobs, database: Database, name: str) -> None:
    job = running(database, lease_s=RUN_OUT_S, queue=name)
    reaper.poll()
    for _ in range(2):
        claim(database, job.id, "worker-1", RUN_OUT_S)
        reaper.poll()
    assert jobs.get(job.id).state == State.FAILED


def test_the_reaper_wakes_its_own_slots_where_messages_are_lost(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    for _ in range(5):
        queued(database, queue=name)
    reaper.poll()
    assert queue.waiting(name) == 2


def test_the_reaper_wakes_nobody_while_messages_wait(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    queued(database, queue=name)
    queue.wake(name)
    reaper.poll()
    assert queue.waiting(name) == 1


def test_the_reaper_wakes_nobody_for_nothing(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    queued(database, queue=f"{name[:8]}x")
    running(database, queue=name)
    reaper.poll()
    assert queue.waiting(name) == 0


def test_a_free_slot_is_woken_whose_message_a_busy_worker_has_taken(
    reaper: Reaper, slots: Slots, queue: JobQueue, database: Database, name: str
) -> None:
    slots.take()
    queued(database, queue=name)
    reaper.fill_slots()
    assert queue.waiting(name) == 1


def test_a_worker_without_a_free_slot_is_not_woken(reaper: Reaper, slots: Slots, queue: JobQueue, database: Database, name: str) -> None:
    for _ in range(2):
        slots.take()
    queued(database, queue=name)
    reaper.fill_slots()
    assert queue.waiting(name) == 0


def test_the_reaper_calls_one_trial_worker_for_a_search_without(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    searching(database, name)
    reaper.poll()
    reaper.poll()
    assert queue.waiting(name) == 1


def test_the_reaper_sends_lost_calls_for_trial_workers_again(
    reaper: Reaper, queue: JobQueue, all_jobs: AllJobs, database: Database, name: str
) -> None:
    all_jobs.add_trial_calls(searching(database, name).id, 1)
    reaper.poll()
    assert queue.waiting(name) == 2


def test_the_reaper_removes_the_weights_of_an_import_that_was_cancelled_while_it_ran(
    queue: JobQueue, database: Database, name: str, slots: Slots, tmp_path: Path
) -> None:
    settings = _of_queue(Settings(database_url=database.url, files=tmp_path), name)
    stores = Stores.of(settings)
    for state in (State.CANCELLED, None):
        job = running(database, queue=name, spec={"task": "import", "weights": f"{state}.h5"}, stored_bytes=5)
        (tmp_path / f"{state}.h5").write_bytes(b"12345")
        if state:
            assert stores.attempts.end(job.id, job.attempt, state)
    Reaper(settings, stores, queue, slots).poll()
    assert [path.name for path in tmp_path.glob("*.h5")] == ["None.h5"]
    assert stores.job_files.sent_with_ended() == []
