"""Two owners with things of the same names: each has its own, and what a shared model records is its owner's."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI

from models.checking.check import require_sound
from models.jobs import run
from models.training.listener import SilentListener
from service.access.caller import Caller
from service.deps import Parts
from service.store.owners import Right
from service.store.rows import NewVersion
from service.store.trials import JobProcess
from tests.integration.given import LONG_S, claim, new_version
from tests.integration.service.owners.asking import Asker, forget_references
from tests.integration.service.owners.things import END, as_layer, registered, spec_of
from tests.integration.trained import Trained
from tests.responses import faults
from tests.untied import untied
from tests.uploaded import image, zipped
from workers.attempt import Assignment, Attempt
from workers.attempt import new_version as version_of
from workers.devices import Share
from workers.job_process import run_task
from workers.stores import Stores

RIDGE = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}


def upload(asker: Asker, name: str, content: bytes) -> dict[str, Any]:
    response = asker("POST", "/v1/datasets", files={"file": (name, content)})
    assert response.status_code in (200, 201), response.text
    return {"status": response.status_code, **response.json()}


def test_the_same_bytes_are_a_data_set_of_each(askers: dict[str, Asker]) -> None:
    made = [upload(askers[name], "t.csv", b"x,y\n1,2\n3,4\n") for name in ("ann", "bob", "ann", "bob")]
    assert [one["status"] for one in made] == [201, 201, 200, 200]
    assert made[0]["id"] == made[2]["id"] != made[1]["id"] == made[3]["id"]
    assert [one["owner"] for one in made[:2]] == ["ann", "bob"]
    assert all(one["sha256"][:8] not in one["id"] for one in made)
    assert askers["ann"]("DELETE", f"/v1/datasets/{made[0]['id']}").status_code == 200
    assert askers["bob"].get(f"/v1/datasets/{made[1]['id']}")["upload"]["id"] == made[1]["id"]


@pytest.mark.parametrize(("path", "body"), [("/v1/jobs", {"spec": RIDGE}), ("/v1/sweeps", {"spec": RIDGE, "sweep": {"a": {}}})])
def test_the_same_idempotency_key_is_a_job_of_each(path: str, body: dict[str, Any], askers: dict[str, Asker]) -> None:
    key = {"Idempotency-Key": f"k{path[-5:]}"}
    ids = [askers[name]("POST", path, json=body, headers=key).json()["id"] for name in ("ann", "bob", "ann", "bob")]
    assert ids[0] == ids[2] != ids[1] == ids[3]
    other = askers["bob"]("POST", path, json={**body, "name": "x"}, headers=key)
    assert other.status_code == 409
    assert ids[0] not in other.text


def test_the_same_name_is_a_model_of_each_also_in_the_cache_of_loaded_models(askers: dict[str, Asker], parts: Parts, trained: Trained) -> None:
    ann, bob, inputs = askers["ann"], askers["bob"], {"inputs": [[0.5], [3.0]]}
    for owner, trained_as in (("ann", "line"), ("bob", "stiff-line"), ("bob", "line")):
        registered(parts, owner, "line", trained.versions[trained_as])
    ann.share("models/line", "bob", "use")

    def predicted(asker: Asker, ref: str) -> tuple[str, Any]:
        response = asker("POST", f"/v1/models/{ref}/predict", json=inputs)
        assert response.status_code == 200, response.text
        return response.json()["model"], response.json()["predictions"]

    for _ in range(2):  # From the cache the second time.
        (_, line), (_, stiff) = predicted(ann, "line@1"), predicted(bob, "line@1")
        assert line != stiff
        assert predicted(ann, "line") == ("line@1", line)
        assert predicted(bob, "line") == ("line@2", line)
        for written in ("ann/line", "ann%2Fline", "ann/line@1", "ann%2fline@1"):
            assert predicted(bob, written) == ("ann/line@1", line)
    assert [version["ref"] for version in bob.get("/v1/models/line/versions")["versions"]] == ["line@2", "line@1"]
    assert [version["ref"] for version in bob.get("/v1/models/ann/line/versions")["versions"]] == ["ann/line@1"]
    ann.withdraw("models/line", "bob")
    forget_references(parts)
    assert bob("POST", "/v1/models/ann/line/predict", json=inputs).status_code == 404


def test_a_session_with_a_shared_model_has_its_reference_as_one_segment(askers: dict[str, Asker], parts: Parts) -> None:
    session = parts.sessions.open("bob", "ann/stream@1", (np.zeros(3),))
    for written in ("ann/stream", "ann%2Fstream@1"):
        assert askers["bob"].get(f"/v1/models/{written}/sessions/{session.id}")["model"] == "ann/stream@1"
    own = parts.sessions.open("ann", "stream@1", (np.zeros(3),))
    assert askers["ann"].get(f"/v1/models/ann/stream/sessions/{own.id}")["model"] == "stream@1"


def test_a_session_that_was_opened_before_there_were_owners_is_the_default_owners(askers: dict[str, Asker], parts: Parts, app: FastAPI) -> None:
    session = parts.sessions.open("default", "stream@1", (np.zeros(3),))
    parts.sessions._redis.hdel(f"modelbook:session:{session.id}", "owner")
    path = f"/v1/models/stream/sessions/{session.id}"
    assert Asker(askers["ann"].client, "default").get(path)["id"] == session.id
    assert askers["ann"]("GET", path).status_code == 404


def nested(parts: Parts, trained: Trained, name: str) -> None:
    """Register a model of ann with her model `base` as a layer, without files."""
    signature = trained.versions["digits"].signature
    registered(parts, "ann", name, new_version(signature=signature), as_layer("base@1"))


@pytest.fixture(scope="module")
def base(parts: Parts, trained: Trained) -> str:
    """Ann's model, which is larger than bob's of the same name, and models of hers that have it as a layer."""
    registered(parts, "ann", "base", trained.versions["digits"], spec_of("digits"))
    small = {**spec_of("digits"), "model": {"kind": "sequential", "layers": [END]}}
    registered(parts, "bob", "base", new_version(signature=trained.versions["digits"].signature), small)
    nested(parts, trained, "tower")
    return "base"


def test_the_names_in_the_spec_of_a_shared_model_are_its_owners(base: str, askers: dict[str, Asker]) -> None:
    ann, bob = askers["ann"], askers["bob"]
    ann.share("models/tower", "bob", "use")
    hers = ann("POST", "/v1/specs/check", json={"spec": as_layer("tower")}).json()
    his = bob("POST", "/v1/specs/check", json={"spec": as_layer("ann/tower")}).json()
    assert (his["errors"], his["total_parameters"]) == ([], hers["total_parameters"])
    assert his["spec"]["model"]["nodes"][1]["model"] == "ann/tower@1"
    ann.withdraw("models/tower", "bob")


def test_what_a_job_takes_over_of_a_shared_model_has_to_be_shared_as_well(base: str, askers: dict[str, Asker]) -> None:
    ann, bob = askers["ann"], askers["bob"]
    ann.share("models/tower", "bob", "use")
    changed = {"start_from": {"model": "ann/tower", "append": [END]}, **{part: spec_of("digits")[part] for part in ("data", "training")}}
    refused = faults(bob("POST", "/v1/jobs", json={"spec": changed}))
    assert list(refused) == ["/spec/start_from"]
    assert "'ann/base@1'; another owner's model has to be shared with you for use" in refused["/spec/start_from"]
    ann.share("models/base", "bob", "use")
    made = bob("POST", "/v1/jobs", json={"spec": changed})
    assert made.status_code == 202, made.text
    assert [node["model"] for node in made.json()["spec"]["model"]["nodes"] if node["model"]] == ["ann/base@1"]
    ann.withdraw("models/tower", "bob")
    ann.withdraw("models/base", "bob")


def test_ones_own_model_stays_whole_when_a_grant_on_a_part_of_it_is_withdrawn(
    base: str, askers: dict[str, Asker], parts: Parts, trained: Trained
) -> None:
    askers["ann"].share("models/base", "bob", "use")
    registered(parts, "bob", "house", new_version(signature=trained.versions["digits"].signature), as_layer("ann/base@1"))
    before = askers["bob"]("POST", "/v1/specs/check", json={"spec": as_layer("house")}).json()
    askers["ann"].withdraw("models/base", "bob")
    after = askers["bob"]("POST", "/v1/specs/check", json={"spec": as_layer("house")}).json()
    assert (after["ok"], after["total_parameters"]) == (True, before["total_parameters"])
    tied = {**as_layer("house"), "share_layers_with": {"model": "house", "layers": ["end"]}}
    assert askers["bob"]("POST", "/v1/specs/check", json={"spec": tied}).json()["errors"] == []


def test_a_link_of_a_shared_model_is_not_followed(askers: dict[str, Asker], parts: Parts, trained: Trained) -> None:
    """The other model would get a new version, and it is neither shared nor bob's own of that name."""
    digits = trained.versions["digits"]
    linked = {"shares": {"model": "twin", "layers": ["dense"]}}
    for owner, name, provenance in (("ann", "twin", {}), ("bob", "twin", {}), ("ann", "linked", linked)):
        registered(parts, owner, name, new_version(signature=digits.signature, provenance=provenance), spec_of("digits"))
    askers["ann"].share("models/linked", "bob", "use")
    hers = askers["ann"]("POST", "/v1/specs/check", json={"spec": _without_link("linked")}).json()["spec"]
    his = askers["bob"]("POST", "/v1/specs/check", json={"spec": _without_link("ann/linked")}).json()["spec"]
    assert hers["share_layers_with"]["model"] == "twin@1"
    assert his["share_layers_with"] is None


