"""A job whose disk is full: it is put off with the reason and nothing by halves, and succeeds when there is room."""

import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select

from service.queue import JobQueue
from service.settings import Settings
from service.store.claims import Claimed
from service.store.database import Database
from service.store.rows import CheckpointFile, Job
from service.store.tables import jobs
from service.store.transitions import State
from service.store.trials import JobProcess
from tests.integration.given import LONG_S, claim, queued, running
from tests.small_disk import FILLER, fill, make_room, small_disk
from workers.attempt import Assignment
from workers.devices import Share, Slots
from workers.lease_keeper import LeaseKeeper
from workers.leftovers import remove_leftovers
from workers.stores import Stores
from workers.supervise import Supervisor

#: What the disk of the files does is the matter here, so one database will do.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")]

SPEC: dict[str, Any] = {
    "task": "transform",
    "data": {"source": "iris"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "MinMaxScaler"}]},
    "resources": {"time_limit_s": 3600, "device": "auto"},
}
#: Claims a job and runs it to the end of its process; returns it as it is then.
Run = Callable[[str], Job]


class OneSlot:
    """The whole machine for one job, which sets no number of threads: TensorFlow would be imported for that."""

    def take(self) -> Share:
        return Share("", 0)

    def give_back(self, share: Share) -> None:
        """Do nothing."""


@pytest.fixture(autouse=True, scope="module")
def _without_tensorflow() -> None:
    """Let the forkserver import what these jobs need, unless an earlier test has started it."""
    get_context("forkserver").set_forkserver_preload(["workers.job_process", "sklearn.pipeline", "skl2onnx", "onnxruntime"])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 4 * 1024**2) as folder:
        (folder / "files").mkdir()
        yield folder


@pytest.fixture
def stores(database: Database, disk: Path, tmp_path: Path) -> Iterator[Stores]:
    stores = Stores.of(settings_of(database, disk))
    yield stores
    stores.database.close()


def settings_of(database: Database, disk: Path) -> Settings:
    return Settings(database_url=database.url, files=disk / "files", cache=disk.parent / "cache")


@pytest.fixture
def run(database: Database, disk: Path, stores: Stores) -> Run:
    supervisor = Supervisor(settings_of(database, disk), stores, cast("JobQueue", None), cast("Slots", OneSlot()), LeaseKeeper(LONG_S))

    def ran(job_id: str) -> Job:
        job = claim(database, job_id, "worker-1", LONG_S)
        assert job is not None
        supervisor.run(Claimed(job, JobProcess(job.id, job.process or "", "worker-1"), job.attempt))
        return stores.jobs.get(job_id)

    return ran


def files_on(disk: Path) -> list[str]:
    return [path.name for path in disk.rglob("*") if path.is_file() and path.name != FILLER]


def losses_of(stores: Stores, job: Job) -> int:
    with stores.database.reading() as connection:
        return int(connection.execute(select(jobs.c.losses).where(jobs.c.id == job.id)).scalar_one())


def reason_of(stores: Stores, job: Job) -> str:
    return str(stores.jobs.events_after(job.id, 0)[-1].data["reason"])


@pytest.mark.parametrize("left", [0, 16 * 1024], ids=["nothing", "16 KiB"])
def test_it_goes_back_to_the_queue_with_the_reason_and_succeeds_when_there_is_room(left: int, run: Run, disk: Path, stores: Stores) -> None:
    job_id = queued(stores.database, spec=SPEC).id
    fill(disk, leave_bytes=left)
    job = run(job_id)
    assert (job.state, job.error, losses_of(stores, job)) == ("queued", None, 0)
    assert reason_of(stores, job).startswith("there was no room on the disk (No space left on device; free: ")
    assert files_on(disk) == []
    make_room(disk)
    job = run(job_id)
    assert (job.state, job.error) == ("succeeded", None)
    assert [name for name in files_on(disk) if name.endswith(".h5")] == ["model.h5"]
    assert not [name for name in files_on(disk) if name.startswith(".part-")]


def test_a_process_that_cannot_even_get_a_folder_is_put_off(run: Run, disk: Path, stores: Stores) -> None:
    (disk / "files").rmdir()
    (disk / "files").write_bytes(b"")  # In its place is a file.
    job = run(queued(stores.database, spec=SPEC).id)
    assert (job.state, losses_of(stores, job)) == ("queued", 1)
    assert reason_of(stores, job).startswith("the folder of its process could not be made (NotADirectoryError: ")


def assignment_of(stores: Stores, job: Job, disk: Path) -> Assignment:
    process = JobProcess(job.id, job.process or "", "worker-1")
    folder = stores.files.attempt_folder(job.id, process.id)
    return Assignment(process, job.owner, job.attempt, job.queue, job.spec, folder, settings_of(stores.database, disk), Share("", 0))


@pytest.mark.parametrize("ended", [False, True], ids=["queued again", "cancelled"])
def test_what_a_killed_process_has_left_is_removed_but_for_what_the_job_shows(stores: Stores, disk: Path, ended: bool) -> None:
    job = running(stores.database)
    assignment = assignment_of(stores, job, disk)
    key = stores.files.key(assignment.folder / "snapshots/0001.h5")
    stores.attempts.checkpoint(job.id, job.attempt, CheckpointFile(1, key, 1, {}, time.time()), [])
    if ended:
        stores.attempts.end(job.id, job.attempt, State.CANCELLED)
    else:
        stores.attempts.hand_back(job.id, job.attempt, "its worker is stopping")
    drafts = (".part-1-model.h5", "model.h5", "tmp/x", "shared/model.h5", "snapshots/.part-2-0001.h5")
    for name in (*drafts, "snapshots/0001.h5", "outputs/rows.npz", "snapshots/again-2.h5", "../another/snapshots/again-3.h5"):
        path = assignment.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    remove_leftovers(assignment, stores.jobs, stores.files)
    assert sorted(files_on(disk)) == (["0001.h5", "rows.npz"] if ended else ["0001.h5", "again-2.h5", "again-3.h5"])


def test_what_was_registered_is_kept_whatever_ended_the_process(stores: Stores, disk: Path, run: Run) -> None:
    job = run(queued(stores.database, spec=SPEC).id)
    folder = stores.files.path(f"jobs/{job.id}/{job.process}")
    kept = {path.name for path in folder.iterdir()}
    assert "model.h5" in kept
    assignment = Assignment(
        JobProcess(job.id, job.process or "", "w"), job.owner, 1, "cpu", job.spec, folder, settings_of(stores.database, disk), Share("", 0)
    )
    remove_leftovers(assignment, stores.jobs, stores.files)
    assert {path.name for path in folder.iterdir()} == kept
