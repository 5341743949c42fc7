"""Deletions on both databases: hidden at once, restored whole, and gone in the end with rows and files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.errors import Conflict, Invalid, NotFound
from service.store.aliases import Aliases
from service.store.annotations import Annotations
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletion_rows import DAY_S, Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.grants import Grants
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.name_labels import labels_of
from service.store.owners import Kind, Right
from service.store.purging import Purging
from service.store.registry import MovedVersion, Registry
from service.store.rows import CheckpointFile, Dataset, Job, NewDataset
from service.store.transitions import State
from tests.integration.given import new_job, new_version, queued, rows_of, running

ORDER, PURGE = Order("nobody"), Order("nobody", purge=True)
WITH_MODELS = Order("nobody", with_models=True)
NEW, NEW_FOREIGN = new_job(), new_job(spec={"task": "batch", "model": "default/digits@1"})


class Clock:
    """A clock that a test moves."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def deletions(database: Database, files: Files, clock: Clock) -> Deletions:
    return Deletions(database, files, 7.0, clock=clock)


@pytest.fixture
def purging(database: Database, files: Files, clock: Clock) -> Purging:
    return Purging(database, files, clock)


@pytest.fixture
def trained(database: Database, files: Files) -> Callable[..., Job]:
    """Make a job that registers a version of `name`, with the files of both."""

    def make(name: str = "digits", **changes: Any) -> Job:
        job = running(database, name=name, **changes)
        artifact = files.attempt_folder(job.id, "1") / "model.h5"
        artifact.write_bytes(b"x" * 100)
        artifact.with_name("model.onnx").write_bytes(b"x" * 50)
        assert Registry(database).register(job.id, job.attempt, new_version(artifact=files.key(artifact)))
        return job

    return make


@pytest.fixture
def ended(database: Database, files: Files) -> Callable[..., Job]:
    """Make a job that has failed, with a file, an epoch's checkpoint and events."""

    def make(**changes: Any) -> Job:
        job = running(database, **changes)
        path = files.attempt_folder(job.id, "1") / "snapshots" / "1.h5"
        path.parent.mkdir()
        path.write_bytes(b"x" * 10)
        attempts = Attempts(database)
        attempts.checkpoint(job.id, job.attempt, CheckpointFile(1, files.key(path), 10, {}, 0.0), [])
        attempts.log(job.id, job.attempt, "a message", 1.0)
        assert attempts.end(job.id, job.attempt, State.FAILED, "done")
        return job

    return make


def data_set(database: Database, files: Files, number: str = "1", content: str = "c") -> Dataset:
    folder = files.spool_folder() / f".draft-{number}"
    folder.mkdir()
    (folder / "values").write_bytes(b"x" * 30)
    return Datasets(database, files).create(NewDataset(number * 20, content * 20, "fruit", "csv", "s" * 64, 30, {"n_samples": 1}), folder)[0]


def below(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def gone(purging: Purging) -> None:
    """Remove all that is due."""
    for deletion_id in purging.due():
        assert purging.run(deletion_id, 10.0)


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


def labelled(database: Database) -> tuple[list[str], str, str | None]:
    """Return tags and note of the name `digits`, and what it means."""
    (found,) = labels_of(database, [Registry(database).resolve("digits")]).values()
    return found.tags, found.note, Aliases(database).of("digits").default_ref


@pytest.fixture
def labels(database: Database, trained: Callable[..., Job]) -> None:
    """Register `digits` and `other`, and write labels on both names."""
    for name in ("digits", "other"):
        trained(name)
        Registry(database).annotate(name, Annotations(["team"], "a note"))
        Aliases(database).set_default(name, "latest", "nobody")


@pytest.mark.usefixtures("labels")
def test_labels_of_a_name_are_restored_with_it(database: Database, deletions: Deletions, purging: Purging) -> None:
    deletion = deletions.model("digits", ORDER)
    gone(purging)
    deletions.undo(deletion.id, "nobody")
    assert labelled(database) == (["team"], "a note", "latest")


@pytest.mark.usefixtures("labels")
@pytest.mark.parametrize("order", [ORDER, PURGE])
def test_labels_of_a_name_are_not_those_of_a_new_model(
    order: Order, database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job]
) -> None:
    deletions.model("digits", order)
    gone(purging)
    rows = {row["name"]: (row["tags"], row["note"], row["default_ref"]) for row in rows_of(database)["models"]}
    kept = (["team"], "a note", "latest")
    assert rows == {"digits": ([], "", None) if order.purge else kept, "other": kept}
    trained()
    assert labelled(database) == ([], "", None)


@pytest.mark.usefixtures("labels")
def test_labels_of_a_name_stay_with_its_other_versions(
    database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job]
) -> None:
    trained()
    deletions.model("digits@2", PURGE)
    gone(purging)
    trained()
    assert labelled(database) == (["team"], "a note", "latest")


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