def _without_link(start: str) -> dict[str, Any]:
    return {**{key: value for key, value in spec_of("digits").items() if key != "share_layers_with"}, "start_from": start}


@pytest.mark.parametrize("what", ["model", "data set"])
def test_a_job_whose_grant_is_withdrawn_before_it_runs_fails_with_that_reason(
    what: str, base: str, askers: dict[str, Asker], parts: Parts, tmp_path: Path
) -> None:
    ann, bob = askers["ann"], askers["bob"]
    dataset = upload(ann, "w.csv", b"x,y\n1,2\n2,3\n3,9\n")["id"]
    thing = "models/base" if what == "model" else f"datasets/{dataset}"
    table = {**RIDGE, "data": {"source": f"dataset:{dataset}", "target": "y"}}
    ann.share(thing, "bob", "use")
    job = bob("POST", "/v1/jobs", json={"spec": {**spec_of("digits"), "start_from": "ann/base"} if what == "model" else table}).json()
    ann.withdraw(thing, "bob")
    ended = worked(bob, job["id"], parts)
    assert ended["state"] == "failed"
    assert "has to be shared with you for use, and a grant that was withdrawn no longer counts" in ended["error"]


def test_a_worker_looks_up_what_a_spec_names_as_the_owner_of_the_job(askers: dict[str, Asker], parts: Parts) -> None:
    dataset = upload(askers["ann"], "v.csv", b"x,y\n" + b"".join(b"%d,%d\n" % (x, 2 * x) for x in range(20)))["id"]
    askers["ann"].share(f"datasets/{dataset}", "bob", "use")
    spec = {**RIDGE, "data": {"source": f"dataset:{dataset}", "target": "y"}}
    job = askers["bob"]("POST", "/v1/jobs", json={"spec": spec, "name": "from-ann"}).json()
    ended = worked(askers["bob"], job["id"], parts)
    assert (ended["state"], ended["error"], ended["model"]) == ("succeeded", None, "from-ann@1")
    assert askers["bob"].get("/v1/models/from-ann")["owner"] == "bob"
    assert askers["ann"]("GET", "/v1/models/from-ann").status_code == 404


