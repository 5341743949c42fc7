"""What needs a thing keeps it from being deleted: jobs, models, checkpoints, aliases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.errors import Conflict, Invalid, NotFound
from service.store.aliases import Aliases
from service.store.database import Database
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.grants import Grants
from service.store.jobs import Jobs
from service.store.owners import Kind, Right
from service.store.purging import Purging
from service.store.registry import MovedVersion, Registry
from service.store.rows import Job
from tests.integration.given import new_job, new_version, queued, rows_of, running
from tests.integration.service.store.deleted_things import ORDER, PURGE, below, gone

WITH_MODELS = Order("nobody", with_models=True)
NEW, NEW_FOREIGN = new_job(), new_job(spec={"task": "batch", "model": "default/digits@1"})


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


def test_a_key_of_a_deleted_job_is_not_used_again_before_the_job_is_gone(database: Database, deletions: Deletions, purging: Purging) -> None:
    job = queued(database, idempotency_key="k")
    Jobs(database).request_cancel(job.id)
    deletion = deletions.job(job.id, ORDER)
    with pytest.raises(Conflict, match=f"was used for job {job.id}, which is deleted"):
        queued(database, idempotency_key="k")
    deletions.purge(deletion.id)
    gone(purging)
    assert queued(database, idempotency_key="k").id != job.id
