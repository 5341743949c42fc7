"""Surfaces over HTTP."""

from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from service.settings import Settings
from tests.integration.counted import n_calls
from tests.integration.toy_models import asked, register_toys
from tests.integration.trained import Trained


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which models of points and tables are registered."""
    return register_toys(settings, trained, "trees", "ridge", "groups", "table")


AXES = {"x": {"feature": 0, "from": 0, "to": 6, "steps": 4}, "y": {"feature": 1, "from": 0, "to": 6, "steps": 3}}


def test_a_surface_gives_places_of_labels(client: httpx.Client) -> None:
    response = client.post("/v1/models/trees/surface", json=AXES)
    assert response.status_code == 200, response.text
    body = response.json()
    assert {name: body[name] for name in ("model", "method", "x", "y", "labels")} == {
        "model": "trees@1",
        "method": "predict",
        "x": [0, 2, 4, 6],
        "y": [0, 3, 6],
        "labels": ["high", "low", "mid"],
    }
    points = [[x, y] for y in body["y"] for x in body["x"]]
    labels = [answer["label"] for answer in asked(client, "trees", points, "predict")]
    assert [body["labels"][index] for row in body["values"] for index in row] == labels


def test_a_surface_of_scores_over_more_than_two_labels_has_a_grid_for_each(client: httpx.Client) -> None:
    body = client.post("/v1/models/ridge/surface", json={**AXES, "method": "decision_function", "clamp": [-0.5, 0.5]}).json()
    values = np.array(body["values"])
    assert values.shape == (3, 3, 4)
    assert (values.min(), values.max()) == (-0.5, 0.5)


def test_a_surface_of_clusters_has_no_labels(client: httpx.Client) -> None:
    body = client.post("/v1/models/groups/surface", json=AXES).json()
    assert body["labels"] is None
    assert {cluster for row in body["values"] for cluster in row} <= {0, 1, 2}


@pytest.mark.parametrize(
    ("model", "changes", "pointer"),
    [
        ("trees", {"x": {**AXES["x"], "steps": 1}}, "/x/steps"),
        ("trees", {"x": {**AXES["x"], "from": 7}}, "/x"),
        ("trees", {"x": {**AXES["x"], "feature": 1.5}}, "/x/feature"),
        ("trees", {"y": {"feature": 1, "from": 0, "to": 1}}, "/y/steps"),
        ("trees", {"z": 1}, "/z"),
        ("trees", {"clamp": [1, -1]}, "/clamp"),
        ("trees", {"method": "guess"}, "/method"),
        ("ridge", {"method": "predict_proba"}, "/method"),
        ("line", {}, ""),
        ("table", {}, ""),
        ("digits", {}, ""),
    ],
)
def test_a_surface_that_cannot_be_drawn_is_refused_with_a_pointer(client: httpx.Client, model: str, changes: dict[str, Any], pointer: str) -> None:
    response = client.post(f"/v1/models/{model}/surface", json={**AXES, **changes})
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["pointer"] == pointer


def test_a_surface_takes_json_and_a_model_that_is_there(client: httpx.Client) -> None:
    assert client.post("/v1/models/trees/surface", content=b"x,y", headers={"content-type": "text/csv"}).status_code == 415
    assert client.post("/v1/models/none/surface", json=AXES).status_code == 404


def test_every_call_is_counted(client: httpx.Client, app: FastAPI) -> None:
    before = n_calls(app, "ridge")
    assert client.post("/v1/models/ridge/surface", json=AXES).status_code == 200
    asked(client, "ridge", [[1.0, 2.0]])
    asked(client, "ridge", [[1.0, 2.0]], "decision_function")
    assert n_calls(app, "ridge") == before + 3
