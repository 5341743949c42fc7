"""Answers as figures, for callers that accept an image."""

import io
from xml.etree import ElementTree

import httpx
import numpy as np
import pytest
from PIL import Image

from service.settings import Settings
from tests.integration.toy_models import register_toys
from tests.integration.trained import Trained
from tests.responses import problem

SURFACE = {side: {"feature": at, "from": 0, "to": 1, "steps": 5} for at, side in enumerate("xy")}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with classifiers of images and of points."""
    return register_toys(settings, trained, "ridge")


def texts(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/svg+xml"
    return ["".join(text.itertext()).strip() for text in ElementTree.fromstring(response.content).iter("{http://www.w3.org/2000/svg}text")]


def size(response: httpx.Response) -> tuple[int, int]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(response.content)) as image:
        return image.size


def test_predictions_are_bars_of_probabilities(client: httpx.Client) -> None:
    body = {"inputs": np.zeros((2, 28, 28), int).tolist()}
    response = client.post("/v1/models/digits/predict", json=body, headers={"Accept": "image/svg+xml"})
    assert any("input 2" in text for text in texts(response))
    assert response.headers["x-model-version"] == "digits@1"
    assert size(client.post("/v1/models/digits/predict", json=body, headers={"Accept": "image/png"}))[0] <= 1020


def test_a_surface_is_drawn(client: httpx.Client) -> None:
    assert "digits" not in texts(client.post("/v1/models/ridge/surface", json=SURFACE, headers={"Accept": "image/svg+xml"}))
    assert size(client.post("/v1/models/ridge/surface", json=SURFACE, headers={"Accept": "image/png, application/json;q=0.5"}))[0] <= 1020


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, image/png", "text/html, */*"])
def test_without_a_preference_for_images_an_answer_is_json(accept: str, client: httpx.Client) -> None:
    assert client.post("/v1/models/ridge/surface", json=SURFACE, headers={"Accept": accept}).json()["model"] == "ridge@1"


def test_an_answer_without_a_figure_says_what_holds_it(client: httpx.Client) -> None:
    response = client.post("/v1/models/digits/predict", json={"inputs": []}, headers={"Accept": "image/png"})
    assert "application/json holds all answers" in problem(response, 406)["detail"]


def test_routes_of_one_form_have_no_figures(client: httpx.Client) -> None:
    body = {"inputs": np.zeros((1, 28, 28), int).tolist()}
    assert client.post("/v1/models/digits/predict/rows", json=body, headers={"Accept": "image/png"}).status_code == 406
