"""Downloads of a model's parts, what plain Keras makes of them, and jobs that go on from a model."""

import hashlib
import json
from pathlib import Path
from typing import Any

import httpx
import keras
import numpy as np
import onnxruntime
import pytest
import yaml
from numpy.testing import assert_allclose, assert_array_equal

from models.artifact.file import read_artifact
from models.core.merge_patch import merge_patch
from service.settings import Settings
from service.store.database import Database
from service.store.registry import Registry
from tests.integration.given import running
from tests.integration.sent import Pixels
from tests.integration.trained import SPECS, Trained, register, register_all

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

FORMS = ("weights", "architecture", "architecture?format=yaml", "onnx", "artifact")


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a network, whose job keeps its spec, and two pipelines, one of them without ONNX."""
    settings = register_all(settings, trained, "line", "trees")
    content = read_artifact(trained.folder / trained.versions["digits"].artifact).content
    database = Database(settings.database_url)
    job = running(database, name="digits", spec=content.spec)
    assert Registry(database).register(job.id, job.attempt, trained.versions["digits"])
    database.close()
    return settings


@pytest.fixture(scope="module")
def network(settings: Settings, trained: Trained) -> keras.Model:
    return keras.models.load_model(trained.folder / trained.versions["digits"].artifact, compile=False)


def got(client: httpx.Client, form: str, model: str = "digits") -> httpx.Response:
    response = client.get(f"/v1/models/{model}/{form}")
    assert response.status_code == 200, response.text
    return response


def refused(client: httpx.Client, form: str, model: str) -> tuple[int, str]:
    response = client.get(f"/v1/models/{model}/{form}")
    return response.status_code, response.json()["detail"]


@pytest.mark.parametrize("form", FORMS)
def test_the_etag_of_a_download_is_the_sha256_of_its_body(client: httpx.Client, form: str) -> None:
    first, second = got(client, form), got(client, form)
    assert first.headers["etag"].removeprefix("W/") == f'"{hashlib.sha256(first.content).hexdigest()}"'
    assert (first.content, first.headers["etag"]) == (second.content, second.headers["etag"])


@pytest.mark.parametrize("form", FORMS)
def test_a_download_that_is_known_is_not_sent_again(client: httpx.Client, form: str) -> None:
    etag = got(client, form).headers["etag"]
    known = client.get(f"/v1/models/digits/{form}", headers={"If-None-Match": etag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", etag)
    assert client.get(f"/v1/models/digits/{form}", headers={"If-None-Match": '"0"'}).status_code == 200


@pytest.mark.parametrize(
    ("form", "media", "name"),
    [
        ("artifact", "application/x-hdf5", "digits-1.h5"),
        ("weights", "application/x-hdf5", "digits-1-weights.h5"),
        ("architecture", "application/json", "digits-1.json"),
        ("architecture?format=yaml", "application/yaml", "digits-1.yaml"),
        ("onnx", "application/octet-stream", "digits-1.onnx"),
    ],
)
def test_a_download_says_what_it_is_and_how_it_is_called(client: httpx.Client, form: str, media: str, name: str) -> None:
    headers = got(client, form).headers
    assert headers["content-type"].split(";")[0] == media
    assert f'filename="{name}"' in headers["content-disposition"]


@pytest.mark.parametrize("form", ["architecture", "architecture?format=yaml"])
def test_plain_keras_rebuilds_the_model_from_architecture_and_weights(client: httpx.Client, network: keras.Model, tmp_path: Path, form: str) -> None:
    text = got(client, form).text
    rebuilt = keras.models.model_from_json(json.dumps(yaml.safe_load(text)) if form.endswith("yaml") else text)
    path = tmp_path / "digits-1-weights.h5"
    path.write_bytes(got(client, "weights").content)
    assert any(np.any(one != other) for one, other in zip(rebuilt.get_weights(), network.get_weights(), strict=True))
    rebuilt.load_weights(path)
    for one, other in zip(rebuilt.get_weights(), network.get_weights(), strict=True):
        assert_array_equal(one, other, strict=True)


def test_both_forms_of_an_architecture_are_the_same_object(client: httpx.Client) -> None:
    as_json = json.loads(got(client, "architecture").text)
    assert as_json == yaml.safe_load(got(client, "architecture?format=yaml").text)
    assert [layer["class_name"] for layer in as_json["config"]["layers"]] == ["InputLayer", "Dense", "Dense"]


def test_the_onnx_file_runs_by_itself(client: httpx.Client, network: keras.Model, images: Pixels) -> None:
    session = onnxruntime.InferenceSession(got(client, "onnx").content, providers=["CPUExecutionProvider"])
    x = images.reshape(len(images), 784).astype(np.float32) / 255
    (found,) = session.run(None, {session.get_inputs()[0].name: x})
    assert_allclose(found, network.predict(x, verbose=0), atol=1e-6)


def test_the_architecture_has_two_forms(client: httpx.Client) -> None:
    response = client.get("/v1/models/digits/architecture?format=xml")
    assert response.status_code == 422
    assert "'json' or 'yaml'" in response.text


@pytest.mark.parametrize("form", ["weights", "architecture"])
def test_a_pipeline_has_neither_weights_nor_architecture(client: httpx.Client, form: str) -> None:
    status, detail = refused(client, form, "line")
    assert status == 404
    assert detail.startswith("model line@1 is a scikit-learn pipeline: it has no separate weights")


def test_a_pipeline_may_have_an_onnx_form(client: httpx.Client) -> None:
    assert got(client, "onnx", "line").content


def test_a_model_that_onnx_cannot_run_has_no_such_file_and_says_why(client: httpx.Client) -> None:
    status, detail = refused(client, "onnx", "trees")
    assert status == 404
    assert detail.startswith("model trees@1 has no ONNX form; it is served by sklearn: ")
    assert len(detail) > 80


@pytest.mark.parametrize("form", FORMS)
def test_a_model_that_is_not_there_has_no_downloads(client: httpx.Client, form: str) -> None:
    assert refused(client, form, "digits@9")[0] == 404


@pytest.fixture(scope="module")
def gone(settings: Settings, trained: Trained) -> str:
    register(settings, "gone", trained.versions["digits"], artifact="jobs/gone/1/model.h5", onnx="jobs/gone/1/model.onnx")
    return "gone"


@pytest.mark.parametrize("form", FORMS)
def test_what_a_model_without_its_files_is_made_of_is_not_available(client: httpx.Client, gone: str, form: str) -> None:
    assert refused(client, form, gone) == (503, "the file of model gone@1 is missing")


@pytest.mark.parametrize("form", ["weights", "architecture"])
def test_the_parts_of_a_damaged_file_are_not_available(client: httpx.Client, settings: Settings, trained: Trained, form: str) -> None:
    name = f"damaged-{form[:4]}"
    whole = (settings.files / trained.versions["digits"].artifact).read_bytes()
    (settings.files / f"{name}.h5").write_bytes(whole[: len(whole) // 2])
    register(settings, name, trained.versions["digits"], artifact=f"{name}.h5")
    status, detail = refused(client, form, name)
    assert status == 503
    assert detail.startswith(f"the file of model {name}@1 is damaged: expected an HDF5 file, but {name}.h5 cannot be opened")


def job_of(changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the body of a job that goes on from the newest model of digits."""
    recipe, patch = SPECS["digits"]
    return {"recipe": recipe, "patch": merge_patch({**patch, "start_from": "digits"}, changes or {})}


