"""Jobs ride out outages of a real PostgreSQL: a cut connection, a commit of which nobody is told, a restart of the server."""

import itertools
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.training.listener import EpochReport, SnapshotReport
from service.queue import JobQueue
from service.settings import Settings
from service.store import bounded_connection, patience
from service.store import database as database_module
from service.store.attempts import Attempts
from service.store.database import Database, migrate
from service.store.jobs import Jobs
from service.store.outages import is_outage
from service.store.patience import Patience
from service.store.rows import Job
from tests.integration.given import new_version, queued, rows_of, running
from tests.servers import PostgresServer, postgres_process
from tests.untied import untied, untraced
from tests.wires import Wire, wire_to
from workers.database_listener import DatabaseListener
from workers.devices import Slots
from workers.dispatcher import Dispatcher
from workers.lease import JobLease
from workers.lease_keeper import KeptLease
from workers.memory_use import MemoryWatch
from workers.meter import Meter
from workers.reaper import Reaper
from workers.started_process import StartedProcess
from workers.stores import Stores
from workers.supervise import Supervisor
from workers.watch import Watch
from workers.watched import Watched

pytestmark = pytest.mark.slow

#: Seconds that an outage may take.
PATIENCE_S = 60.0
N_EPOCHS = 8


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of these tests' own, which they stop and start."""
    with postgres_process() as server:
        migrate(server.url)
        yield server


@pytest.fixture
def wire(server: PostgresServer) -> Iterator[Wire]:
    with wire_to(server.url) as wire:
        yield wire


@pytest.fixture
def database(server: PostgresServer) -> Iterator[Database]:
    """The database, reached past the wire."""
    database = Database(server.url)
    yield database
    database.close()


@pytest.fixture
def stores(wire: Wire, tmp_path: Path) -> Iterator[Stores]:
    """The stores of a job process."""
    stores = Stores.of(Settings(database_url=wire.url, files=tmp_path, database_patience_s=PATIENCE_S), Patience(PATIENCE_S))
    yield stores
    stores.database.close()


def fit(job: Job, stores: Stores, folder: Path, between: Callable[[int], None] = lambda _: None) -> None:
    """Report what a fit reports, and register its model."""
    listener = DatabaseListener(job.id, job.attempt, stores.attempts, stores.files, untied())
    listener.log("begun")
    for number in range(1, N_EPOCHS + 1):
        path = folder / f"epoch-{number}.h5"
        path.touch()
        listener.on_epoch(EpochReport(number, {"loss": 1 / number}, 0.1, 0.01, 500.0, ()))
        listener.on_snapshot(SnapshotReport(number, path, {"loss": 1 / number}, ()))
        assert not listener.should_stop()
        between(number)
    listener.log("ended")
    listener.close()
    assert stores.registry(job.owner).register(job.id, job.attempt, new_version()) is not None


def require_whole(database: Database, job: Job) -> None:
    """Require that everything is there, once."""
    rows = rows_of(database)
    mine = {table: [row for row in found if row.get("job_id") == job.id] for table, found in rows.items()}
    assert [row["epoch"] for row in mine["epochs"]] == list(range(1, N_EPOCHS + 1))
    assert [row["epoch"] for row in mine["checkpoints"]] == list(range(1, N_EPOCHS + 1))
    assert [row["kind"] for row in mine["events"]] == ["state", "state", "log", *["epoch"] * N_EPOCHS, "log", "model", "state"]
    assert [row["id"] for row in mine["events"]] == list(range(1, N_EPOCHS + 7))
    assert len(mine["versions"]) == 1
    ended = Jobs(database).get(job.id)
    assert (ended.state, ended.attempt) == ("succeeded", 1)


def test_a_fit_rides_out_a_restart_of_the_server(server: PostgresServer, stores: Stores, database: Database, tmp_path: Path) -> None:
    job = running(database)

    def restart() -> None:
        server.stop(at_once=True)
        time.sleep(0.5)
        server.start()

    restarting = threading.Thread(target=restart)

    def at(number: int) -> None:
        if number == N_EPOCHS // 2:
            restarting.start()
        time.sleep(0.05)

    fit(job, stores, tmp_path, at)
    restarting.join()
    require_whole(database, job)


@pytest.mark.parametrize("pattern", [[True, False], [False, True], [True, True, False]], ids=["first", "second", "two of three"])
def test_no_commit_is_lost_or_done_twice_that_was_not_told(
    pattern: list[bool], wire: Wire, stores: Stores, database: Database, tmp_path: Path
) -> None:
    job = running(database)
    wire.forgets = itertools.cycle(pattern)
    fit(job, stores, tmp_path)
    assert wire.n_forgotten >= N_EPOCHS / 2
    require_whole(database, job)


