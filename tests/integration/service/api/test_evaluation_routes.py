"""Evaluations over HTTP, and their pictures."""

import io
import shutil

import httpx
import numpy as np
import pytest
from PIL import Image

from service.settings import Settings
from tests.integration.toy_models import register_toys
from tests.integration.trained import Trained, register
from tests.responses import problem
from tests.sealed import sealed

pytestmark = pytest.mark.slow

IMAGES = ("confusion.png", "misclassified.png")


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with models of every kind."""
    return register_toys(settings, trained, "ridge", "groups", "scaler")


def image(response: httpx.Response) -> np.ndarray:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(response.content)) as found:
        assert found.size in ((960, 810), (960, 900))
        return np.asarray(found.convert("RGB"))


def test_a_classifier_shows_its_evaluation(client: httpx.Client) -> None:
    found = client.get("/v1/models/digits/evaluation").json()
    report = found["classification"]
    assert (found["ref"], found["kind"], found["part"], found["n_samples"]) == ("digits@1", "classification", "test", 10_000)
    assert report["accuracy"] == client.get("/v1/models/digits").json()["metrics"]["test_accuracy"]
    assert np.sum(report["confusion_matrix"]) == 10_000
    assert np.trace(report["confusion_matrix"]) == 10_000 - report["n_misclassified"]
    assert all(len(one["roc"]["true_positive_rate"]) <= 200 for one in report["classes"])
    assert 0 < len(report["misclassified"]) <= 1000


@pytest.mark.parametrize("name", ["ridge", "groups", "line"])
def test_every_other_kind_shows_its_own(name: str, client: httpx.Client) -> None:
    found = client.get(f"/v1/models/{name}@1/evaluation").json()
    there = {"ridge": "classification", "groups": "clustering", "line": "regression"}[name]
    assert [kind for kind in ("classification", "regression", "clustering") if found[kind] is not None] == [there]


def test_a_transformer_has_no_evaluation(client: httpx.Client) -> None:
    assert "model scaler@1 has no evaluation" in problem(client.get("/v1/models/scaler/evaluation"), 404)["detail"]


@pytest.mark.parametrize("end", ["", "/confusion.png", "/misclassified.png"])
def test_an_unknown_model_is_not_found(end: str, client: httpx.Client) -> None:
    assert "nobody" in problem(client.get(f"/v1/models/nobody/evaluation{end}"), 404)["detail"]


@pytest.mark.parametrize("end", ["", "/confusion.png", "/misclassified.png"])
def test_a_model_made_before_there_were_evaluations_has_none(end: str, client: httpx.Client, settings: Settings, trained: Trained) -> None:
    shutil.copy(trained.folder / trained.versions["digits"].artifact, trained.folder / "before.h5")
    sealed(trained.folder / "before.h5", lambda file: file.__delitem__("modelbook/evaluations"))
    register(settings, "before", trained.versions["digits"], artifact="before.h5")
    assert "made before evaluations were recorded" in problem(client.get(f"/v1/models/before/evaluation{end}"), 404)["detail"]


@pytest.mark.parametrize("end", ["", "/confusion.png", "/misclassified.png"])
def test_a_model_whose_file_is_gone_or_damaged_is_not_available(end: str, client: httpx.Client, settings: Settings, trained: Trained) -> None:
    (trained.folder / "cut.h5").write_bytes(b"no model")
    for name, artifact in (("lost", "nowhere.h5"), ("cut", "cut.h5")):
        register(settings, name, trained.versions["digits"], artifact=artifact)
        assert f"{name}@" in problem(client.get(f"/v1/models/{name}/evaluation{end}"), 503)["detail"]


@pytest.mark.parametrize("end", IMAGES)
def test_pictures_of_a_classifier_of_pictures_are_drawn(end: str, client: httpx.Client) -> None:
    assert len(np.unique(image(client.get(f"/v1/models/digits/evaluation/{end}")))) > 50


@pytest.mark.parametrize("end", IMAGES)
def test_a_picture_that_is_known_is_not_sent_again(end: str, client: httpx.Client) -> None:
    etag = client.get(f"/v1/models/digits/evaluation/{end}").headers["etag"]
    response = client.get(f"/v1/models/digits/evaluation/{end}", headers={"If-None-Match": etag})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", etag)


@pytest.mark.parametrize("end", IMAGES)
def test_models_that_are_no_classifiers_have_no_pictures(end: str, client: httpx.Client) -> None:
    assert "it is not a classifier" in problem(client.get(f"/v1/models/line/evaluation/{end}"), 404)["detail"]


def test_a_classifier_of_points_has_no_gallery(client: httpx.Client) -> None:
    assert image(client.get("/v1/models/ridge/evaluation/confusion.png")).size
    assert "model ridge@1" in problem(client.get("/v1/models/ridge/evaluation/misclassified.png"), 404)["detail"]
