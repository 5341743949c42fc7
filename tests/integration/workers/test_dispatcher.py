"""What a worker does with a message: one piece of work, and others are woken if more waits than there are messages."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from service.queue import JobQueue
from service.settings import Settings
from service.store.attempts import Attempts
from service.store.claims import Claimed, Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.owner_limits import NO_LIMITS, OwnerLimits
from service.store.patience import Patience
from tests.integration.given import LONG_S, queued
from tests.small_disk import fill, make_room, small_disk
from workers.dispatcher import Dispatcher
from workers.room import Room
from workers.supervise import Supervisor

#: Messages are the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")


@dataclass
class Succeeding:
    """A supervisor whose jobs succeed at once."""

    database: Database
    is_draining: bool = False
    ran: list[str] = field(default_factory=list)

    def run(self, claimed: Claimed) -> None:
        self.ran.append(claimed.job.id)
        assert Attempts(self.database).succeed(claimed.job.id, claimed.token or 0, {})


@pytest.fixture
def name() -> str:
    """The name of a queue that no other test uses."""
    return f"q{secrets.token_hex(4)}"


@pytest.fixture
def supervisor(database: Database) -> Succeeding:
    return Succeeding(database)


def dispatcher_of(supervisor: Succeeding, queue: JobQueue, limits: OwnerLimits = NO_LIMITS, room: Room | None = None) -> Dispatcher:
    return Dispatcher(Claims(supervisor.database, limits), queue, cast("Supervisor", supervisor), "worker-1", LONG_S, room=room)


def test_a_message_runs_what_is_next(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    first, _ = (queued(supervisor.database, queue=name) for _ in range(2))
    dispatcher_of(supervisor, queue).work(name)
    assert supervisor.ran == [first.id]


def test_a_message_that_finds_nothing_does_nothing(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    dispatcher_of(supervisor, queue).work(name)
    assert (supervisor.ran, queue.waiting(name)) == ([], 0)


def test_a_message_is_sent_where_more_waits_and_none_is_left(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    for _ in range(3):
        queued(supervisor.database, queue=name)
    dispatcher_of(supervisor, queue).work(name)
    assert queue.waiting(name) == 1


def test_no_message_is_sent_after_the_last_job(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    queued(supervisor.database, queue=name)
    dispatcher_of(supervisor, queue).work(name)
    assert queue.waiting(name) == 0


def test_the_end_of_a_job_wakes_a_worker_for_the_next_one_of_an_owner_at_its_limit(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    dispatcher = dispatcher_of(supervisor, queue, OwnerLimits(running_jobs=1))
    for _ in range(2):
        queued(supervisor.database, queue=name)
    dispatcher.work(name)
    assert queue.waiting(name) == 1


def test_a_worker_without_room_on_its_disk_takes_nothing_until_there_is(supervisor: Succeeding, queue: JobQueue, name: str, tmp_path: Path) -> None:
    job = queued(supervisor.database, queue=name)
    with small_disk(tmp_path / "disk", 4 * 1024**2) as disk:
        dispatcher = dispatcher_of(supervisor, queue, room=Room(Settings(files=disk)))
        fill(disk)
        dispatcher.work(name)
        assert (supervisor.ran, Jobs(supervisor.database).get(job.id).state) == ([], "queued")
        make_room(disk)
        dispatcher.work(name)
    assert supervisor.ran == [job.id]


@dataclass
class Forgetting:
    """Claims whose first one is committed, which nobody is told."""

    claims: Claims
    takes: int = 0

    def take(self, *args: Any) -> Claimed | None:
        self.takes += 1
        claimed = self.claims.take(*args)
        if self.takes == 1:
            raise OperationalError("COMMIT", {}, psycopg.OperationalError("server closed the connection unexpectedly"))
        return claimed

    def taken_by(self, process: str) -> Claimed | None:
        return self.claims.taken_by(process)

    def is_anything_waiting(self, queue: str) -> bool:
        return self.claims.is_anything_waiting(queue)


def test_a_claim_that_may_have_been_committed_is_carried_out(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    first, second = (queued(supervisor.database, queue=name) for _ in range(2))
    claims = Forgetting(Claims(supervisor.database))
    patience = Patience(60.0, sleep=lambda _: None)
    Dispatcher(cast("Claims", claims), queue, cast("Supervisor", supervisor), "worker-1", LONG_S, patience).work(name)
    assert (supervisor.ran, claims.takes) == ([first.id], 1)
    assert Jobs(supervisor.database).get(second.id).state == "queued"


def test_a_worker_that_is_stopping_takes_nothing(supervisor: Succeeding, queue: JobQueue, name: str) -> None:
    queued(supervisor.database, queue=name)
    supervisor.is_draining = True
    dispatcher_of(supervisor, queue).work(name)
    assert supervisor.ran == []
