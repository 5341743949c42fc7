"""Latent spaces over HTTP: samples drawn and decoded, inputs encoded, reconstructions as pictures."""

import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from PIL import Image

from models.serving.compiled.latent import DECODER, ENCODER
from service.settings import Settings
from service.store.rows import NewVersion
from tests.autoencoders import variational
from tests.integration.counted import n_calls
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.responses import fault
from tests.sealed import sealed

pytestmark = pytest.mark.slow

PNG = {"accept": "image/png"}


@pytest.fixture(scope="module")
def autoencoder(trained: Trained) -> NewVersion:
    """A variational autoencoder of small digits."""
    return train_spec(trained.folder, "autoencoder", variational(epochs=4))


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained, autoencoder: NewVersion) -> Settings:
    """Settings of a stack with an autoencoder, and a classifier."""
    settings = register_all(settings, trained, "digits")
    register(settings, "autoencoder", autoencoder)
    return settings


@pytest.fixture
def raw() -> list[Any]:
    """Two inputs of the autoencoder."""
    return np.random.default_rng(0).integers(0, 17, size=(2, 8, 8)).tolist()


def sample(client: httpx.Client, body: Any, model: str = "autoencoder", **headers: str) -> httpx.Response:
    return client.post(f"/v1/models/{model}/sample", json=body, headers=headers)


def drawn(client: httpx.Client, body: Any) -> dict[str, Any]:
    response = sample(client, body)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def size_of(response: httpx.Response) -> tuple[int, int]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    size: tuple[int, int] = Image.open(io.BytesIO(response.content)).size
    return size


def test_samples_are_nested_lists_in_the_raw_units_and_equal_for_equal_seeds(client: httpx.Client) -> None:
    body = drawn(client, {"n_samples": 5, "seed": 7})
    assert set(body) == {"model", "points", "samples"}
    assert body["model"] == "autoencoder@1"
    samples = np.array(body["samples"])
    assert samples.shape == (5, 8, 8)
    assert 0 <= samples.min() < samples.max() <= 16
    assert np.shape(body["points"]) == (5, 2)
    assert drawn(client, {"n_samples": 5, "seed": 7}) == body
    assert drawn(client, {"n_samples": 5, "seed": 8})["samples"] != body["samples"]
    assert drawn(client, {"n_samples": 5})["points"] != drawn(client, {"n_samples": 5})["points"]


def test_points_that_were_answered_decode_to_the_same_samples(client: httpx.Client) -> None:
    body = drawn(client, {"n_samples": 2, "seed": 1})
    assert drawn(client, {"points": body["points"]}) == body


def test_samples_are_a_picture_where_one_is_asked_for(client: httpx.Client) -> None:
    assert size_of(sample(client, {"n_samples": 16, "seed": 7}, **PNG)) == (32, 32)


def test_drawings_have_the_version_and_the_times(client: httpx.Client, raw: list[Any]) -> None:
    reconstructed = client.post("/v1/models/autoencoder/predict", json={"inputs": raw}, headers=PNG)
    for response in (sample(client, {"n_samples": 1}, **PNG), reconstructed):
        assert response.headers["x-model-version"] == "autoencoder@1"
        assert "model;dur=" in response.headers["server-timing"]


def test_inputs_are_encoded_as_the_points_that_reconstruct_them(client: httpx.Client, raw: list[Any]) -> None:
    body = client.post("/v1/models/autoencoder/encode", json={"inputs": raw}).json()
    assert (body["model"], np.shape(body["points"])) == ("autoencoder@1", (2, 2))
    answers = client.post("/v1/models/autoencoder/predict", json={"inputs": raw}).json()["predictions"]
    assert all(set(answer) == {"value", "error"} for answer in answers)
    np.testing.assert_allclose(drawn(client, {"points": body["points"]})["samples"], [answer["value"] for answer in answers], atol=1e-3)
    assert client.post("/v1/models/autoencoder/encode", json={"inputs": []}).json()["points"] == []


def test_reconstructions_are_a_picture_where_one_is_asked_for(client: httpx.Client, raw: list[Any]) -> None:
    assert size_of(client.post("/v1/models/autoencoder/predict", json={"inputs": raw}, headers=PNG)) == (16, 8)
    nothing = client.post("/v1/models/autoencoder/predict", json={"inputs": []}, headers=PNG)
    assert fault(nothing)[0] == "/inputs"


