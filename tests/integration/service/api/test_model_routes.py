"""The registry over HTTP, downloads, and how models are loaded, swapped and refused."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import h5py
import httpx
import pytest
from fastapi import FastAPI

from models.artifact.packing import read_json, write_json
from service.app import create_app
from service.settings import MIB, Settings
from tests.integration.given import client_of
from tests.integration.sent import Pixels
from tests.integration.trained import Trained, register, register_all
from tests.sealed import edited, sealed


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which every trained model is registered, `line` twice."""
    settings = register_all(settings, trained, "digits", "line", "trees")
    register(settings, "line", trained.versions["stiff-line"])
    return settings


@pytest.fixture
def small_cache(settings: Settings) -> Iterator[tuple[httpx.Client, FastAPI]]:
    """An application with room for one model at a time."""
    app = create_app(settings.model_copy(update={"predictor_cache_bytes": MIB}))
    with client_of(app) as client:
        yield client, app


def answers(client: httpx.Client, model: str, inputs: list[Any]) -> list[dict[str, Any]]:
    response = client.post(f"/v1/models/{model}/predict", json={"inputs": inputs})
    assert response.status_code == 200, response.text
    predictions: list[dict[str, Any]] = response.json()["predictions"]
    return predictions


def refusal(client: httpx.Client, model: str) -> str:
    """Return why a model cannot be served now."""
    response = client.post(f"/v1/models/{model}/predict", json={"inputs": [[0.0]]})
    assert response.status_code == 503, response.text
    detail: str = response.json()["detail"]
    return detail


def copied(settings: Settings, key: str, name: str, change: Callable[[bytes], bytes]) -> str:
    """Copy a file with its content changed; return the copy's key."""
    (settings.files / name).write_bytes(change((settings.files / key).read_bytes()))
    return name


def test_models_are_listed_by_name_each_by_its_newest_version(client: httpx.Client) -> None:
    page = client.get("/v1/models").json()
    assert [model["ref"] for model in page["models"]] == ["digits@1", "line@2", "trees@1"]
    assert page["next_cursor"] is None


def test_pages_of_models_follow_one_another(client: httpx.Client) -> None:
    first = client.get("/v1/models?limit=2").json()
    second = client.get(f"/v1/models?limit=2&cursor={first['next_cursor']}").json()
    assert [[model["name"] for model in page["models"]] for page in (first, second)] == [["digits", "line"], ["trees"]]


def test_a_model_says_what_it_takes_and_gives(client: httpx.Client) -> None:
    model = client.get("/v1/models/digits").json()
    given, output = model["signature"]["inputs"]["inputs"], model["signature"]["outputs"]["outputs"]
    assert (model["kind"], output["kind"]) == ("classification", "classification")
    assert (given["input_shape"], given["input_dtype"], given["images"]) == ([28, 28], "uint8", True)
    assert (given["model_shape"], output["output_shape"], output["labels"]) == ([784], [10], list(range(10)))


def test_a_model_says_how_it_was_made(client: httpx.Client) -> None:
    model = client.get("/v1/models/digits").json()
    assert [step["spec"]["step"] for step in model["preprocessing"]["inputs"]["inputs"]] == ["image", "cast", "scale", "reshape"]
    assert 0.5 < model["metrics"]["test_accuracy"] < 1
    assert {"libraries", "data_sha256", "created_at"} <= set(model["provenance"])


@pytest.mark.parametrize("path", ["line@1", "line/versions/1"])
def test_a_version_has_a_page_of_its_own(client: httpx.Client, path: str) -> None:
    assert client.get(f"/v1/models/{path}").json()["ref"] == "line@1"


def test_all_versions_are_listed_newest_first(client: httpx.Client) -> None:
    assert [model["ref"] for model in client.get("/v1/models/line/versions").json()["versions"]] == ["line@2", "line@1"]


def test_each_version_answers_for_itself(client: httpx.Client) -> None:
    newest, first, second = (answers(client, ref, [[1.0]])[0]["value"] for ref in ("line", "line@1", "line@2"))
    assert newest == second != first


def test_the_job_names_the_model_it_made(client: httpx.Client) -> None:
    job_id = client.get("/v1/models/line@2").json()["job_id"]
    job = client.get(f"/v1/jobs/{job_id}").json()
    assert (job["state"], job["model"]) == ("succeeded", "line@2")


