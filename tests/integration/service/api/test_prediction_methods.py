"""Predictions over HTTP by a method."""

import base64
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from numpy.testing import assert_allclose

from service.settings import Settings
from tests.integration.sent import Pixels, encoded, form, npy
from tests.integration.toy_models import asked, predicted, register_toys, train_toy_model
from tests.integration.trained import Trained, register
from tests.responses import fault
from tests.toys import X


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which models of pictures and points are registered."""
    return register_toys(settings, trained, "trees", "ridge", "scaler", "groups")


def test_a_classifier_answers_each_of_its_methods(client: httpx.Client) -> None:
    point = [[6.0, 0.0]]
    (natural,) = asked(client, "trees", point)
    assert asked(client, "trees", point, "predict") == [{"label": "low"}]
    assert asked(client, "trees", point, "predict_proba") == [{"probabilities": natural["probabilities"]}]
    ((key, scores),) = asked(client, "trees", point, "decision_function")[0].items()
    assert (key, list(scores), max(scores, key=scores.__getitem__)) == ("decision", ["high", "low", "mid"], "low")


def test_an_explicit_null_is_no_method(client: httpx.Client) -> None:
    body = {"inputs": [[6.0, 0.0]], "method": None}
    assert predicted(client.post("/v1/models/trees/predict", json=body)) == asked(client, "trees", [[6.0, 0.0]])


def test_rows_are_transformed_and_brought_back(client: httpx.Client) -> None:
    there = [answer["row"] for answer in asked(client, "scaler", X[:3].tolist(), "transform")]
    assert_allclose([answer["row"] for answer in asked(client, "scaler", there, "inverse_transform")], X[:3], atol=1e-6)


def test_a_clusterer_gives_distances_to_its_centers(client: httpx.Client) -> None:
    (cluster,), (distances,) = asked(client, "groups", [[6.0, 0.0]], "predict"), asked(client, "groups", [[6.0, 0.0]], "transform")
    assert int(np.argmin(distances["row"])) == cluster["cluster"]


def test_a_method_is_named_in_the_query_where_the_body_is_no_json(client: httpx.Client, images: Pixels) -> None:
    url, png = "/v1/models/digits/predict?method=predict", encoded(images[0])
    assert predicted(client.post(url, content=png, headers={"content-type": "image/png"})) == [{"label": 7}]
    assert predicted(client.post(url, content=npy(images), headers={"content-type": "application/x-npy"}))[2] == {"label": 1}
    assert predicted(client.post(url, files=form(png))) == [{"label": 7}]
    assert predicted(client.post(url, json={"inputs": images[:1].tolist()})) == [{"label": 7}]


def test_a_network_that_classifies_gives_probabilities_by_method(client: httpx.Client, images: Pixels) -> None:
    (answer,) = asked(client, "digits", images[:1].tolist(), "predict_proba")
    assert answer["probabilities"] == asked(client, "digits", images[:1].tolist())[0]["probabilities"]


@pytest.mark.parametrize(
    ("url", "body", "pointer", "phrase"),
    [
        ("ridge/predict", {"method": "predict_proba"}, "/method", "expected one of predict, decision_function, got predict_proba"),
        ("ridge/predict?method=predict_proba", {}, "/query/method", "expected one of predict, decision_function, got predict_proba"),
        ("line/predict", {"method": "decision_function"}, "/method", "expected one of predict, got decision_function"),
        ("digits/predict", {"method": "transform"}, "/method", "expected one of predict, predict_proba, got transform"),
        ("trees/predict", {"method": "guess"}, "/method", "expected one of predict, predict_proba, decision_function, transform, inverse_transform"),
        ("trees/predict", {"method": 3}, "/method", "got 3"),
        ("trees/predict", {"method": ["predict"]}, "/method", "got ['predict']"),
        ("trees/predict?method=guess", {}, "/query/method", "got 'guess'"),
        ("trees/predict?method=predict", {"method": "predict"}, "/query/method", "expected one method, got one in the query and one in the body"),
        ("trees/predict?probabilities=all", {"method": "predict"}, "/query/probabilities", "expected no probabilities beside a method"),
        ("trees/predict?probabilities=all&method=predict", {}, "/query/probabilities", "expected no probabilities beside a method"),
    ],
)
def test_a_method_that_cannot_be_had_is_refused_at_its_place(client: httpx.Client, url: str, body: dict[str, Any], pointer: str, phrase: str) -> None:
    where, detail = fault(client.post(f"/v1/models/{url}", json={"inputs": [], **body}))
    assert (where, phrase in detail) == (pointer, True), detail


def test_a_model_of_version_1_names_its_methods_too(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    now = trained.versions["digits"].signature
    given, output = now["inputs"]["inputs"], now["outputs"]["outputs"]
    old = {"input_shape": given["input_shape"], "input_dtype": given["input_dtype"], "pictures": given["images"], "model_shape": given["model_shape"]}
    old |= {name: output[name] for name in ("kind", "output_shape", "labels")}
    register(settings, "old", trained.versions["digits"], signature=old)
    assert client.get("/v1/models/old").json()["signature"]["methods"] == ["predict", "predict_proba"]


def test_a_picture_is_taken_as_base64_text_inside_json(client: httpx.Client, images: Pixels) -> None:
    texts = [base64.b64encode(encoded(image)).decode() for image in images]
    assert asked(client, "digits", texts) == asked(client, "digits", images.tolist())


def test_a_model_whose_artifact_is_gone_answers_what_its_compiled_form_can(
    app: FastAPI, client: httpx.Client, settings: Settings, trained: Trained
) -> None:
    new = train_toy_model(trained, "trees", "orphan")
    register(settings, "orphan", new)
    natural = asked(client, "orphan", [[6.0, 0.0]])
    (trained.folder / new.artifact).unlink()
    response = client.post("/v1/models/orphan/predict", json={"inputs": [[6.0, 0.0]], "method": "decision_function"})
    assert (response.status_code, " failed: " in response.json()["detail"]) == (503, True)
    assert app.state.parts.predictors.ready("default/orphan@1")
    assert asked(client, "orphan", [[6.0, 0.0]]) == natural
    axes = {axis: {"feature": index, "from": 0, "to": 1, "steps": 2} for index, axis in enumerate("xy")}
    assert client.post("/v1/models/orphan/surface", json={**axes, "method": "decision_function"}).status_code == 503
