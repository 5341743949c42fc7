"""Messages on a real broker, and the reaper that sends lost ones again."""

import secrets
import socket
import time
from collections.abc import Iterator

import pytest
from redis.exceptions import RedisError

from service.queue import JobQueue, celery_app
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.transitions import State
from tests.integration.given import RUN_OUT_S, queued, running
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


@pytest.fixture
def queue(broker_url: str, all_jobs: AllJobs) -> Iterator[JobQueue]:
    queue = JobQueue(celery_app(broker_url), all_jobs)
    yield queue
    queue.close()


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
def reaper(queue: JobQueue, database: Database) -> Reaper:
    """A reaper that takes a message for lost at once."""
    return Reaper(Settings(republish_after_s=1e-6, max_losses=3), Stores.of(Settings(database_url=database.url)), queue)


def test_a_published_job_waits_on_the_broker(queue: JobQueue, database: Database, name: str) -> None:
    assert queue.publish(queued(database, queue=name).id, name)
    assert queue.waiting(name) == 1


def test_each_queue_has_messages_of_its_own(queue: JobQueue, database: Database, name: str) -> None:
    queue.publish(queued(database, queue=name).id, name)
    assert queue.waiting(f"{name}x") == 0


def test_a_published_job_is_marked_so(queue: JobQueue, all_jobs: AllJobs, database: Database, name: str) -> None:
    sent, unsent = queued(database, queue=name), queued(database, queue=name)
    time.sleep(0.01)
    before = time.time()
    queue.publish(sent.id, name)
    assert [job.id for job in all_jobs.unpublished(older_than_s=time.time() - before)] == [unsent.id]


def test_publishing_gives_up_soon_when_the_broker_is_away_and_the_job_stays_queued(
    lost_queue: JobQueue, jobs: Jobs, all_jobs: AllJobs, database: Database, name: str
) -> None:
    job = queued(database, queue=name)
    start = time.monotonic()
    assert not lost_queue.publish(job.id, name)
    assert time.monotonic() - start < PATIENCE_S
    assert jobs.get(job.id) == job
    assert [found.id for found in all_jobs.unpublished(older_than_s=-1)] == [job.id]


def test_counting_messages_fails_soon_when_the_broker_is_away(lost_queue: JobQueue, name: str) -> None:
    start = time.monotonic()
    with pytest.raises((RedisError, OSError)):
        lost_queue.waiting(name)
    assert time.monotonic() - start < PATIENCE_S


def test_the_reaper_queues_a_job_again_whose_lease_has_run_out(reaper: Reaper, jobs: Jobs, database: Database, name: str) -> None:
    job = running(database, lease_s=RUN_OUT_S, queue=name)
    reaper.poll()
    assert jobs.get(job.id).state == State.QUEUED


def test_the_reaper_leaves_a_job_alone_whose_lease_holds(reaper: Reaper, jobs: Jobs, database: Database, name: str) -> None:
    job = running(database, queue=name)
    reaper.poll()
    assert jobs.get(job.id) == job


def test_the_reaper_sends_a_lost_job_to_another_worker(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    running(database, lease_s=RUN_OUT_S, queue=name)
    reaper.poll()
    assert queue.waiting(name) == 1


def test_the_reaper_gives_a_job_up_that_was_lost_too_often(reaper: Reaper, attempts: Attempts, jobs: Jobs, database: Database, name: str) -> None:
    job = running(database, lease_s=RUN_OUT_S, queue=name)
    reaper.poll()
    for _ in range(2):
        attempts.claim(job.id, "worker-1", RUN_OUT_S)
        reaper.poll()
    assert jobs.get(job.id).state == State.FAILED


def test_the_reaper_sends_every_message_that_was_lost(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    for _ in range(3):
        queued(database, queue=name)
    reaper.poll()
    assert queue.waiting(name) == 3


def test_the_reaper_sends_nothing_again_while_messages_wait(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    for _ in range(2):
        queue.publish(queued(database, queue=name).id, name)
    reaper.poll()
    assert queue.waiting(name) == 2


def test_the_reaper_sends_a_job_that_was_never_sent_although_others_wait(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    queue.publish(queued(database, queue=name).id, name)
    queued(database, queue=name)
    reaper.poll()
    assert queue.waiting(name) == 2


def test_a_full_queue_does_not_hold_up_another(reaper: Reaper, queue: JobQueue, database: Database, name: str) -> None:
    queue.publish(queued(database, queue=name).id, name)
    queued(database, queue=f"{name[:8]}x")
    reaper.poll()
    assert queue.waiting(f"{name[:8]}x") == 1
