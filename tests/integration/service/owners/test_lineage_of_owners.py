"""Lineages: from data to what continued from a version, in both directions, and what of it another owner sees."""

from typing import Any

import pytest

from models.core.merge_patch import merge_patch
from service.deps import Parts
from service.lineage import MOST_STEPS, MOST_THINGS
from service.store.jobs import Jobs
from service.store.rows import Job
from tests.integration.given import new_job, new_version
from tests.integration.service.owners.asking import Asker
from tests.integration.service.owners.things import as_layer, registered, spec_of

TABLE = {"data": {"source": "dataset:?", "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}


def lineage(asker: Asker, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = asker.get(f"/v1/models/{ref}/lineage")
    return found


def links(found: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(link["parent"], link["relation"], link["child"]) for link in found["links"]}


def thing(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in found["things"] if each["name"] == name)


def made(parts: Parts, name: str, owner: str = "ann", **changes: Any) -> Job:
    """Register a model of an owner without files, of the spec of a network of digits with those fields changed."""
    return registered(parts, owner, name, new_version(provenance={"data_sha256": "d" * 64}), merge_patch(spec_of("digits"), changes))


def continued(parts: Parts, name: str, ref: str, owner: str = "ann") -> Job:
    """Register a model that continues from a version."""
    return made(parts, name, owner, start_from=ref)


def retrained(parts: Parts, name: str, ref: str, owner: str = "ann") -> Job:
    """Register a model by a retraining of a version."""
    retrains = {"model": ref, "promote": None}
    return registered(parts, owner, name, new_version(), spec_of("digits"), retrains=retrains)


def test_a_model_follows_from_its_data_and_what_continued_from_it_follows(askers: dict[str, Asker], parts: Parts) -> None:
    first = made(parts, "chain-a")
    second, third = continued(parts, "chain-b", "chain-a@1"), continued(parts, "chain-c", "chain-b@1")
    for ref in ("chain-a", "chain-b", "chain-c@1"):
        found = lineage(askers["ann"], ref)
        expected = {
            ("dataset mnist", "data", f"job {first.id}"),
            (f"job {first.id}", "made", "model chain-a@1"),
            ("model chain-a@1", "start", f"job {second.id}"),
            (f"job {second.id}", "made", "model chain-b@1"),
            ("model chain-b@1", "start", f"job {third.id}"),
            (f"job {third.id}", "made", "model chain-c@1"),
        }
        assert expected <= links(found)
        assert found["complete"]
        assert not any(each["gone"] for each in found["things"])
    assert thing(found, "chain-a@1")["data_sha256"] == "d" * 64
    assert thing(found, first.id)["state"] == "succeeded"
    assert thing(found, first.id)["title"] == "chain-a"


def test_an_ancestor_whose_spec_is_no_longer_readable_leaves_the_lineage_incomplete(askers: dict[str, Asker], parts: Parts) -> None:
    old = made(parts, "old-a", training={"optimizer": {"name": "of a plug-in that is gone"}})
    followed = continued(parts, "old-b", "old-a@1")
    found = lineage(askers["ann"], "old-b")
    assert (f"job {old.id}", "made", "model old-a@1") in links(found)
    assert ("model old-a@1", "start", f"job {followed.id}") in links(found)
    assert not any(child == f"job {old.id}" for _, _, child in links(found))
    assert not found["complete"]


def test_a_version_of_before_has_what_followed_only(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "twice")
    made(parts, "twice")
    continued(parts, "after", "twice@1")
    assert "after@1" in {each["name"] for each in lineage(askers["ann"], "twice@1")["things"]}
    assert "after@1" not in {each["name"] for each in lineage(askers["ann"], "twice")["things"]}


def test_a_model_as_a_layer_and_one_that_layers_are_shared_with_are_parents(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "inner")
    job = registered(parts, "ann", "outer", new_version(), as_layer("inner@1"))
    sharing = made(parts, "sharer", share_layers_with={"model": "inner@1", "layers": ["dense*"]})
    found = links(lineage(askers["ann"], "inner"))
    assert {("model inner@1", "layer", f"job {job.id}"), ("model inner@1", "share", f"job {sharing.id}")} <= found
    assert ("model inner@1", "layer", f"job {job.id}") in links(lineage(askers["ann"], "outer"))


def test_a_retraining_follows_from_the_version_that_it_trained_again(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "kept-up")
    job = retrained(parts, "kept-up", "kept-up@1")
    expected = {("model kept-up@1", "retrained", f"job {job.id}"), (f"job {job.id}", "made", "model kept-up@2")}
    for ref in ("kept-up@1", "kept-up@2"):
        assert expected <= links(lineage(askers["ann"], ref))


def test_a_retraining_of_a_shared_model_is_seen_by_whoever_may(askers: dict[str, Asker], parts: Parts) -> None:
    ann, bob = askers["ann"], askers["bob"]
    made(parts, "offered")
    ann.share("models/offered", "bob", "use")
    job = retrained(parts, "offered-again", "ann/offered@1", owner="bob")
    expected = {("model ann/offered@1", "retrained", f"job {job.id}"), (f"job {job.id}", "made", "model offered-again@1")}
    assert expected <= links(lineage(bob, "offered-again"))
    assert expected <= links(lineage(bob, "ann/offered"))
    assert job.id not in {each["name"] for each in lineage(ann, "offered")["things"]}
    ann.withdraw("models/offered", "bob")
    assert thing(lineage(bob, "offered-again"), "ann/offered@1")["gone"]


def test_another_owner_sees_of_a_retraining_what_it_may(askers: dict[str, Asker], parts: Parts) -> None:
    ann, bob = askers["ann"], askers["bob"]
    made(parts, "private-first")
    job = retrained(parts, "lent-second", "private-first@1")
    ann.share("models/lent-second", "bob", "use")
    found = lineage(bob, "ann/lent-second")
    assert ("model ann/private-first@1", "retrained", f"job {job.id}") in links(found)
    assert thing(found, "ann/private-first@1")["gone"]
    ann.withdraw("models/lent-second", "bob")


def test_a_data_set_has_the_versions_before_it(askers: dict[str, Asker], parts: Parts) -> None:
    ann = askers["ann"]
    first = ann("POST", "/v1/datasets", files={"file": ("grown.csv", "x,y\n1,1\n2,0\n3,1\n")}).json()
    second = ann("POST", f"/v1/datasets/{first['id']}/append", files={"file": ("more.csv", "x,y\n4,1\n")}).json()
    job = registered(parts, "ann", "grown", new_version(), merge_patch(TABLE, {"data": {"source": second["source"]}}))
    found = lineage(ann, "grown")
    grown = {(f"dataset {first['source']}", "appended", f"dataset {second['source']}"), (f"dataset {second['source']}", "data", f"job {job.id}")}
    assert grown <= links(found)
    assert (thing(found, second["source"])["title"], thing(found, second["source"])["sha256"]) == (second["name"], second["sha256"])


def test_what_was_deleted_is_named_as_gone(askers: dict[str, Asker], parts: Parts) -> None:
    ann = askers["ann"]
    source = ann("POST", "/v1/datasets", files={"file": ("gone.csv", "x,y\n1,7\n2,0\n")}).json()["source"]
    registered(parts, "ann", "orphan", new_version(), merge_patch(TABLE, {"data": {"source": source}, "start_from": "never@1"}))
    assert ann("DELETE", f"/v1/datasets/{source.removeprefix('dataset:')}").status_code == 200
    found = lineage(ann, "orphan")
    for name in (source, "never@1"):
        assert {key for key, value in thing(found, name).items() if value} == {"id", "kind", "name", "gone"}


def test_a_checkpoint_follows_from_its_job(askers: dict[str, Asker], parts: Parts) -> None:
    job = made(parts, "trained")
    kept = made(parts, "kept", from_checkpoint={"job": job.id, "epoch": 1})
    assert (f"job {job.id}", "checkpoint", f"job {kept.id}") in links(lineage(askers["ann"], "kept"))


def test_a_job_without_a_model_yet_is_shown_with_its_state(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "awaited")
    job = Jobs(parts.database, "ann").create(new_job(name="waiting", spec=merge_patch(spec_of("digits"), {"start_from": "awaited@1"})))[0]
    found = lineage(askers["ann"], "awaited")
    assert (thing(found, job.id)["state"], thing(found, job.id)["title"]) == ("queued", "waiting")


def test_a_job_that_predicts_on_a_data_set_is_no_part_of_it(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "busy")
    batch = {"task": "batch", "model": "busy@1", "data": {"source": "mnist"}, "format": "csv"}
    job = Jobs(parts.database, "ann").create(new_job(name=None, spec=batch))[0]
    assert job.id not in {each["name"] for each in lineage(askers["ann"], "busy")["things"]}


def test_another_owners_lineage_of_a_shared_model_has_its_own_jobs_and_no_others(askers: dict[str, Asker], parts: Parts) -> None:
    ann, bob = askers["ann"], askers["bob"]
    source = ann("POST", "/v1/datasets", files={"file": ("private.csv", "x,y\n1,9\n2,0\n")}).json()["source"]
    made(parts, "hidden")
    job = registered(parts, "ann", "lent", new_version(), merge_patch(spec_of("digits"), {"data": {"source": source}, "start_from": "hidden@1"}))
    secret = continued(parts, "secret", "lent@1")
    ann.share("models/lent", "bob", "use")
    mine = continued(parts, "mine", "ann/lent@1", owner="bob")
    found = lineage(bob, "ann/lent")
    assert found["model"] == "ann/lent@1"
    assert {each["name"] for each in found["things"] if each["gone"]} == {job.id, source, "ann/hidden@1"}
    assert {("model ann/lent@1", "start", f"job {mine.id}"), (f"job {mine.id}", "made", "model mine@1")} <= links(found)
    assert secret.id not in {each["name"] for each in found["things"]}
    assert not {"private.csv", "secret@1", "secret"} & {value for each in found["things"] for value in each.values()}
    assert mine.id not in {each["name"] for each in lineage(ann, "lent")["things"]}
    ann.withdraw("models/lent", "bob")


def test_a_longer_chain_than_is_shown_says_so(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "long-0")
    for index in range(MOST_STEPS + 2):
        continued(parts, f"long-{index + 1}", f"long-{index}@1")
    for ref, kept, left_out in (("long-0", f"long-{MOST_STEPS}@1", f"long-{MOST_STEPS + 1}@1"), (f"long-{MOST_STEPS + 2}", "long-2@1", "long-0@1")):
        found = lineage(askers["ann"], ref)
        names = {each["name"] for each in found["things"]}
        assert (found["complete"], kept in names, left_out in names) == (False, True, False)


def test_more_followers_than_are_shown_are_said_to_be_left_out(askers: dict[str, Asker], parts: Parts) -> None:
    made(parts, "popular")
    jobs = Jobs(parts.database, "ann")
    for _ in range(MOST_THINGS + 1):
        jobs.create(new_job(name="fan", spec=merge_patch(spec_of("digits"), {"start_from": "popular@1"})))
    found = lineage(askers["ann"], "popular")
    assert (found["complete"], len(found["things"])) == (False, MOST_THINGS)
    ids = {each["id"] for each in found["things"]}
    assert all({link["parent"], link["child"]} <= ids for link in found["links"])


@pytest.mark.parametrize("side", ["ref", "with"])
def test_a_model_is_not_compared_with_one_of_anothers(askers: dict[str, Asker], parts: Parts, side: str) -> None:
    for owner in ("ann", "bob"):
        made(parts, f"{owner}s-own", owner)
    mine, theirs = "bobs-own", "ann/anns-own@1"
    ref, other = (theirs, mine) if side == "ref" else (mine, theirs)
    found = askers["bob"]("GET", f"/v1/models/{ref}/compare?with={other}")
    missing = askers["bob"]("GET", f"/v1/models/{ref.replace('anns', 'xxxx')}/compare?with={other.replace('anns', 'xxxx')}")
    assert (found.status_code, found.text.replace("anns", "xxxx")) == (404, missing.text)
