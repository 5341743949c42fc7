"""Operations of one form of body each, the kind of an answer, and the schemas of a model."""

from typing import Any

import httpx
import numpy as np
import pytest
from jsonschema import Draft202012Validator

from service.settings import Settings
from tests.integration.sent import Pixels, encoded, form, npy
from tests.integration.trained import Trained, register_all

Request = dict[str, Any]


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_all(settings, trained, "line", "digits")


def sent(images: Pixels) -> dict[str, Request]:
    """A request of one image for each operation that takes images."""
    binary = {"content-type": "application/octet-stream"}
    return {
        "rows": {"json": {"inputs": images[:1].tolist()}},
        "images": {"files": form(encoded(images[0]))},
        "image": {"content": encoded(images[0]), "headers": binary},
        "arrays": {"content": npy(images[:1]), "headers": binary},
    }


@pytest.mark.parametrize("operation", ["rows", "images", "image", "arrays"])
def test_each_operation_answers_as_the_one_that_takes_every_body(client: httpx.Client, images: Pixels, operation: str) -> None:
    request = sent(images)[operation]
    expected = client.post("/v1/models/digits/predict", **request).raise_for_status().json()
    assert client.post(f"/v1/models/digits/predict/{operation}", **request).raise_for_status().json() == expected
    assert (expected["kind"], expected["predictions"][0]["label"]) == ("classification", 7)


@pytest.mark.parametrize("media", ["image/png", "image/webp", "application/octet-stream"])
def test_one_image_has_any_content_type_of_an_image(client: httpx.Client, images: Pixels, media: str) -> None:
    answer = client.post("/v1/models/digits/predict/image", content=encoded(images[0]), headers={"content-type": media})
    assert answer.raise_for_status().json()["predictions"][0]["label"] == 7


@pytest.mark.parametrize(
    ("operation", "media", "expected"),
    [
        ("rows", "text/csv", "expected application/json, got text/csv"),
        ("images", "application/json", "expected multipart/form-data, got application/json"),
        ("image", "application/x-npy", "expected image/png, image/jpeg, application/octet-stream, got application/x-npy"),
        ("csv", "", "expected text/csv, got no content type"),
        ("arrays", "multipart/form-data", "expected application/x-npy, application/x-npz, application/octet-stream, got multipart/form-data"),
    ],
)
def test_an_operation_refuses_the_bodies_of_others(client: httpx.Client, operation: str, media: str, expected: str) -> None:
    answer = client.post(f"/v1/models/digits/predict/{operation}", content=b"{}", headers={"content-type": media} if media else {})
    assert (answer.status_code, answer.json()["detail"]) == (415, expected)


def test_a_file_of_no_known_format_is_refused(client: httpx.Client) -> None:
    answer = client.post("/v1/models/digits/predict/arrays", content=b"\x89PNG...", headers={"content-type": "application/octet-stream"})
    assert (answer.status_code, answer.json()["detail"]) == (400, "expected a file of one of the formats npy, npz, got 7 bytes that begin as none")


@pytest.mark.parametrize(
    ("model", "method", "kind", "keys"),
    [
        ("line", None, "regression", {"value"}),
        ("digits", "predict", "classification", {"label"}),
        ("digits", "predict_proba", "probabilities", {"probabilities"}),
    ],
)
def test_the_kind_of_an_answer_decides_the_form_of_its_predictions(client: httpx.Client, model: str, method: str, kind: str, keys: set[str]) -> None:
    inputs = [[0.5]] if model == "line" else [[0] * 784]
    answer = client.post(f"/v1/models/{model}/predict/rows", json={"inputs": inputs, "method": method}).raise_for_status().json()
    assert (answer["kind"], set(answer["predictions"][0])) == (kind, keys)


def test_a_model_shows_the_schemas_of_what_it_takes_and_gives(client: httpx.Client, images: Pixels) -> None:
    found = client.get("/v1/models/digits/schema").raise_for_status().json()
    taken, given = Draft202012Validator(found["input"]), Draft202012Validator(found["output"])
    assert (found["model"], found["kind"]) == ("digits@1", "classification")
    for each in (images[0].tolist(), images[0].reshape(784).tolist(), "iVBORw0KGgo="):
        taken.validate(each)
    for other in (np.zeros((28, 27)).tolist(), [0] * 783, 7, None):
        assert not taken.is_valid(other)
    assert given.is_valid({"label": 9, "probability": 0.5, "probabilities": {"9": 0.5}})
    assert not given.is_valid({"label": 10, "probability": 0.5})
    assert not given.is_valid({"label": 9, "probabilities": {"ten": 0.5}})


def test_a_model_that_does_not_exist_has_no_schema(client: httpx.Client) -> None:
    assert client.get("/v1/models/nothing/schema").status_code == 404