def test_a_fit_rides_out_a_sqlite_file_that_another_process_has_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.05)
    url = f"sqlite:///{tmp_path / 'modelbook.db'}"
    migrate(url)
    stores = Stores.of(Settings(database_url=url, files=tmp_path), Patience(PATIENCE_S))
    job = running(stores.database)
    other = sqlite3.connect(tmp_path / "modelbook.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.5, other.close).start()
    fit(job, stores, tmp_path)
    require_whole(stores.database, job)
    stores.database.close()


def test_a_claim_and_the_end_of_a_job_ride_out_an_outage(wire: Wire, stores: Stores, database: Database) -> None:
    job = queued(database)
    plain = Stores.of(Settings(database_url=wire.url))
    patient = Patience(PATIENCE_S)
    ran: list[str] = []

    class Succeeding:
        is_draining = False

        def run(self, claimed: object) -> None:
            ran.append(job.id)
            wire.cut()
            threading.Timer(0.3, wire.mend).start()
            patient.run(Attempts(plain.database).hand_back, job.id, 1, "its worker is stopping")

    class Silent:
        def waiting(self, _queue: str) -> int:
            return 1

    wire.forgets = iter([True])
    Dispatcher(plain.claims, cast("JobQueue", Silent()), cast("Supervisor", Succeeding()), "worker-1", 60.0, patient).work("cpu")
    assert ran == [job.id]
    after = Jobs(database).get(job.id)
    assert (after.state, after.attempt) == ("queued", 1)
    plain.database.close()


class Ended:
    """A process that was killed."""

    sentinel, pid, channel = 0, 0, None

    def is_alive(self) -> bool:
        return False

    def exit_code(self) -> int:
        return -9

    def kill(self, _number: int) -> None: ...

    def close(self) -> None: ...


class Mute(Watch):
    """A watch of a process that has nothing more to say."""

    def _take_messages(self) -> bool:
        return False


def test_why_a_process_ended_is_recorded_after_an_outage(wire: Wire, database: Database) -> None:
    job = running(database)
    plain = Stores.of(Settings(database_url=wire.url))
    kept = KeptLease(JobLease(plain.attempts, job), 0.0)
    watched = Watched(kept, cast("StartedProcess", Ended()), Meter(plain.claims, job), MemoryWatch(0, 0, 0), untraced(job))
    wire.cut()
    threading.Timer(0.3, wire.mend).start()
    assert Mute(watched, Settings(database_patience_s=PATIENCE_S), cast("JobQueue", None), threading.Event()).until_end()
    states = [row["data"] for row in rows_of(database)["events"] if row["job_id"] == job.id and row["kind"] == "state"]
    assert states[-1] == {"state": "queued", "reason": "its process was killed (SIGKILL)"}
    plain.database.close()


def test_a_worker_that_is_to_stop_does_not_wait_for_the_database(wire: Wire, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "STOPPING_S", 0.5)
    job = running(database)
    plain, draining = Stores.of(Settings(database_url=wire.url)), threading.Event()
    kept = KeptLease(JobLease(plain.attempts, job), 0.0)
    watched = Watched(kept, cast("StartedProcess", Ended()), Meter(plain.claims, job), MemoryWatch(0, 0, 0), untraced(job))
    draining.set()
    wire.cut()
    began = time.monotonic()
    assert not Mute(watched, Settings(database_patience_s=PATIENCE_S), cast("JobQueue", None), draining).until_end()
    assert time.monotonic() - began < PATIENCE_S / 10
    assert Jobs(database).get(job.id).state == "running"  # Until a reaper finds its lease expired.


def test_a_server_that_hangs_counts_as_away(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_connection, "STATEMENT_S", 0.3)
    with pytest.raises(OperationalError, match="the server has not answered for 0 s") as caught, database.reading() as connection:
        connection.execute(text("SELECT pg_sleep(30)"))
    assert is_outage(caught.value)
    database.ping()


def test_a_lease_that_expired_in_an_outage_is_kept_by_a_worker_that_is_still_there(wire: Wire, database: Database) -> None:
    lease_s = 2.5
    job = running(database, lease_s=lease_s)
    settings = Settings(database_url=wire.url, lease_s=lease_s, reap_every_s=0.1, worker_slots=1)
    stores = Stores.of(settings)

    class Silent:
        def waiting(self, _queue: str) -> int:
            return 1

    reaper = Reaper(settings, stores, cast("JobQueue", Silent()), Slots(settings))
    reaper.start()
    wire.cut()
    time.sleep(1.5 * lease_s)
    wire.mend()
    time.sleep(0.3 * lease_s)  # In which the reaper has looked.
    assert Attempts(database).renew(job.id, job.attempt, lease_s) is not None
    time.sleep(0.5 * lease_s)
    assert Jobs(database).get(job.id).state == "running"
    deadline = time.monotonic() + 10
    while Jobs(database).get(job.id).state == "running":  # It is not renewed any more.
        assert time.monotonic() < deadline
        time.sleep(0.05)
    reaper.stop()
    reaper._thread.join(10)
    stores.database.close()
