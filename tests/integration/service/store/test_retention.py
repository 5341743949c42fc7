"""What is deleted by rule: old failed jobs, old versions, old checkpoints. What something needs stays, and so does what was restored."""

from pathlib import Path

import pytest
from sqlalchemy import update

from service.store.aliases import Aliases
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.deletion_rows import DAY_S, Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.old_checkpoints import OldCheckpoints, Removed
from service.store.old_versions import OldVersions
from service.store.registry import Registry
from service.store.retention import Retention
from service.store.rows import CheckpointFile, Job
from service.store.tables import jobs as job_rows
from service.store.transitions import State
from tests.integration.given import SPEC, new_job, new_version, queued, rows_of, running

NOW = 100 * DAY_S


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def ended_job(database: Database, owner: str, state: str, days: float) -> str:
    """Make a job that ended some days ago."""
    job_id = Jobs(database, owner).create(new_job())[0].id
    with database.writing() as connection:
        connection.execute(update(job_rows).where(job_rows.c.id == job_id).values(state=state, finished_at=NOW - days * DAY_S))
    return job_id


def registered(database: Database, n: int, name: str = "digits", spec: dict[str, object] = SPEC) -> None:
    """Register versions of a model."""
    for _ in range(n):
        job = running(database, name=name, spec=spec)
        assert Registry(database).register(job.id, job.attempt, new_version(artifact=f"jobs/{job.id}/{job.process}/model.h5"))


def hidden(database: Database, table: str) -> list[object]:
    key = "id" if table == "jobs" else "version"
    return [row[key] for row in rows_of(database)[table] if row["deletion"] is not None]


def with_checkpoints(database: Database, files: Files, losses: list[float | None], **training: object) -> Job:
    """Make a job that has failed with a checkpoint after each epoch, and those validation losses."""
    job = running(database, spec={**SPEC, "training": {"checkpoint": {"keep": None, **training}}})
    folder = files.attempt_folder(job.id, job.process or "") / "snapshots"
    folder.mkdir()
    for epoch, loss in enumerate(losses, 1):
        (folder / f"{epoch}.h5").write_bytes(b"x" * 10)
        metrics = {} if loss is None else {"val_loss": loss}
        Attempts(database).checkpoint(job.id, job.attempt, CheckpointFile(epoch, files.key(folder / f"{epoch}.h5"), 10, metrics, 0.0), [])
    assert Attempts(database).end(job.id, job.attempt, State.FAILED, "done")
    with database.writing() as connection:
        connection.execute(update(job_rows).where(job_rows.c.id == job.id).values(finished_at=NOW - 10 * DAY_S))
    return job


def epochs_left(database: Database, files: Files, job: Job) -> list[int]:
    """Return the epochs of the checkpoints that are left; the files are those of the rows."""
    found = Jobs(database).checkpoints(job.id)
    assert [files.key(path) for path in sorted(files.job_folder(job.id).rglob("*.h5"))] == sorted(one.file for one in found)
    return [one.epoch for one in found]


def test_old_failed_jobs_are_deleted_and_what_was_restored_is_not_deleted_again(database: Database, files: Files) -> None:
    registered(database, 1)
    queued(database)
    old, cancelled = ended_job(database, "ann", "failed", 31), ended_job(database, "bob", "cancelled", 40)
    ended_job(database, "ann", "failed", 29)
    ended_job(database, "bob", "succeeded", 40)
    assert Retention(database, files, 0.0, 7.0, lambda: NOW).apply() == []
    deletions = Retention(database, files, 30.0, 7.0, lambda: NOW).apply()
    assert [(deletion.owner, deletion.n_jobs, deletion.deleted_by) for deletion in deletions] == [("ann", 1, "retention"), ("bob", 1, "retention")]
    assert set(hidden(database, "jobs")) == {old, cancelled}
    Deletions(database, files, 7.0, "ann").undo(deletions[0].id, "ann")
    assert Retention(database, files, 30.0, 7.0, lambda: NOW).apply() == []
    ended_job(database, "ann", "failed", 50)
    assert [deletion.n_jobs for deletion in Retention(database, files, 30.0, 7.0, lambda: NOW).apply()] == [1]
    assert old not in hidden(database, "jobs")