def test_a_job_that_goes_on_from_a_model_keeps_the_version_it_meant(client: httpx.Client) -> None:
    response = client.post("/v1/jobs", json=job_of())
    assert response.status_code == 202, response.text
    assert response.json()["spec"]["start_from"] == "digits@1"


def test_a_job_that_goes_on_from_another_architecture_is_refused_by_the_field(client: httpx.Client) -> None:
    response = client.post("/v1/jobs", json=job_of({"model": {"layers": [{"layer": "Dense", "units": 10, "activation": "softmax"}]}}))
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["pointer"] == "/patch/start_from"
    assert "expected the architecture of digits@1, but layer 1 is dense (Dense, output (10,), 7,850 parameters) here" in error["detail"]


@pytest.mark.parametrize("ref", ["digits@2", "nothing", "", "digits@0"])
def test_a_job_that_goes_on_from_a_model_that_is_not_there_is_refused(client: httpx.Client, ref: str) -> None:
    (error,) = client.post("/v1/jobs", json=job_of({"start_from": ref})).json()["errors"]
    assert error["pointer"] == "/patch/start_from"
    assert error["detail"].startswith(f'there is no model "{ref}"')


def test_the_checker_warns_of_an_optimizer_that_starts_anew(client: httpx.Client) -> None:
    found = client.post("/v1/specs/check", json=job_of({"training": {"optimizer": {"name": "sgd"}}})).json()
    assert found["ok"]
    assert [row["layer"] for row in found["layers"]] == ["Dense", "Dense"]
    assert [warning["pointer"] for warning in found["warnings"]] == ["/patch/training/optimizer"]


@pytest.mark.parametrize(("ref", "faults"), [("digits", []), ("line", ["node base: expected a registered network, got 'line'"])])
def test_a_network_is_a_layer_of_another_and_a_pipeline_is_not(client: httpx.Client, ref: str, faults: list[str]) -> None:
    nodes = [
        {"name": "in"},
        {"name": "base", "inputs": ["in"], "model": ref, "trainable": False},
        {"name": "out", "inputs": ["base"], "layer": {"layer": "Dense", "units": 10, "activation": "softmax"}},
    ]
    recipe, patch = SPECS["digits"]
    body = {"recipe": recipe, "patch": {**patch, "model": {"kind": "functional", "layers": None, "nodes": nodes, "outputs": ["out"]}}}
    found = client.post("/v1/specs/check", json=body).json()
    assert [error["detail"] for error in found["errors"]] == faults
    if not faults:
        rows = [(row["layer"], row["output_shape"], row["parameters"], row["trainable"]) for row in found["layers"][1:]]
        assert rows == [("model digits@1", [10], 203_530, 0), ("Dense", [10], 110, 110)]
        assert found["spec"]["model"]["nodes"][1]["model"] == "digits@1"
