"""Many jobs deleted by filters, on both databases: all or what may go, by one deletion."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from service.store.annotations import Annotations
from service.store.bulk_deletion import BulkDeletion
from service.store.database import Database
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.purging import Purging
from service.store.registry import Registry
from service.store.rows import Job
from service.store.tables import jobs as job_rows
from tests.integration.given import new_job, new_version, queued, rows_of, running

ORDER = Order("nobody")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def bulk(database: Database, files: Files) -> BulkDeletion:
    return BulkDeletion(database, files, 7.0)


def ended(database: Database, files: Files, state: str = "failed", at: float = 100.0, owner: str = "default", **changes: Any) -> str:
    """Make a job that has ended at a time, and left ten bytes; return its id."""
    job_id = Jobs(database, owner).create(new_job(**changes))[0].id
    with database.writing() as connection:
        connection.execute(update(job_rows).where(job_rows.c.id == job_id).values(state=state, finished_at=at))
    (files.attempt_folder(job_id, "1") / "left").write_bytes(b"x" * 10)
    return job_id


def registered(database: Database, name: str, **changes: Any) -> Job:
    job = running(database, name=name, **changes)
    assert Registry(database).register(job.id, job.attempt, new_version(artifact=f"jobs/{job.id}/1/model.h5"))
    return job


def left(database: Database) -> set[str]:
    return {row["id"] for row in rows_of(database)["jobs"] if row["deletion"] is None}


def test_what_fits_goes_and_comes_back_by_one_deletion(database: Database, files: Files, bulk: BulkDeletion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.store.bulk_deletion.BATCH", 2)
    gone = {ended(database, files) for _ in range(5)}
    kept = {ended(database, files, "cancelled"), ended(database, files, owner="bob")}
    looked = bulk.look(JobFilter(state="failed"), ORDER)
    assert (looked.n_jobs, looked.size_bytes, looked.deletion, left(database)) == (5, 50, None, gone | kept)
    result = bulk.delete(JobFilter(state="failed"), ORDER)
    assert result.deletion is not None
    assert (result.n_jobs, result.size_bytes, result.n_kept, left(database)) == (5, 50, 0, kept)
    assert (result.deletion.kind, result.deletion.name, result.deletion.n_jobs) == ("jobs", "state=failed", 5)
    assert Deletions(database, files, 7.0).undo(result.deletion.id, "nobody").n_jobs == 5
    assert left(database) == gone | kept


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (JobFilter(name="a"), {"a"}),
        (JobFilter(recipe="r"), {"b"}),
        (JobFilter(ended_before=150.0), {"a", "b"}),
        (JobFilter(name="a", ended_before=50.0), set()),
        (JobFilter(state="failed", recipe="r", ended_before=150.0), {"b"}),
        (JobFilter(tags=("old",)), {"a", "b"}),
        (JobFilter(tags=("old", "bad")), {"b"}),
        (JobFilter(name="a", tags=("bad",)), set()),
    ],
)
def test_filters_are_combined(wanted: JobFilter, fits: set[str], database: Database, files: Files, bulk: BulkDeletion) -> None:
    made = {"a": ended(database, files, name="a"), "b": ended(database, files, name="b", recipe="r"), "c": ended(database, files, at=200.0)}
    for name, tags in (("a", ["old"]), ("b", ["bad", "old"]), ("c", ["older"])):
        Jobs(database).annotate(made[name], Annotations(tags=tags))
    result = bulk.delete(wanted, ORDER)
    assert left(database) == {job_id for name, job_id in made.items() if name not in fits}
    assert (result.deletion is None) == (not fits)


def test_a_deletion_is_named_by_its_filters_as_far_as_there_is_room(database: Database, files: Files, bulk: BulkDeletion) -> None:
    tags = [f"{number}{'x' * 38}" for number in range(20)]
    for wanted in (tags[:2], tags):
        Jobs(database).annotate(ended(database, files), Annotations(tags=wanted))
    deletions = [bulk.delete(JobFilter(state="failed", tags=tuple(wanted)), ORDER).deletion for wanted in (tags, tags[:2])]
    assert [len(one.name) for one in deletions if one] == [500, len(f"state=failed&tag={tags[0]}&tag={tags[1]}")]


def test_what_has_not_ended_or_is_needed_stays_and_is_counted(database: Database, files: Files, bulk: BulkDeletion) -> None:
    made, going = registered(database, "digits"), [queued(database, name="x"), running(database, name="x")]
    checked = ended(database, files)
    waiting = queued(database, spec={"from_checkpoint": {"job": checked, "epoch": 1}})
    free = ended(database, files)
    result = bulk.delete(JobFilter(ended_before=1e12), ORDER)
    assert (result.n_jobs, result.n_kept) == (1, 2)
    assert left(database) == {made.id, checked, waiting.id, *(job.id for job in going)}
    assert free not in left(database)
    assert bulk.delete(JobFilter(name="x"), ORDER).n_kept == 2


def test_models_go_with_their_jobs_if_asked_unless_something_needs_them(database: Database, files: Files, bulk: BulkDeletion) -> None:
    first, second = registered(database, "first"), registered(database, "second")
    user = queued(database, name="user", spec={"task": "batch", "model": "first@1"})
    result = bulk.delete(JobFilter(state="succeeded"), Order("nobody", with_models=True))
    assert (result.n_jobs, result.n_versions, result.n_kept) == (1, 1, 1)
    assert left(database) == {first.id, user.id}
    assert [version.ref for version in Registry(database).newest(None, 10)] == ["first@1"]
    assert second.id not in left(database)


def test_nothing_is_recorded_where_nothing_fits(database: Database, bulk: BulkDeletion) -> None:
    before = rows_of(database)
    assert bulk.delete(JobFilter(state="failed"), ORDER).deletion is None
    assert rows_of(database) == before


def test_a_purge_of_many_leaves_no_byte(database: Database, files: Files, bulk: BulkDeletion, tmp_path: Path) -> None:
    for _ in range(5):
        ended(database, files)
    deletion = bulk.delete(JobFilter(state="failed"), Order("nobody", purge=True)).deletion
    assert deletion is not None
    assert Purging(database, files).run(deletion.id, 60.0)
    assert (rows_of(database)["jobs"], list((tmp_path / "jobs").iterdir())) == ([], [])
