"""Predictions that are refused, each with what was expected, what came, and where."""

import base64
import io
import json
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from service.app import create_app
from service.settings import Settings
from tests.hostile.families.images import webp
from tests.integration.given import client_of
from tests.integration.sent import Pixels, encoded, form, npy, post_file
from tests.integration.trained import Trained, register_all
from tests.responses import fault


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which `line` (a regression) and `digits` (a classifier of pictures) are registered."""
    return register_all(settings, trained, "line", "digits")


def test_other_probabilities_are_refused(client: httpx.Client) -> None:
    pointer, detail = fault(client.post("/v1/models/digits/predict?probabilities=foo", json={"inputs": []}))
    assert pointer == "/query/probabilities"
    assert "all, top3, none" in detail


def test_more_than_ten_thousand_inputs_are_refused(client: httpx.Client) -> None:
    pointer, detail = fault(client.post("/v1/models/line/predict", json={"inputs": [[0]] * 10_001}))
    assert (pointer, detail) == (
        "/inputs",
        "expected at most 10,000 inputs, got 10,001; send fewer at a time (the limit is set by MODELBOOK_PREDICTION_ROWS)",
    )


@pytest.mark.parametrize("media", ["application/json", "application/x-npy"])
def test_a_prediction_takes_as_many_rows_as_the_setting_says(settings: Settings, media: str) -> None:
    with client_of(create_app(settings.model_copy(update={"prediction_rows": 3}))) as client:

        def sent(n: int) -> httpx.Response:
            rows = np.zeros((n, 1))
            return post_file(client, media, npy(rows) if media != "application/json" else json.dumps({"inputs": rows.tolist()}).encode(), "line")

        assert len(sent(3).json()["predictions"]) == 3
        pointer, detail = fault(sent(4))
        assert (pointer, detail.partition(";")[0]) == ("/inputs", "expected at most 3 inputs, got 4")


def test_inputs_over_the_body_limit_are_too_large(client: httpx.Client, settings: Settings) -> None:
    response = post_file(client, "application/json", b" " * (settings.max_body_bytes + 1))
    assert response.status_code == 413
    assert f"at most {settings.max_body_bytes:,} bytes" in response.json()["detail"]


@pytest.mark.parametrize(
    ("model", "inputs", "pointer"),
    [
        ("digits", [[0] * 783], "/inputs/0"),
        ("digits", [[0] * 784, [0] * 785], "/inputs/1"),
        ("digits", [[[0] * 28] * 27], "/inputs/0"),
        ("digits", [[[0] * 28] * 27 + [[0] * 27]], "/inputs/0"),
        ("digits", [[0] * 783 + [1e39]], "/inputs/0/783"),
        ("line", [[1.0], [1.0, 2.0]], "/inputs/1"),
        ("line", [[1.0], None], "/inputs/1"),
        ("line", [[1.0], [None]], "/inputs/1/0"),
        ("line", [[1.0], ["x"]], "/inputs/1/0"),
        ("line", [["1.5"]], "/inputs/0/0"),
        ("line", [{"x": 1.0}, [1.0]], "/inputs/1"),
        ("digits", [{"x": 1.0}], "/inputs/0"),
        ("line", [[]], "/inputs/0"),
        ("line", "1.0", "/inputs"),
        ("line", None, "/inputs"),
    ],
)
def test_inputs_that_do_not_fit_are_refused_with_a_pointer(client: httpx.Client, model: str, inputs: Any, pointer: str) -> None:
    found, detail = fault(client.post(f"/v1/models/{model}/predict", json={"inputs": inputs}))
    assert found == pointer
    assert detail.startswith("expected ")


@pytest.mark.parametrize("body", [[[0.0]], {}, {"instances": [[0.0]]}, 1])
def test_a_body_without_inputs_is_refused(client: httpx.Client, body: Any) -> None:
    assert fault(client.post("/v1/models/line/predict", json=body))[0] in ("", "/instances")


def test_an_unknown_key_of_a_body_is_refused_by_its_name(client: httpx.Client) -> None:
    refused = fault(client.post("/v1/models/line/predict", json={"inputs": [[0.0]], "more": 1}))
    assert refused == ("/more", 'expected an object with "inputs" and, optionally, "method", got an object with inputs, more')


def test_a_truncated_body_is_malformed(client: httpx.Client) -> None:
    assert post_file(client, "application/json", b'{"inputs": [[', "line").status_code == 400


def test_another_content_type_is_not_taken(client: httpx.Client) -> None:
    response = post_file(client, "text/html", b"<p>7</p>")
    assert response.status_code == 415
    assert "image/png" in response.json()["detail"]


@pytest.mark.parametrize("cut", [0, 10, 60])
def test_a_file_that_is_no_picture_is_refused(client: httpx.Client, images: Pixels, cut: int) -> None:
    pointer, detail = fault(post_file(client, "image/png", encoded(images[0])[:cut]))
    assert pointer == "/inputs/0"
    assert detail.startswith("expected a whole image, got a PNG file that is cut off after" if cut else "expected an image")


def test_a_bad_picture_among_good_ones_is_named(client: httpx.Client, images: Pixels) -> None:
    response = client.post("/v1/models/digits/predict", files=form(encoded(images[0]), b"no picture", encoded(images[1])))
    assert fault(response)[0] == "/inputs/1"


def test_a_picture_of_too_many_pixels_is_refused_without_decoding_it(client: httpx.Client) -> None:
    buffer = io.BytesIO()
    Image.new("1", (8000, 6000)).save(buffer, "PNG")
    assert "at most 40 megapixels, got one of 8,000 x 6,000 pixels" in fault(post_file(client, "image/png", buffer.getvalue()))[1]


def test_pictures_of_too_many_pixels_together_are_refused_without_decoding_one(client: httpx.Client) -> None:
    inputs = [base64.b64encode(webp(6_000, 3_000)).decode()] * 12
    pointer, detail = fault(client.post("/v1/models/digits/predict", json={"inputs": inputs}))
    assert (pointer, detail.partition(";")[0]) == ("/inputs", "expected images of at most 200 megapixels together, got 12 images of 216 megapixels")


def test_a_model_that_takes_no_pictures_says_so(client: httpx.Client, images: Pixels) -> None:
    assert fault(post_file(client, "image/png", encoded(images[0]), "line")) == (
        "/inputs",
        "expected numbers: this model takes no images",
    )


@pytest.mark.parametrize(
    "body",
    [
        npy(np.array([{"a": 1}], dtype=object), pickled=True),
        npy(np.array(["a"])),
        npy(np.array([1j])),
        npy(np.float64(1)),
        npy(np.zeros((4, 1)))[:-1],
        b"",
        b"no array",
        b"PK\x03\x04no zip file",
        b"\x93NUMPY\x01\x00\x0c\x00{'descr': ( \n",
    ],
    ids=["pickled", "text", "complex", "no samples", "truncated", "empty", "other", "zip", "broken header"],
)
def test_a_file_that_is_no_array_of_numbers_is_malformed(client: httpx.Client, body: bytes) -> None:
    response = post_file(client, "application/x-npy", body, "line")
    assert response.status_code == 400, response.text
    assert response.json()["detail"].startswith("expected ")


def test_an_array_of_another_shape_is_refused(client: httpx.Client) -> None:
    assert fault(post_file(client, "application/x-npy", npy(np.zeros((1, 28, 27)))))[0] == "/inputs/0"


def test_an_array_with_nan_is_refused_with_its_place(client: httpx.Client) -> None:
    assert fault(post_file(client, "application/x-npy", npy(np.array([[0.0], [np.nan]])), "line"))[0] == "/inputs/1/0"


def test_a_form_without_files_is_refused(client: httpx.Client) -> None:
    body = b'--b\r\ncontent-disposition: form-data; name="method"\r\n\r\npredict\r\n--b--\r\n'
    assert "at least one file" in fault(post_file(client, "multipart/form-data; boundary=b", body))[1]


@pytest.mark.parametrize("media", ["multipart/form-data", "multipart/form-data; boundary=b"])
def test_a_form_that_is_none_is_malformed(client: httpx.Client, media: str) -> None:
    assert post_file(client, media, b"no form").status_code == 400
