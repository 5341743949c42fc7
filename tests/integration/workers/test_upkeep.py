"""The thread of a worker that removes what was deleted."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import migrate
from service.store.deletion_rows import DAY_S, Order
from service.store.deletions import Deletions
from service.store.tables import jobs
from service.store.transitions import State
from tests.integration.given import rows_of, running
from workers.stores import Stores
from workers.upkeep import Upkeep


@pytest.fixture
def settings(tmp_path: Path, broker_url: str) -> Settings:
    url = f"sqlite:///{tmp_path / 'modelbook.db'}"
    migrate(url)
    return Settings(database_url=url, broker_url=broker_url, files=tmp_path / "files", cache=tmp_path / "cache", reap_every_s=0.05)


@pytest.fixture
def stores(settings: Settings) -> Iterator[Stores]:
    stores = Stores.of(settings)
    yield stores
    stores.close()


def ended(stores: Stores) -> str:
    """Make a job that has failed and left a file; return its id."""
    job = running(stores.database)
    (stores.files.attempt_folder(job.id, "1") / "left").write_bytes(b"x")
    assert Attempts(stores.database).end(job.id, job.attempt, State.FAILED, "done")
    return job.id


def test_what_can_no_longer_be_restored_is_removed_and_the_rest_stays(settings: Settings, stores: Stores) -> None:
    over, kept, there = (ended(stores) for _ in range(3))
    Deletions(stores.database, stores.files, 0.0).job(over, Order("nobody"))
    Deletions(stores.database, stores.files, 7.0).job(kept, Order("nobody"))
    assert Upkeep(settings, stores).poll()
    assert [row["id"] for row in rows_of(stores.database)["jobs"]] == [kept, there]
    assert [stores.files.job_folder(job_id).exists() for job_id in (over, kept, there)] == [False, True, True]


def test_the_thread_does_it_by_itself(settings: Settings, stores: Stores) -> None:
    job_id = ended(stores)
    upkeep = Upkeep(settings, stores)
    upkeep.start()
    Deletions(stores.database, stores.files, 7.0).job(job_id, Order("nobody", purge=True))
    deadline = time.monotonic() + 20
    while rows_of(stores.database)["deletions"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    upkeep.stop()
    assert not stores.files.job_folder(job_id).exists()


def test_a_file_that_cannot_be_removed_is_tried_again(settings: Settings, stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = ended(stores)
    deletion = Deletions(stores.database, stores.files, 7.0).job(job_id, Order("nobody", purge=True))

    def refuse(_paths: object) -> None:
        raise PermissionError("read only")

    with monkeypatch.context() as patch:
        patch.setattr("service.store.purging.remove_all", refuse)
        with pytest.raises(PermissionError):
            Upkeep(settings, stores).poll()
    assert [row["id"] for row in rows_of(stores.database)["deletions"]] == [deletion.id]
    assert Upkeep(settings, stores).poll()
    assert rows_of(stores.database)["jobs"] == []


def left(stores: Stores, key: str, *, is_old: bool = True) -> str:
    """Write a file to which nothing refers, two days ago unless it is new; return its key."""
    path = stores.files.path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    if is_old:
        os.utime(path, (time.time() - 2 * DAY_S,) * 2)
    return key


def test_drafts_and_lost_attempts_go_and_what_the_database_does_not_know_stays(settings: Settings, stores: Stores) -> None:
    job_id, lost, unknown = ended(stores), "0" * 26, "1" * 26
    gone = [left(stores, key) for key in (f"jobs/{job_id}/{lost}/model.h5", f"jobs/{job_id}/.part-a", "datasets/.draft-a/values.npy")]
    kept = [left(stores, f"{folder}/{unknown}/x") for folder in ("jobs", "datasets", "incoming", "resume", "other")]
    written = [left(stores, "datasets/.draft-b/old"), left(stores, "datasets/.draft-b/new", is_old=False)]
    Upkeep(settings, stores).remove_left_over()
    assert [key for key in (*gone, *kept, *written) if stores.files.path(key).exists()] == [*kept, *written]
    assert not stores.files.path("datasets/.draft-a").exists()
    assert not stores.files.path(f"jobs/{job_id}/{lost}").exists()
    assert [path.name for path in stores.files.job_folder(job_id).rglob("left")] == ["left"]


def said_by_upkeep(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.name == "workers.upkeep"]


def test_rules_are_carried_out_and_said_in_the_log(settings: Settings, stores: Stores, caplog: pytest.LogCaptureFixture) -> None:
    old = ended(stores)
    with stores.database.writing() as connection:
        connection.execute(update(jobs).values(finished_at=time.time() - 2 * DAY_S))
    with caplog.at_level("INFO", "workers.upkeep"):
        Upkeep(settings, stores).keep()
        assert said_by_upkeep(caplog) == []
        Upkeep(settings.model_copy(update={"retention_failed_days": 1.0}), stores).keep()
    assert said_by_upkeep(caplog) == ["What is too old by rule is deleted."]
    (deletion,) = Deletions(stores.database, stores.files, 7.0).page(None, 10)
    assert (deletion.n_jobs, deletion.deleted_by) == (1, "retention")
    assert [row["deletion"] for row in rows_of(stores.database)["jobs"] if row["id"] == old] == [deletion.id]