def test_a_model_shows_how_large_its_latent_space_is(client: httpx.Client) -> None:
    sizes = {name: client.get(f"/v1/models/{name}").json()["signature"]["latent_size"] for name in ("autoencoder", "digits")}
    assert sizes == {"autoencoder": 2, "digits": None}
    assert client.get("/v1/models/autoencoder").json()["kind"] == "reconstruction"


@pytest.mark.parametrize(
    ("body", "pointer", "phrase"),
    [
        ({"n_samples": 0}, "/n_samples", "greater than or equal to 1"),
        ({"n_samples": "many"}, "/n_samples", "valid integer"),
        ({"m": 1}, "/m", "unknown"),
        ({}, "", "expected either 'n_samples'"),
        ({"points": [[0, 0], [0, 0, 0]]}, "/points/1", "expected a point of 2 numbers, got 3"),
        ({"points": [[0, "x"]]}, "/points/0/1", "valid number"),
    ],
)
def test_what_cannot_be_sampled_is_refused_with_a_pointer(client: httpx.Client, body: Any, pointer: str, phrase: str) -> None:
    faults = sample(client, body).json()["errors"]
    assert any(found["pointer"] == pointer and phrase in found["detail"] for found in faults), faults


def test_a_model_without_a_latent_space_says_so(client: httpx.Client, raw: list[Any]) -> None:
    for response in (sample(client, {"n_samples": 1}, "digits"), client.post("/v1/models/digits/encode", json={"inputs": raw})):
        assert fault(response) == ("", "expected a variational autoencoder; this model, one of classification, has no latent space")


def test_sampling_takes_json_and_a_model_that_is_there_and_encoding_no_method(client: httpx.Client, raw: list[Any]) -> None:
    assert client.post("/v1/models/autoencoder/sample", content=b"n", headers={"content-type": "text/csv"}).status_code == 415
    assert sample(client, {"n_samples": 1}, "none").status_code == 404
    encoded = client.post("/v1/models/autoencoder/encode", json={"inputs": raw, "method": "predict"})
    assert fault(encoded)[0] == "/method"


def test_lost_and_damaged_halves_are_compiled_anew_and_those_that_cannot_be_are_unavailable(
    client: httpx.Client, settings: Settings, trained: Trained, autoencoder: NewVersion
) -> None:
    folder = (trained.folder / autoencoder.artifact).parent
    expected = drawn(client, {"n_samples": 2, "seed": 3})
    for name, spoil in (("lost", Path.unlink), ("damaged", lambda path: path.write_bytes(b"no ONNX"))):
        again = _copied(settings, folder, name)
        spoil(settings.files / again / ENCODER)
        register(settings, name, autoencoder, artifact=f"{again}/model.h5", onnx=f"{again}/model.onnx")
        response = sample(client, {"n_samples": 2, "seed": 3}, name)
        assert response.status_code == 200, response.text
        np.testing.assert_allclose(response.json()["samples"], expected["samples"], rtol=1e-5)
    broken = _copied(settings, folder, "broken")
    sealed(settings.files / broken / "model.h5", lambda file: file.__delitem__("modelbook/latent_points"))
    register(settings, "broken", autoencoder, artifact=f"{broken}/model.h5", onnx=f"{broken}/model.onnx")
    response = sample(client, {"n_samples": 1}, "broken")
    assert response.status_code == 503
    assert response.json()["detail"].startswith("the latent space of model default/broken@1 cannot be served: ")


def _copied(settings: Settings, folder: Path, name: str) -> str:
    """Copy the files of a model; return the key of the folder they lie in then."""
    target = settings.files / "jobs" / name / "1"
    target.mkdir(parents=True)
    for file in ("model.h5", "model.onnx", ENCODER, DECODER):
        (target / file).write_bytes((folder / file).read_bytes())
    return f"jobs/{name}/1"


def test_every_call_is_counted(client: httpx.Client, app: FastAPI, raw: list[Any]) -> None:
    before = n_calls(app, "autoencoder")
    assert sample(client, {"n_samples": 1}).status_code == 200
    assert sample(client, {"n_samples": 1}, **PNG).status_code == 200
    assert client.post("/v1/models/autoencoder/encode", json={"inputs": raw}).status_code == 200
    assert client.post("/v1/models/autoencoder/predict", json={"inputs": raw}).status_code == 200
    assert client.post("/v1/models/autoencoder/predict", json={"inputs": raw}, headers=PNG).status_code == 200
    assert n_calls(app, "autoencoder") == before + 5