def test_what_its_owner_deleted_and_restored_is_as_before(database: Database, files: Files) -> None:
    old = ended_job(database, "ann", "failed", 31)
    theirs = Deletions(database, files, 7.0, "ann")
    theirs.undo(theirs.job(old, Order("ann")).id, "ann")
    assert [deletion.n_jobs for deletion in Retention(database, files, 30.0, 7.0, lambda: NOW).apply()] == [1]


def test_old_versions_are_deleted_unless_something_means_them(database: Database, files: Files) -> None:
    registered(database, 6)
    registered(database, 1, "letters")
    registered(database, 1, "continued", {**SPEC, "model": {**SPEC["model"], "from_model": "digits@2"}})
    Aliases(database).move("digits", "champion", 3, None, "ann")
    assert OldVersions(database, files, 0, 7.0).apply() == []
    rule = OldVersions(database, files, 2, 7.0)
    made = rule.apply()
    assert [(one.kind, one.name, one.n_versions, one.n_jobs) for one in made] == [("version", f"digits@{n}", 1, 1) for n in (1, 4)]
    assert hidden(database, "versions") == [1, 4]
    Deletions(database, files, 7.0).undo(made[1].id, "ann")
    assert rule.apply() == []
    assert hidden(database, "versions") == [1]
    Aliases(database).move("digits", "champion", 6, 3, "ann")
    assert [one.name for one in rule.apply()] == ["digits@3"]


def test_versions_that_stay_do_not_keep_the_rule_from_the_others(database: Database, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.store.old_versions.MAX_TRIED", 1)
    registered(database, 3, "a")
    registered(database, 2, "b")
    registered(database, 1, "c", {**SPEC, "model": {**SPEC["model"], "from_model": "a@1"}})
    rule = OldVersions(database, files, 1, 7.0)
    assert [[one.name for one in rule.apply()] for _ in range(4)] == [[], ["a@2"], ["b@1"], []]


def test_old_checkpoints_are_removed_but_the_newest_and_the_best(database: Database, files: Files) -> None:
    best, none_measured = with_checkpoints(database, files, [0.5, 0.1, 0.4, 0.3, 0.2]), with_checkpoints(database, files, [None] * 4)
    largest = with_checkpoints(database, files, [0.9, 0.1, 0.2], mode="max")
    assert OldCheckpoints(database, files, 0, 7.0, lambda: NOW).apply() == Removed()
    assert OldCheckpoints(database, files, 2, 11.0, lambda: NOW).apply() == Removed()
    assert OldCheckpoints(database, files, 2, 7.0, lambda: NOW).apply() == Removed(4, 40)
    assert [epochs_left(database, files, job) for job in (best, none_measured, largest)] == [[2, 4, 5], [3, 4], [1, 2, 3]]
    assert OldCheckpoints(database, files, 2, 7.0, lambda: NOW).apply() == Removed()


def test_a_checkpoint_that_is_to_be_registered_stays(database: Database, files: Files) -> None:
    job = with_checkpoints(database, files, [0.1, 0.3, 0.2])
    waiting = queued(database, spec={**SPEC, "from_checkpoint": {"job": job.id, "epoch": 2}})
    rule = OldCheckpoints(database, files, 1, 7.0, lambda: NOW)
    assert rule.apply() == Removed()
    with database.writing() as connection:
        connection.execute(update(job_rows).where(job_rows.c.id == waiting.id).values(state="succeeded"))
    assert rule.apply() == Removed(1, 10)
    assert epochs_left(database, files, job) == [1, 3]


def test_checkpoints_of_deleted_jobs_and_of_running_ones_stay(database: Database, files: Files) -> None:
    deleted, going = (with_checkpoints(database, files, [0.1, 0.2, 0.3]) for _ in range(2))
    Deletions(database, files, 7.0).job(deleted.id, Order("ann"))
    with database.writing() as connection:
        connection.execute(update(job_rows).where(job_rows.c.id == going.id).values(state="running"))
    assert OldCheckpoints(database, files, 1, 7.0, lambda: NOW).apply() == Removed()
