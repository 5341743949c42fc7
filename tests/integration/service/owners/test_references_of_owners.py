"""References inside specs to what is another owner's: refused as what is not there, unless it is shared for use."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from ulid import ULID

from service.deps import Parts
from service.store.rows import NewVersion
from tests.integration.given import new_version
from tests.integration.service.owners.asking import Asker
from tests.integration.service.owners.things import END, as_layer, registered, spec_of
from tests.integration.trained import SPECS, Trained
from tests.responses import faults

TABLE = {"data": {"source": "dataset:{dataset}", "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
EYES: dict[str, Any] = {"layer": "Backbone", "backbone": "MobileNetV2", "name": "eyes", "pooling": "avg"}
IMAGES = [{"step": "image", "size": [32, 32]}, {"step": "cast"}, {"step": "add_channel"}]
#: A network with a backbone; a whole network as a layer of another one.
WITH_EYES: dict[str, Any] = {
    "data": {"source": "mnist", "subset": 0.01},
    "preprocessing": {"inputs": IMAGES, "targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [EYES, END]},
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}


#: Each field of a spec that names a model -> a spec that names a network by that field, and one with a backbone.
OF_MODELS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "start_from": lambda ref, _: {**spec_of("digits"), "start_from": ref},
    "start_from/model": lambda ref, _: {
        **{part: spec_of("digits")[part] for part in ("data", "training")},
        "start_from": {"model": ref, "drop_last": 1, "append": [END]},
    },
    "share_layers_with/model": lambda ref, _: {**spec_of("digits"), "share_layers_with": {"model": ref, "layers": ["dense*"]}},
    "model/nodes/model": lambda ref, _: as_layer(ref),
    "model/layers/weights": lambda _, eyes: {**WITH_EYES, "model": {"kind": "sequential", "layers": [{**EYES, "weights": eyes}, END]}},
}
#: Each field of a spec that names something by its id.
OF_IDS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "data/source": lambda dataset, _: {**TABLE, "data": {"source": f"dataset:{dataset}", "target": "y"}},
    "data/source of named inputs": lambda dataset, _: {
        **spec_of("digits"),
        "data": {"source": f"dataset:{dataset}", "inputs": {"a": {"features": ["x"]}}, "targets": {"b": {"target": "y"}}},
    },
    "data.source of a search": lambda dataset, _: {
        **{**TABLE, "data": {"source": "noisy_sine"}, "task": "search"},
        "search": {"strategy": "grid", "folds": 2, "space": {"data.source": [f"dataset:{dataset}"], "ridge__alpha": [1.0]}},
    },
    "from_checkpoint": lambda _, job: {**spec_of("digits"), "from_checkpoint": {"job": job, "epoch": 1}},
}
#: How a spec is sent -> method and body.
WAYS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "/v1/jobs": lambda spec: {"spec": spec},
    "/v1/specs/check": lambda spec: {"spec": spec},
    "/v1/specs/parts": lambda spec: {"spec": spec},
    "/v1/specs/prepared": lambda spec: {"spec": spec},
    "/v1/augmentation/preview": lambda spec: {"spec": spec},
    "/v1/sweeps": lambda spec: {"spec": spec, "sweep": {"one": {}}},
    "/v1/sweeps by a patch": lambda spec: {"recipe": "mnist-dense-784", "sweep": {"one": {}, "two": _patch(spec)}},
    "/v1/jobs by a patch": lambda spec: {"recipe": "mnist-dense-784", "patch": _patch(spec)},
    "/v1/specs/check by a patch": lambda spec: {"recipe": "mnist-dense-784", "patch": _patch(spec)},
}


def _patch(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a patch that makes a spec of a recipe."""
    return {"preprocessing": None, "training": None, "model": None, **spec}


#: Names of ann's models: a network of digits, and one with a backbone; and names of the same length that nobody has.
NET, EYED = "annsnet", "annseyes"
ABSENT = {NET: "zzzznet", EYED: "zzzzeyes"}


@dataclass(frozen=True)
class Shared:
    """What ann has and specs of bob name."""

    dataset: str
    job: str


@pytest.fixture(scope="module")
def shared(askers: dict[str, Asker], parts: Parts, trained: Trained) -> Shared:
    digits = trained.versions["digits"]
    job = registered(parts, "ann", NET, digits, spec_of("digits"))
    registered(parts, "ann", EYED, _with_shape(digits, [32, 32, 1]), WITH_EYES)
    uploaded = askers["ann"]("POST", "/v1/datasets", files={"file": ("t.csv", "x,y\n" + "1,2\n2,3\n3,5\n" * 10)})
    return Shared(uploaded.json()["id"], job.id)


def _with_shape(version: NewVersion, shape: list[int]) -> NewVersion:
    """Return a version of another input shape, without files."""
    inputs = {name: {**port, "model_shape": shape} for name, port in version.signature["inputs"].items()}
    return new_version(signature={**version.signature, "inputs": inputs})


@pytest.fixture(autouse=True)
def nothing_shared(askers: dict[str, Asker], shared: Shared) -> Iterator[None]:
    """Withdraw what a test has shared."""
    yield
    for thing in (f"models/{NET}", f"models/{EYED}", f"datasets/{shared.dataset}"):
        for grant in askers["ann"].get(f"/v1/{thing}/grants")["grants"]:
            askers["ann"].withdraw(thing, grant["grantee"])


def sent(asker: Asker, way: str, spec: dict[str, Any]) -> httpx.Response:
    return asker("POST", way.split()[0], json=WAYS[way](spec))


def as_absent(response: httpx.Response, stand_ins: dict[str, str]) -> str:
    text = response.text
    for real, stand_in in stand_ins.items():
        text = text.replace(real, stand_in)
    return text