def worked(asker: Asker, job_id: str, parts: Parts) -> dict[str, Any]:
    """Do what the process of a job does; return the job."""
    stores = Stores.of(parts.settings)
    claimed = claim(stores.database, job_id, "worker-1", LONG_S)
    assert claimed is not None
    process, folder = JobProcess(job_id, claimed.process or "", "worker-1"), stores.files.attempt_folder(job_id, "1")
    assignment = Assignment(process, claimed.owner, claimed.attempt, "cpu", claimed.spec, folder, parts.settings, Share("", 0))
    try:
        run_task(Attempt(assignment, stores, untied()))
    finally:
        stores.database.close()
    return dict(asker.get(f"/v1/jobs/{job_id}"))


@pytest.fixture(scope="module")
def gallery(askers: dict[str, Asker], parts: Parts) -> str:
    """A classifier of ann's images, some of which it takes for others; returns the id of the data set."""
    images = {f"{label}/{index}.png": image(index * 9 % 251) for label in "ab" for index in range(12)}
    dataset: str = upload(askers["ann"], "pictures.zip", zipped(images))["id"]
    steps = [{"step": "image", "size": [4, 4], "mode": "grey"}, {"step": "cast"}, {"step": "reshape", "shape": [16]}]
    spec = {
        "data": {"source": f"dataset:{dataset}", "split": {"test": 0.25}},
        "preprocessing": {"inputs": steps},
        "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]},
    }
    registered(parts, "ann", "gallery", _trained(parts, spec), require_sound(spec, _lookup(parts, "ann")).model_dump(mode="json"))
    return dataset


def _lookup(parts: Parts, owner: str) -> Any:
    return parts.seen_by(Caller(owner)).lookup


def _trained(parts: Parts, spec: dict[str, Any]) -> NewVersion:
    lookup = _lookup(parts, "ann")
    outcome = run(require_sound(spec, lookup), parts.files.attempt_folder("gallery", "1"), SilentListener(), registered=lookup)
    return version_of(outcome, parts.files)


def test_the_gallery_of_a_shared_model_is_shown_to_those_who_may_look_at_its_data_set(gallery: str, askers: dict[str, Asker]) -> None:
    ann, bob, path = askers["ann"], askers["bob"], "/v1/models/ann/gallery/evaluation/misclassified.png"
    ann.share("models/gallery", "bob", "use")
    assert bob.get("/v1/models/ann/gallery/evaluation")["classification"]
    refused = bob("GET", path)
    assert (refused.status_code, refused.json()["detail"].split(";")[0]) == (404, 'model ann/gallery@1 has no plot "misclassified"')
    ann.share(f"datasets/{gallery}", "bob", Right.READ.value)
    drawn = bob("GET", path)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png"), drawn.text
    ann.withdraw(f"datasets/{gallery}", "bob")
    again = bob("GET", path, headers={"If-None-Match": drawn.headers["etag"]})
    assert again.status_code == 404, "a 304 would show the image that the caller has kept"
