"""Models of several inputs and outputs over HTTP: shown, asked in each form they take, and refused in every other."""

import io
import warnings
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from models.training.finish import Outcome
from service.settings import Settings
from service.store.database import Database
from service.store.files import Files
from service.store.registry import Registry
from tests.integration.given import running
from tests.integration.named_jobs import PERSON, people, trained
from tests.integration.sent import npy
from tests.integration.toy_models import predicted
from tests.responses import faults
from tests.unit.models.checking.test_specs_by_port import TWO_WAYS
from tests.uploaded import npz
from workers.attempt import new_version

pytestmark = pytest.mark.slow

#: An input of text cannot be sent as an array, so the model that is asked by arrays has numbers alone.
NUMBERS = {
    "/data/inputs/place/features": ["size"],
    "/data/inputs/facts/features": ["age"],
    "/preprocessing/inputs/place": [],
    "/training/epochs": 1,
    "/training/validation": None,
}


@pytest.fixture(scope="module")
def settings(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a stack with `people` (rows with text) and `numbers` (numbers alone), each of two inputs and two outputs."""
    registered, files = people(tmp_path_factory.mktemp("upload")), Files(settings.files)
    for name, changes in (("people", {}), ("numbers", NUMBERS)):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
            outcome = trained(files.attempt_folder(name, "1"), registered, changes)
        _register(settings, name, outcome, files)
    return settings


def _register(settings: Settings, name: str, outcome: Outcome, files: Files) -> None:
    """Register a model as a worker does, of a job that has its spec."""
    database = Database(settings.database_url)
    job = running(database, name=name, spec=outcome.content.spec)
    assert Registry(database).register(job.id, job.attempt, new_version(outcome, files)) is not None
    database.close()


def ask(client: httpx.Client, body: bytes, media: str, model: str = "numbers") -> httpx.Response:
    return client.post(f"/v1/models/{model}/predict", content=body, headers={"content-type": media})


def test_the_model_shows_its_inputs_and_outputs_by_name(client: httpx.Client) -> None:
    model = client.get("/v1/models/people").json()
    signature = model["signature"]
    assert model["kind"] is None
    assert {name: given["columns"] for name, given in signature["inputs"].items()} == {"facts": ["age", "size"], "place": ["side"]}
    assert {name: (given["kind"], given["labels"]) for name, given in signature["outputs"].items()} == {
        "kind": ("classification", ["a", "b"]),
        "weight": ("regression", None),
    }
    assert [step["spec"]["step"] for step in model["preprocessing"]["targets"]["weight"]] == ["min_max"]
    assert model["serving"]["runtime"] == "onnx"


def test_each_sample_is_answered_by_each_output(client: httpx.Client) -> None:
    response = client.post("/v1/models/people/predict?probabilities=none", json={"inputs": [PERSON, PERSON]})
    first, second = predicted(response)
    assert first == second
    assert {name: list(answer) for name, answer in first.items()} == {"kind": ["label", "probability"], "weight": ["value"]}


def test_an_archive_of_arrays_is_answered_like_objects(client: httpx.Client) -> None:
    arrays = npz(facts=np.array([[30.0], [40.0]]), place=np.array([[1.5], [1.9]]))
    objects = [{"facts": [30.0], "place": [1.5]}, {"facts": {"age": 40.0}, "place": [1.9]}]
    one_by_one = [predicted(client.post("/v1/models/numbers/predict", json={"inputs": [sample]}))[0] for sample in objects]
    for found, expected in zip(predicted(ask(client, arrays, "application/x-npz")), one_by_one, strict=True):
        assert found["weight"]["value"] == pytest.approx(expected["weight"]["value"], rel=1e-5)
        assert found["kind"]["label"] == expected["kind"]["label"]


@pytest.mark.parametrize(
    ("inputs", "pointer", "phrase"),
    [
        ([PERSON, {"facts": [30, 1.5]}], "/inputs/1/place", "expected a value for each input"),
        ([{**PERSON, "places": ["left"]}], "/inputs/0/places", "expected no other inputs than facts, place"),
        ([{**PERSON, "facts": [1, 2, 3]}], "/inputs/0/facts", "got 3 numbers"),
        ([{**PERSON, "facts": {"age": 1, "size": "tall"}}], "/inputs/0/facts/size", "expected a number"),
        ([[30, 1.5, "left"]], "/inputs/0", "expected an object with the inputs facts, place"),
    ],
)
def test_a_sample_that_cannot_be_taken_is_pointed_at(inputs: list[Any], pointer: str, phrase: str, client: httpx.Client) -> None:
    found = faults(client.post("/v1/models/people/predict", json={"inputs": inputs}))
    assert list(found) == [pointer]
    assert phrase in found[pointer]


@pytest.mark.parametrize(
    ("arrays", "pointer", "phrase"),
    [
        ({"facts": np.ones((2, 1))}, "/inputs/place", "expected an array for each input, got none"),
        ({"facts": np.ones((2, 1)), "place": np.ones((2, 1)), "x": np.ones(2)}, "/inputs/x", "expected no other arrays than facts, place"),
        ({"facts": np.ones((2, 1)), "place": np.ones((3, 1))}, "/inputs/place", "as many samples as facts has, 2, got 3"),
        ({"facts": np.array([["a"]]), "place": np.ones((1, 1))}, "/inputs/facts", "expected an array of numbers"),
        ({"facts": np.ones((2, 4)), "place": np.ones((2, 1))}, "/inputs/0/facts", "expected numbers of shape (1,)"),
    ],
)
def test_an_archive_that_cannot_be_taken_is_pointed_at(arrays: dict[str, Any], pointer: str, phrase: str, client: httpx.Client) -> None:
    found = faults(ask(client, npz(**arrays), "application/x-npz"))
    assert pointer in found
    assert phrase in found[pointer]


def test_what_is_no_archive_is_refused(client: httpx.Client) -> None:
    assert "expected a NumPy .npz archive" in faults(ask(client, b"PK\x03\x04 and no more", "application/x-npz"))[""]


@pytest.mark.parametrize("media", ["text/csv", "image/png", "application/x-npy", "multipart/form-data; boundary=x"])
def test_bodies_that_name_no_inputs_are_refused_with_those_that_do(media: str, client: httpx.Client) -> None:
    response = ask(client, npy(np.ones((1, 2))), media)
    assert response.status_code == 415
    assert "this model has the inputs facts, place: expected application/json with an object per sample, or an archive" in response.json()["detail"]


def test_a_method_and_a_surface_are_refused(client: httpx.Client) -> None:
    body = {"inputs": [PERSON], "method": "predict"}
    assert "expected no method" in faults(client.post("/v1/models/people/predict", json=body))["/method"]
    axis = {"feature": 0, "from": 0, "to": 1, "steps": 2}
    assert "expected a model of one input" in faults(client.post("/v1/models/people/surface", json={"x": axis, "y": axis}))[""]


def test_each_output_has_its_own_evaluation(client: httpx.Client) -> None:
    shown = {name: client.get("/v1/models/people/evaluation", params={"output": name}).json() for name in ("kind", "weight")}
    assert {name: (one["ref"], one["kind"], one["n_samples"]) for name, one in shown.items()} == {
        "kind": ("people@1", "classification", 12),
        "weight": ("people@1", "regression", 12),
    }
    drawn = client.get("/v1/models/people/evaluation/confusion.png", params={"output": "kind"})
    with Image.open(io.BytesIO(drawn.content)) as image:
        assert image.format == "PNG"
    assert client.get("/v1/models/people/evaluation/confusion.png", params={"output": "weight"}).status_code == 404
    assert client.get("/v1/models/people/evaluation/misclassified.png").status_code == 404


@pytest.mark.parametrize("query", [{}, {"output": "height"}])
def test_an_evaluation_without_its_output_says_which_there_are(query: dict[str, str], client: httpx.Client) -> None:
    assert "expected one of kind, weight" in faults(client.get("/v1/models/people/evaluation", params=query))["/query/output"]


def test_a_model_of_several_inputs_is_no_layer_and_its_like_alone_starts_from_it(client: httpx.Client) -> None:
    model = {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]}
    training = {"loss": "mean_squared_error", "epochs": 1}
    spec = {"start_from": "people@1", "data": {"source": "noisy_sine"}, "model": model, "training": training}
    (fault,) = client.post("/v1/specs/check", json={"spec": spec}).json()["errors"]
    assert fault == {"pointer": "/spec/start_from", "detail": "expected a functional model, as people@1 is one, got sequential"}
    spec = {"start_from": {"model": "people"}, "data": {"source": "noisy_sine"}, "training": training}
    pointers = [fault["pointer"] for fault in client.post("/v1/specs/check", json={"spec": spec}).json()["errors"]]
    assert pointers == ["/spec/data/inputs", "/spec/data/targets"]
    changed = {"model": "people", "drop_last": 1, "append": [{"layer": "Dense", "units": 1}]}
    (fault,) = client.post("/v1/specs/check", json={"spec": {**spec, "start_from": changed}}).json()["errors"]
    assert (fault["pointer"], "but people@1 has 2" in fault["detail"]) == ("/spec/start_from", True)
    nodes = [{"name": "x"}, {"name": "out", "inputs": ["x"], "model": "people"}]
    spec = {"data": {"source": "noisy_sine"}, "model": {"kind": "functional", "nodes": nodes, "outputs": ["out"]}, "training": training}
    (fault,) = client.post("/v1/specs/check", json={"spec": spec}).json()["errors"]
    assert fault["pointer"] == "/spec/model/nodes/1"


def test_a_job_by_names_is_taken_and_its_spec_shown_as_it_came(client: httpx.Client) -> None:
    job = client.post("/v1/jobs", json={"spec": TWO_WAYS})
    assert job.status_code == 202, job.text
    spec = job.json()["spec"]
    assert spec["data"]["inputs"] == {"picture": {"features": None}, "pixels": {"features": None}}
    assert spec["training"]["loss_weights"] == {"number": 0.3}