def share_all(ann: Asker, shared: Shared, right: str) -> None:
    for thing in (f"models/{NET}", f"models/{EYED}", f"datasets/{shared.dataset}"):
        ann.share(thing, "bob", right)


@pytest.mark.parametrize("right", ["nothing", "read"])
@pytest.mark.parametrize("written", ["{name}", "{name}@1", "ann/{name}", "ann/{name}@1"])
@pytest.mark.parametrize("field", list(OF_MODELS))
def test_a_model_of_anothers_is_refused_as_one_that_is_not_there(
    field: str, written: str, right: str, askers: dict[str, Asker], shared: Shared, statements: list[str]
) -> None:
    if right == "read":
        share_all(askers["ann"], shared, "read")
    names = [written.format(name=name) for name in (NET, EYED)]
    missing = [written.format(name=ABSENT[name]) for name in (NET, EYED)]
    for way in WAYS:
        statements.clear()
        found, n_found = sent(askers["bob"], way, OF_MODELS[field](*names)), list(statements)
        statements.clear()
        expected = sent(askers["bob"], way, OF_MODELS[field](*missing))
        assert refused(found), f"{way}: {found.text}"
        assert as_absent(found, ABSENT) == expected.text
        assert n_found == statements


def refused(response: httpx.Response) -> bool:
    """Tell whether a spec is refused; a check says so in its body."""
    return response.status_code == 422 or (response.status_code == 200 and response.json()["ok"] is False)


@pytest.mark.parametrize("right", ["nothing", "read"])
@pytest.mark.parametrize("field", list(OF_IDS))
def test_an_id_of_anothers_is_refused_as_one_that_is_not_there(
    field: str, right: str, askers: dict[str, Asker], shared: Shared, statements: list[str]
) -> None:
    if right == "read":
        share_all(askers["ann"], shared, "read")
    stand_ins = {shared.dataset: secrets.token_hex(10), shared.job: str(ULID())}
    for way in WAYS:
        statements.clear()
        found, n_found = sent(askers["bob"], way, OF_IDS[field](shared.dataset, shared.job)), list(statements)
        statements.clear()
        expected = sent(askers["bob"], way, OF_IDS[field](*stand_ins.values()))
        assert refused(found), f"{way}: {found.text}"
        assert as_absent(found, stand_ins) == expected.text
        assert n_found == statements


@pytest.mark.parametrize("written", ["ann/{name}", "ann/{name}@1"])
@pytest.mark.parametrize("field", [field for field in OF_MODELS if not field.startswith("share")])
def test_a_model_that_is_shared_for_use_is_named_in_specs(field: str, written: str, askers: dict[str, Asker], shared: Shared) -> None:
    share_all(askers["ann"], shared, "use")
    names = [written.format(name=name) for name in (NET, EYED)]
    made = sent(askers["bob"], "/v1/jobs", OF_MODELS[field](*names))
    assert made.status_code == 202, made.text
    assert f'"ann/{EYED if "weights" in field else NET}@1"' in made.text


def test_layers_are_not_shared_with_a_model_of_anothers(askers: dict[str, Asker], shared: Shared) -> None:
    """The job would make a new version of it."""
    share_all(askers["ann"], shared, "use")
    found = faults(sent(askers["bob"], "/v1/jobs", OF_MODELS["share_layers_with/model"]("ann/annsnet", "")))
    expected = "expected a model of your own, which gets a new version with the layers as the job trains them, got ann/annsnet@1 of another owner"
    assert found == {"/spec/share_layers_with/model": expected}


def test_a_data_set_that_is_shared_for_use_is_named_in_specs(askers: dict[str, Asker], shared: Shared) -> None:
    share_all(askers["ann"], shared, "use")
    spec = OF_IDS["data/source"](shared.dataset, "")
    statuses = {way: sent(askers["bob"], way, spec).status_code for way in WAYS if "specs" in way or way == "/v1/jobs"}
    assert statuses == {"/v1/jobs": 202, "/v1/specs/check": 200, "/v1/specs/parts": 200, "/v1/specs/prepared": 200, "/v1/specs/check by a patch": 200}


def test_a_name_is_that_of_ones_own_model_and_may_have_the_owner_before_it(askers: dict[str, Asker], shared: Shared, parts: Parts) -> None:
    made = sent(askers["ann"], "/v1/jobs", OF_MODELS["start_from"]("ann/annsnet", ""))
    assert made.json()["spec"]["start_from"] == "annsnet@1"
    assert askers["ann"].get("/v1/models/ann/annsnet")["ref"] == "annsnet@1"
    linked = {"spec": OF_MODELS["share_layers_with/model"]("ann/annsnet", ""), "name": NET}
    assert list(faults(askers["ann"]("POST", "/v1/jobs", json=linked))) == ["/name"]


def test_what_is_shared_with_everybody_is_shared_with_each(askers: dict[str, Asker], shared: Shared) -> None:
    askers["ann"].share("models/annsnet", "*", "use")
    for name in ("bob", "carl"):
        assert sent(askers[name], "/v1/jobs", OF_MODELS["start_from"]("ann/annsnet", "")).status_code == 202


def test_a_patch_of_a_recipe_names_a_shared_model(askers: dict[str, Asker], shared: Shared) -> None:
    share_all(askers["ann"], shared, "use")
    recipe, patch = SPECS["digits"]
    made = askers["bob"]("POST", "/v1/jobs", json={"recipe": recipe, "patch": {**patch, "start_from": "ann/annsnet"}})
    assert made.json()["spec"]["start_from"] == "ann/annsnet@1", made.text