def test_a_job_stays_while_its_model_does_and_goes_with_it_if_asked(deletions: Deletions, trained: Callable[..., Job], database: Database) -> None:
    job = trained()
    with pytest.raises(Conflict, match="is needed by model digits@1, which the job made"):
        deletions.job(job.id, ORDER)
    deletion = deletions.job(job.id, WITH_MODELS)
    assert (deletion.kind, deletion.n_jobs, deletion.n_versions) == ("job", 1, 1)
    assert Registry(database).newest(None, 1) == []


@pytest.mark.parametrize("make", [queued, running])
def test_a_job_that_has_not_ended_stays(make: Any, database: Database, deletions: Deletions) -> None:
    job = make(database)
    with pytest.raises(Conflict, match=f"job {job.id} is {job.state}: cancel it first"):
        deletions.job(job.id, ORDER)
    assert Jobs(database).get(job.id).state == job.state


def test_a_job_that_names_a_model_keeps_it(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    job = queued(database, name="more", spec={"task": "batch", "model": "digits@1", "data": {"source": "iris"}})
    for ref in ("digits", "digits@1"):
        with pytest.raises(Conflict) as raised:
            deletions.model(ref, ORDER)
        assert [fault.detail for fault in raised.value.errors] == [
            f"needed by job {job.id} (queued), which uses digits@1: wait until it has ended, or cancel it"
        ]
    trained()
    deletions.model("digits@2", ORDER)
    Jobs(database).request_cancel(job.id)
    deletions.model("digits", ORDER)


def test_a_job_that_trains_a_version_again_keeps_it(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    job = queued(database, name="digits", retrains={"model": "digits@1", "promote": None})
    with pytest.raises(Conflict, match=f"is needed by job {job.id} .queued., which uses digits@1"):
        deletions.model("digits@1", ORDER)


def test_a_name_that_begins_alike_keeps_nothing(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    queued(database, spec={"task": "batch", "model": "more-digits@1", "note": "digits@10"})
    deletions.model("digits@1", ORDER)


def test_a_job_of_an_owner_who_may_use_a_model_keeps_it_and_is_not_named(
    database: Database, deletions: Deletions, trained: Callable[..., Job]
) -> None:
    trained()
    grants = Grants(database)
    job = Jobs(database, "bob").create(NEW_FOREIGN)[0]
    grants.give(Kind.MODEL, "digits", "bob", Right.USE, "ann")
    with pytest.raises(Conflict, match=r"a job of an owner with whom digits@1 is shared: .* withdraw the grant") as raised:
        deletions.model("digits", ORDER)
    assert job.id not in raised.value.detail
    grants.withdraw(Kind.MODEL, "digits", "bob", "ann")
    deletions.model("digits", ORDER)


def test_a_model_that_others_continue_stays(deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    trained("more", spec={"start_from": "digits@1"})
    with pytest.raises(Conflict, match="is needed by model more@1, which was made from digits@1: delete it first"):
        deletions.model("digits", ORDER)
    deletions.model("more", ORDER)
    deletions.model("digits", ORDER)


def test_versions_of_one_model_that_continue_each_other_go_together(deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    trained(spec={"start_from": "digits@1"})
    with pytest.raises(Conflict, match="model digits@2, which was made from digits@1"):
        deletions.model("digits@1", ORDER)
    assert deletions.model("digits", ORDER).n_versions == 2


def shared(database: Database, files: Files, base: Job) -> Job:
    """Make a job of the model `partner` that shares layers with a model, of which it makes a new version."""
    job = running(database, name="partner")
    own, other = (files.attempt_folder(job.id, "1") / name / "model.h5" for name in ("", "shared"))
    other.parent.mkdir()
    for path in (own, other):
        path.write_bytes(b"x" * 10)
    moved = new_version(artifact=files.key(other), provenance={"shares": {"model": "partner", "layers": ["a"]}})
    assert Registry(database).register(job.id, job.attempt, new_version(artifact=files.key(own)), MovedVersion("digits", base.id, moved))
    return job


def test_files_of_a_version_in_the_folder_of_another_job_go_alone(
    database: Database, deletions: Deletions, purging: Purging, files: Files, trained: Callable[..., Job], tmp_path: Path
) -> None:
    partner = shared(database, files, trained())
    with pytest.raises(Conflict, match="model digits@2, which shares layers with partner: delete it first"):
        deletions.model("partner", ORDER)
    deletion = deletions.model("digits", PURGE)
    assert (deletion.n_versions, deletion.n_jobs, deletion.size_bytes) == (2, 1, 160)
    gone(purging)
    assert below(tmp_path) == [f"jobs/{partner.id}/1/model.h5"]
    assert deletions.model("partner", PURGE).n_jobs == 1
    gone(purging)
    assert below(tmp_path) == []


def test_a_job_waits_for_a_version_that_can_still_be_restored(
    database: Database, deletions: Deletions, purging: Purging, files: Files, trained: Callable[..., Job]
) -> None:
    job = trained()
    shared(database, files, job)
    first = deletions.model("digits@2", ORDER)
    assert deletions.model("digits@1", PURGE).n_jobs == 0
    gone(purging)
    with pytest.raises(Conflict, match=rf"model digits@2, which is deleted and can still be restored: purge it \(DELETE /v1/deletions/{first.id}\)"):
        deletions.job(job.id, ORDER)
    deletions.undo(first.id, "nobody")
    assert Registry(database).resolve("digits").ref == "digits@2"


def test_a_sweep_goes_whole_or_not_at_all(database: Database, deletions: Deletions, purging: Purging) -> None:
    made, _ = Jobs(database).create_sweep([NEW, NEW])
    with pytest.raises(Conflict, match="is queued: cancel it first"):
        deletions.sweep(made[0].sweep or "", ORDER)
    for job in made:
        Jobs(database).request_cancel(job.id)
    assert deletions.sweep(made[0].sweep or "", PURGE).n_jobs == 2
    with pytest.raises(NotFound):
        Jobs(database).sweep(made[0].sweep or "")
    gone(purging)
    assert rows_of(database)["jobs"] == []


def test_a_queued_job_of_a_checkpoint_keeps_the_job_that_made_it(database: Database, deletions: Deletions, ended: Callable[..., Job]) -> None:
    job = ended()
    user = queued(database, spec={"from_checkpoint": {"job": job.id, "epoch": 1}})
    with pytest.raises(Conflict, match=f"job {user.id} .queued., which registers a checkpoint of job {job.id}"):
        deletions.job(job.id, ORDER)


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


def test_grants_end_and_are_not_restored(database: Database, deletions: Deletions, files: Files, trained: Callable[..., Job]) -> None:
    trained()
    dataset, grants = data_set(database, files), Grants(database)
    grants.give(Kind.MODEL, "digits", "bob", Right.USE, "ann")
    grants.give(Kind.DATASET, dataset.id, "bob", Right.USE, "ann")
    found = [deletions.model("digits", ORDER), deletions.dataset(dataset.id, ORDER)]
    with pytest.raises(NotFound):
        grants.of(Kind.MODEL, "digits")
    for deletion in found:
        deletions.undo(deletion.id, "nobody")
    assert (grants.of(Kind.MODEL, "digits"), grants.of(Kind.DATASET, dataset.id)) == ([], [])
    actions = [row["action"] for row in rows_of(database)["audit"]]
    assert sorted(actions) == ["delete"] * 2 + ["give grant"] * 2 + ["undo deletion"] * 2 + ["withdraw grant"] * 2


def test_grants_on_a_model_stay_while_a_version_does(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    trained()
    Grants(database).give(Kind.MODEL, "digits", "bob", Right.USE, "ann")
    deletions.model("digits@2", ORDER)
    assert len(Grants(database).of(Kind.MODEL, "digits")) == 1


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


def test_a_key_of_a_deleted_job_is_not_used_again_before_the_job_is_gone(database: Database, deletions: Deletions, purging: Purging) -> None:
    job = queued(database, idempotency_key="k")
    Jobs(database).request_cancel(job.id)
    deletion = deletions.job(job.id, ORDER)
    with pytest.raises(Conflict, match=f"was used for job {job.id}, which is deleted"):
        queued(database, idempotency_key="k")
    deletions.purge(deletion.id)
    gone(purging)
    assert queued(database, idempotency_key="k").id != job.id


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


def test_an_alias_keeps_its_version_and_the_model(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    for _ in range(2):
        trained()
    aliases = Aliases(database)
    aliases.move("digits", "champion", 1, None, "ann")
    for ref in ("digits", "digits@1"):
        with pytest.raises(Conflict, match="is needed by alias digits:champion, which means version 1: move it, or delete it"):
            deletions.model(ref, ORDER)
    deletion = deletions.model("digits@2", ORDER)
    with pytest.raises(Invalid, match="of which the newest is 1, got 2"):
        aliases.move("digits", "champion", 2, 1, "ann")
    deletions.undo(deletion.id, "ann")
    aliases.move("digits", "champion", 2, 1, "ann")
    deletions.model("digits@1", PURGE)
    assert Registry(database).resolve("digits:champion").ref == "digits@2"


def test_a_model_without_versions_has_no_aliases_and_takes_none(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    deletions.model("digits", ORDER)
    for call in (lambda: Aliases(database).of("digits"), lambda: Aliases(database).move("digits", "champion", 1, None, "ann")):
        with pytest.raises(NotFound):
            call()
