"""Predictions over HTTP: every form of input, and answers in the raw data's terms."""

from typing import Any

import httpx
import numpy as np
import pytest

from service.settings import Settings
from tests.integration.sent import Pixels, encoded, form, npy, post_file
from tests.integration.trained import Trained, register_all


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which `line` (a regression) and `digits` (a classifier of pictures) are registered."""
    return register_all(settings, trained, "line", "digits")


def predict(client: httpx.Client, model: str = "digits", query: str = "", **request: Any) -> list[dict[str, Any]]:
    response = client.post(f"/v1/models/{model}/predict{query}", **request)
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer["model"] == f"{model}@1"
    predictions: list[dict[str, Any]] = answer["predictions"]
    return predictions


@pytest.fixture(scope="module")
def expected(client: httpx.Client, images: Pixels) -> list[dict[str, Any]]:
    """What the classifier says of the pictures, sent as nested lists."""
    return predict(client, json={"inputs": images.tolist()})


def test_a_classifier_answers_with_labels_and_probabilities(expected: list[dict[str, Any]]) -> None:
    for answer in expected:
        assert set(answer) == {"label", "probability", "probabilities"}
        assert list(answer["probabilities"]) == [str(digit) for digit in range(10)]
        assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=1e-5)
        assert answer["probabilities"][str(answer["label"])] == answer["probability"] == max(answer["probabilities"].values())


def test_a_trained_classifier_is_right(expected: list[dict[str, Any]]) -> None:
    assert [answer["label"] for answer in expected] == [7, 2, 1]


def test_a_regression_answers_with_a_number_in_the_targets_units(client: httpx.Client) -> None:
    low, middle, high = (answer["value"] for answer in predict(client, "line", json={"inputs": [[-1.0], [0.0], [1.0]]}))
    assert middle == pytest.approx(-0.001176, abs=1e-5)
    assert (high - low) / 2 == pytest.approx(1.268448, abs=1e-5)


def test_flat_rows_are_answered_like_nested_ones(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    assert predict(client, json={"inputs": images.reshape(3, 784).tolist()}) == expected


def test_a_png_is_answered_like_its_pixels(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    assert post_file(client, "image/png", encoded(images[0])).json()["predictions"] == expected[:1]


def test_a_form_of_pictures_is_answered_in_order(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    files = [encoded(images[0]), encoded(images[1], "BMP"), encoded(images[2], "PNG", mode="RGBA")]
    assert predict(client, files=form(*files)) == expected


def test_a_form_of_the_same_field_in_another_name_is_answered_too(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    assert predict(client, files={"digit": encoded(images[1])}) == expected[1:2]


@pytest.mark.parametrize("media", ["application/x-npy", "application/octet-stream"])
def test_a_npy_file_is_answered_like_its_rows(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]], media: str) -> None:
    assert post_file(client, media, npy(images)).json()["predictions"] == expected


def test_a_jpeg_of_another_size_and_colour_is_brought_to_size(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    (answer,) = post_file(client, "image/jpeg", encoded(images[0], "JPEG", size=56, mode="RGB")).json()["predictions"]
    assert answer["label"] == expected[0]["label"]
    assert answer["probability"] == pytest.approx(expected[0]["probability"], abs=0.1)


def test_a_version_is_named_by_its_number(client: httpx.Client) -> None:
    assert client.post("/v1/models/line@1/predict", json={"inputs": [[0.0]]}).json()["model"] == "line@1"


def test_all_probabilities_can_be_asked_for(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    assert predict(client, query="?probabilities=all", json={"inputs": images.tolist()}) == expected


def test_the_three_likeliest_can_be_asked_for(client: httpx.Client, images: Pixels, expected: list[dict[str, Any]]) -> None:
    (answer,) = predict(client, query="?probabilities=top3", json={"inputs": images[:1].tolist()})
    likeliest = sorted(expected[0]["probabilities"].items(), key=lambda pair: -pair[1])[:3]
    assert list(answer["probabilities"].items()) == likeliest


def test_probabilities_can_be_left_out(client: httpx.Client, images: Pixels) -> None:
    (answer,) = predict(client, query="?probabilities=none", json={"inputs": images[:1].tolist()})
    assert set(answer) == {"label", "probability"}


@pytest.mark.parametrize("model", ["digits", "line"])
def test_no_inputs_have_no_answers(client: httpx.Client, model: str) -> None:
    assert predict(client, model, json={"inputs": []}) == []


def test_ten_thousand_inputs_are_answered(client: httpx.Client) -> None:
    assert len(predict(client, "line", json={"inputs": [[0]] * 10_000})) == 10_000


def test_an_empty_array_has_no_answers(client: httpx.Client) -> None:
    assert post_file(client, "application/x-npy", npy(np.zeros((0, 1))), "line").json()["predictions"] == []
