"""Deletions on both databases: hidden at once, restored whole, and gone in the end with rows and files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from service.errors import Conflict, NotFound
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletion_rows import DAY_S
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.purging import Purging
from service.store.registry import Registry
from service.store.rows import Job
from tests.integration.given import new_job, rows_of
from tests.integration.service.store.deleted_things import ORDER, PURGE, Clock, below, data_set, gone

NEW = new_job()


def test_a_deleted_model_is_hidden_with_its_jobs_and_restored(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    job = trained()
    trained()
    before, registry, jobs = rows_of(database), Registry(database), Jobs(database)
    deletion = deletions.model("digits", ORDER)
    assert (deletion.kind, deletion.name, deletion.n_versions, deletion.n_jobs, deletion.size_bytes) == ("model", "digits", 2, 2, 300)
    for call in (
        lambda: registry.resolve("digits"),
        lambda: registry.resolve("digits@1"),
        lambda: registry.versions("digits"),
        lambda: jobs.get(job.id),
    ):
        with pytest.raises(NotFound):
            call()
    assert (registry.newest(None, 10), jobs.page(JobFilter(), None, 10), jobs.history(job.id), jobs.checkpoints(job.id)) == ([], [], [], [])
    deletions.undo(deletion.id, "nobody")
    assert {name: rows for name, rows in rows_of(database).items() if name != "audit"} == {
        name: rows for name, rows in before.items() if name != "audit"
    }


def test_a_purged_model_leaves_nothing_but_its_number(
    database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job], tmp_path: Path
) -> None:
    trained()
    deletion = deletions.model("digits", PURGE)
    assert deletion.purged_from is not None
    gone(purging)
    rows = rows_of(database)
    assert {name: rows[name] for name in ("versions", "jobs", "events", "deletions")} == {"versions": [], "jobs": [], "events": [], "deletions": []}
    assert below(tmp_path) == []
    trained()
    assert Registry(database).resolve("digits").ref == "digits@2"


def test_a_deletion_is_purged_when_its_time_is_over(
    database: Database, deletions: Deletions, purging: Purging, clock: Clock, ended: Callable[..., Job], tmp_path: Path
) -> None:
    job = ended()
    deletion = deletions.job(job.id, ORDER)
    assert deletion.until == clock.now + 7 * DAY_S
    clock.now += 7 * DAY_S - 1
    gone(purging)
    assert below(tmp_path) != []
    clock.now += 1
    gone(purging)
    rows = rows_of(database)
    assert [name for name in ("jobs", "events", "checkpoints", "deletions") if rows[name]] == []
    assert below(tmp_path) == []
    with pytest.raises(NotFound, match=r"no deletion .* that can be undone"):
        deletions.undo(deletion.id, "nobody")


def test_one_version_goes_and_the_newest_of_the_others_is_meant(
    database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job], tmp_path: Path
) -> None:
    for _ in range(3):
        trained()
    deletion = deletions.model("digits@3", PURGE)
    assert (deletion.kind, deletion.n_versions, deletion.n_jobs) == ("version", 1, 1)
    gone(purging)
    assert Registry(database).resolve("digits").ref == "digits@2"
    assert len(below(tmp_path)) == 4
    trained()
    assert Registry(database).resolve("digits").ref == "digits@4"


def test_deleting_again_finds_nothing(deletions: Deletions, trained: Callable[..., Job], ended: Callable[..., Job]) -> None:
    trained()
    job = ended(name="other")
    deletions.model("digits", ORDER)
    deletions.job(job.id, ORDER)
    for call in (lambda: deletions.model("digits", ORDER), lambda: deletions.model("digits@1", ORDER), lambda: deletions.job(job.id, ORDER)):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize("ref", ["digits@2", "digits@x", "digits@", "others", "other/digits", "digits:champion"])
def test_what_is_not_there_is_not_deleted(ref: str, database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    before = rows_of(database)
    with pytest.raises(NotFound):
        deletions.model(ref, ORDER)
    assert rows_of(database) == before


def test_a_data_set_is_restored_unless_it_was_uploaded_again(database: Database, deletions: Deletions, files: Files) -> None:
    dataset = data_set(database, files)
    deletion = deletions.dataset(dataset.id, ORDER)
    assert (Datasets(database, files).find(dataset.id), Datasets(database, files).page(None, 10)) == (None, [])
    again = data_set(database, files, "2")
    assert again.id != dataset.id
    with pytest.raises(Conflict, match=f"uploaded again as {again.id}"):
        deletions.undo(deletion.id, "nobody")
    deletions.dataset(again.id, ORDER)
    deletions.undo(deletion.id, "nobody")
    assert Datasets(database, files).get(dataset.id) == dataset


def test_a_purge_that_was_cut_off_goes_on(
    database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job], files: Files, tmp_path: Path
) -> None:
    """The files are gone and the rows are not: as after a crash between them."""
    job = trained()
    deletion = deletions.model("digits", PURGE)
    for path in files.job_folder(job.id).rglob("*.h5"):
        path.unlink()
    with pytest.raises(NotFound):
        deletions.undo(deletion.id, "nobody")
    gone(purging)
    assert (rows_of(database)["jobs"], below(tmp_path)) == ([], [])


def test_figures_that_are_drawn_while_a_job_is_purged_are_removed(
    deletions: Deletions, purging: Purging, trained: Callable[..., Job], files: Files, tmp_path: Path
) -> None:
    figure = files.job_folder(trained().id) / "process" / "plots" / "0.svg"
    drawn = list[str]()

    def draw(*event: object) -> None:
        if str(event[2]).startswith("DELETE FROM jobs"):
            figure.parent.mkdir(parents=True)
            figure.write_bytes(b"x")
            drawn.append(figure.name)

    deletions.model("digits", PURGE)
    listen(Engine, "before_cursor_execute", draw)
    try:
        gone(purging)
    finally:
        remove(Engine, "before_cursor_execute", draw)
    assert (drawn, below(tmp_path)) == (["0.svg"], [])


def test_a_large_deletion_is_removed_in_steps(
    database: Database, deletions: Deletions, purging: Purging, monkeypatch: pytest.MonkeyPatch, ended: Callable[..., Job]
) -> None:
    made = Jobs(database).create_sweep([NEW] * 3)[0]
    for job in made:
        Jobs(database).request_cancel(job.id)
    monkeypatch.setattr("service.store.purging.STEP", 2)
    deletion = deletions.sweep(made[0].sweep or "", PURGE)
    assert not purging.run(deletion.id, 0.0)
    assert len(rows_of(database)["jobs"]) == 1
    assert purging.run(deletion.id, 10.0)
    assert rows_of(database)["deletions"] == []


def test_another_owner_deletes_and_restores_nothing(database: Database, deletions: Deletions, files: Files, trained: Callable[..., Job]) -> None:
    job = trained()
    deletion = deletions.model("digits", ORDER)
    deletions.undo(deletion.id, "nobody")
    deletion = deletions.dataset(data_set(database, files).id, ORDER)
    others, before = Deletions(database, files, 7.0, "bob"), rows_of(database)
    calls: list[Callable[[], object]] = [
        lambda: others.model("digits", ORDER),
        lambda: others.model("default/digits", ORDER),
        lambda: others.job(job.id, ORDER),
        lambda: others.undo(deletion.id, "nobody"),
        lambda: others.purge(deletion.id),
        lambda: others.get(deletion.id),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert (others.page(None, 10), rows_of(database)) == ([], before)
    assert deletions.page(None, 10) == [deletion]