def test_a_new_version_is_answered_from_soon(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    register(settings, "fresh", trained.versions["line"])
    register(settings, "fresh", trained.versions["stiff-line"])
    assert answers(client, "fresh", [[1.0]]) == answers(client, "line@2", [[1.0]])


def test_an_artifact_is_downloaded_as_it_was_registered(client: httpx.Client) -> None:
    model = client.get("/v1/models/digits").json()
    response = client.get("/v1/models/digits/artifact")
    assert hashlib.sha256(response.content).hexdigest() == model["sha256"]
    assert (len(response.content), response.headers["etag"]) == (model["size_bytes"], f'"{model["sha256"]}"')
    assert 'filename="digits-1.h5"' in response.headers["content-disposition"]


def test_an_artifact_that_is_known_is_not_sent_again(client: httpx.Client) -> None:
    etag = client.get("/v1/models/line@1/artifact").headers["etag"]
    response = client.get("/v1/models/line@1/artifact", headers={"If-None-Match": etag})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", etag)


def test_another_versions_etag_does_not_match(client: httpx.Client) -> None:
    etag = client.get("/v1/models/line@1/artifact").headers["etag"]
    assert client.get("/v1/models/line@2/artifact", headers={"If-None-Match": etag}).status_code == 200


def test_a_model_whose_artifact_is_gone_is_not_available(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    register(settings, "gone", trained.versions["line"], artifact="jobs/gone/1/model.h5")
    assert "gone@1" in refusal(client, "gone")
    assert client.get("/v1/models/gone/artifact").status_code == 503


def test_a_model_whose_artifact_is_damaged_is_refused(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    key = copied(settings, trained.versions["line"].artifact, "damaged.h5", lambda content: content[: len(content) // 2])
    register(settings, "damaged", trained.versions["line"], artifact=key)
    assert "damaged.h5 cannot be opened" in refusal(client, "damaged")


def test_a_model_whose_onnx_file_is_damaged_is_refused(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    key = copied(settings, str(trained.versions["line"].onnx), "damaged.onnx", lambda content: b"\xff" * len(content))
    register(settings, "noise", trained.versions["line"], onnx=key)
    assert "ONNX Runtime does not load the model" in refusal(client, "noise")


def test_a_model_whose_onnx_file_answers_otherwise_is_refused(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    register(settings, "swapped", trained.versions["line"], onnx=trained.versions["stiff-line"].onnx)
    assert "golden examples are not reproduced" in refusal(client, "swapped")


def reversed_labels(file: h5py.File) -> None:
    group = file["modelbook"]
    signature = read_json(group, "signature")
    output = signature["outputs"]["outputs"]
    output["labels"] = output["labels"][::-1]
    del group["signature"]
    write_json(group, "signature", signature)


def test_a_model_whose_class_order_was_changed_is_refused_and_the_reason_names_the_part(
    client: httpx.Client, settings: Settings, trained: Trained
) -> None:
    key = copied(settings, trained.versions["digits"].artifact, "changed.h5", lambda content: content)
    edited(settings.files / key, reversed_labels)
    register(settings, "changed", trained.versions["digits"], artifact=key)
    assert "changed.h5 was changed after it was written: modelbook/signature differ from the recorded SHA-256" in refusal(client, "changed")


def test_a_model_whose_class_order_was_changed_before_it_was_written_is_refused_and_the_reason_names_the_label(
    client: httpx.Client, settings: Settings, trained: Trained
) -> None:
    key = copied(settings, trained.versions["digits"].artifact, "reversed.h5", lambda content: content)
    sealed(settings.files / key, reversed_labels)
    register(settings, "reversed", trained.versions["digits"], artifact=key)
    assert re.search(r"its golden examples are not reproduced: prediction /0/label: expected \d, got \d$", refusal(client, "reversed"))


def test_a_model_whose_onnx_file_takes_other_inputs_is_refused(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    register(settings, "stranger", trained.versions["line"], onnx=trained.versions["digits"].onnx)
    assert "stranger@1" in refusal(client, "stranger")


def test_models_that_do_not_fit_together_replace_each_other(small_cache: tuple[httpx.Client, FastAPI], images: Pixels) -> None:
    client, app = small_cache
    loaded = []
    for _ in range(2):
        for model, inputs in (("digits", images[:1].tolist()), ("line", [[1.0]])):
            assert len(answers(client, model, inputs)) == 1
            loaded.append({ref for ref in ("digits@1", "line@2") if app.state.parts.predictors.ready(f"default/{ref}")})
    assert loaded == [{"digits@1"}, {"line@2"}] * 2


def test_models_that_fit_together_stay_loaded(client: httpx.Client, app: FastAPI, images: Pixels) -> None:
    answers(client, "digits", images[:1].tolist())
    answers(client, "line@1", [[1.0]])
    assert all(app.state.parts.predictors.ready(f"default/{ref}") for ref in ("digits@1", "line@1"))


def test_a_model_that_onnx_runs_says_so(client: httpx.Client) -> None:
    serving = client.get("/v1/models/digits").json()["serving"]
    assert (serving["runtime"], serving["reason"], serving["samples"]) == ("onnx", "", 64)
    assert serving["difference"] < 1e-4


def test_a_model_that_onnx_cannot_run_is_served_by_its_own_library_and_says_why(client: httpx.Client) -> None:
    serving = client.get("/v1/models/trees").json()["serving"]
    assert (serving["runtime"], serving["difference"]) == ("sklearn", None)
    assert serving["reason"]
    low, high = (answer["value"] for answer in answers(client, "trees", [[-1.5], [1.5]]))
    assert low < 0 < high


def test_a_network_without_onnx_answers_through_keras_as_it_does_with_it(
    client: httpx.Client, settings: Settings, trained: Trained, images: Pixels
) -> None:
    serving = {"runtime": "keras", "difference": None, "samples": 0, "reason": "ONNX cannot express it"}
    register(settings, "slow-digits", trained.versions["digits"], onnx=None, serving=serving)
    slow, quick = (answers(client, model, images.tolist()) for model in ("slow-digits", "digits"))
    assert [answer["label"] for answer in slow] == [answer["label"] for answer in quick]
    assert [answer["probabilities"] for answer in slow] == [pytest.approx(answer["probabilities"], abs=1e-5) for answer in quick]
