"""Aliases over HTTP: set, used, moved, deleted; what bare names mean."""

import time
from typing import Any

import httpx
import pytest

from models.catalog import recipes
from models.checking.check import require_sound
from service.app import create_app
from service.lookups import CACHED_FOR_S
from service.settings import Settings
from tests.integration.given import client_of
from tests.integration.trained import Trained, register
from tests.responses import fault


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with two versions of `line`, which predict differently, and a network."""
    settings = settings.model_copy(update={"files": trained.folder})
    for name in ("line", "stiff-line"):
        register(settings, "line", trained.versions[name])
    register(settings, "digits", trained.versions["digits"], require_sound(recipes()["mnist-dense-784"].spec).model_dump(mode="json"))
    return settings


def put(client: httpx.Client, alias: str, version: Any, expected: Any, model: str = "line") -> httpx.Response:
    return client.put(f"/v1/models/{model}/aliases/{alias}", json={"version": version, "expected": expected})


def speaker(client: httpx.Client, ref: str) -> str:
    """Return the version that answers for a reference, as the body and the header say."""
    response = client.post(f"/v1/models/{ref}/predict", json={"inputs": [[0.5]]})
    assert response.status_code == 200, response.text
    assert response.headers["x-model-version"] == response.json()["model"]
    return str(response.json()["model"])


def test_an_alias_is_set_listed_moved_and_deleted(client: httpx.Client) -> None:
    made = put(client, "champion", 1, None).json()
    assert (made["ref"], made["model"], made["version"]) == ("line:champion", "line@1", 1)
    assert speaker(client, "line:champion") == "line@1"
    assert speaker(client, "line") == "line@2"
    moved = put(client, "champion", 2, 1).json()
    assert moved["model"] == "line@2"
    listed = client.get("/v1/models/line/aliases").json()
    assert listed == {"aliases": [moved], "default_ref": None, "model": "line@2"}
    history = client.get("/v1/models/line/aliases/champion/history?limit=1").json()
    assert [(move["from_version"], move["to_version"], move["actor"]) for move in history["moves"]] == [(1, 2, "nobody")]
    rest = client.get(f"/v1/models/line/aliases/champion/history?cursor={history['next_cursor']}").json()
    assert [(move["from_version"], move["to_version"]) for move in rest["moves"]] == [(None, 1)]
    assert rest["next_cursor"] is None
    assert client.delete("/v1/models/line/aliases/champion?expected=2").status_code == 204
    assert client.get("/v1/models/line:champion").json()["type"] == "/problems/no-such-model"


def test_a_reference_with_an_alias_is_taken_wherever_one_is(client: httpx.Client) -> None:
    assert put(client, "canary", 1, None).status_code == 200
    assert client.get("/v1/models/line:canary").json()["ref"] == "line@1"
    assert client.get("/v1/models/line%3Acanary").json()["ref"] == "line@1"
    assert client.get("/v1/models/default/line:canary").json()["ref"] == "line@1"
    assert client.get("/v1/models/line:latest").json()["ref"] == "line@2"
    assert client.get("/v1/models/line:canary/artifact").headers["cache-control"] != client.get("/v1/models/line@1/artifact").headers["cache-control"]
    tensor = {"name": "inputs", "shape": [1, 1], "datatype": "FP64", "data": [0.5]}
    inferred = client.post("/v2/models/line:canary/infer", json={"inputs": [tensor]}).json()
    assert (inferred["model_name"], inferred["model_version"]) == ("line", "1")
    assert client.get("/v2/models/line:canary").json()["versions"] == ["1"]


def test_a_job_stores_the_version_that_an_alias_means_when_it_is_submitted(client: httpx.Client) -> None:
    assert put(client, "base", 1, None, "digits").status_code == 200
    spec = {"recipe": "mnist-dense-784", "patch": {"start_from": "digits:base"}, "name": "digits-more"}
    made = client.post("/v1/jobs", json=spec)
    assert made.status_code == 202, made.text
    assert made.json()["spec"]["start_from"] == "digits@1"
    assert put(client, "steady", 1, None).status_code == 200
    batch = client.post("/v1/models/line:steady/batch", json={"source": "noisy_sine", "params": {"n_samples": 20}})
    assert batch.json()["spec"]["model"] == "line@1"


@pytest.mark.parametrize("alias", ["latest", "12", "Champion", "a%20b", "a:b", "x" * 64])
def test_a_name_that_no_alias_can_have_is_refused(client: httpx.Client, alias: str) -> None:
    response = put(client, alias, 1, None)
    assert response.status_code == 422
    assert fault(response)[0] == "/path/alias"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"version": 1}, "/expected"),
        ({"expected": None}, "/version"),
        ({"version": 0, "expected": None}, "/version"),
        ({"version": 9, "expected": None}, "/version"),
        ({"version": "1", "expected": None}, "/version"),
        ({"version": 1, "expected": 0}, "/expected"),
    ],
)
def test_a_body_that_leaves_out_what_it_expects_or_names_no_version_is_refused(client: httpx.Client, body: dict[str, Any], pointer: str) -> None:
    response = client.put("/v1/models/line/aliases/refused", json=body)
    assert response.status_code == 422
    assert fault(response)[0] == pointer


def test_who_expects_another_version_is_told_the_one_it_has(client: httpx.Client) -> None:
    assert put(client, "raced", 1, None).status_code == 200
    response = put(client, "raced", 2, None)
    assert (response.status_code, response.json()["type"]) == (409, "/problems/alias-moved")
    assert "expected no such alias, it has version 1" in response.json()["detail"]
    gone = client.delete("/v1/models/line/aliases/raced?expected=2")
    assert (gone.status_code, gone.json()["type"]) == (409, "/problems/alias-moved")


@pytest.mark.parametrize("model", ["line@1", "line:champion", "nothing"])
def test_aliases_are_those_of_a_name(client: httpx.Client, model: str) -> None:
    assert client.get(f"/v1/models/{model}/aliases").status_code == 404
    assert put(client, "champion", 1, None, model).status_code == 404


def test_a_bare_name_means_the_default_of_the_model_within_a_second(client: httpx.Client) -> None:
    assert put(client, "pinned", 1, None).status_code == 200
    assert client.put("/v1/models/line/default-ref", json={"default_ref": "nothing"}).json()["type"] == "/problems/no-such-alias"
    assert speaker(client, "line") == "line@2"
    shown = client.put("/v1/models/line/default-ref", json={"default_ref": "pinned"}).json()
    assert (shown["default_ref"], shown["model"]) == ("pinned", "line@1")
    time.sleep(CACHED_FOR_S)
    assert speaker(client, "line") == "line@1"
    assert speaker(client, "line:latest") == "line@2"
    refused = client.delete("/v1/models/line/aliases/pinned?expected=1")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/alias-in-use")
    assert client.put("/v1/models/line/default-ref", json={"default_ref": None}).json()["model"] == "line@2"
    time.sleep(CACHED_FOR_S)
    assert speaker(client, "line") == "line@2"


def test_a_bare_name_means_the_default_alias_of_the_server_where_the_model_has_it(settings: Settings, client: httpx.Client) -> None:
    assert put(client, "served", 1, None).status_code == 200
    with client_of(create_app(settings.model_copy(update={"default_ref": "served"}))) as pinned:
        assert speaker(pinned, "line") == "line@1"
        assert speaker(pinned, "line:latest") == "line@2"
        assert pinned.get("/v1/models/line").json()["ref"] == "line@1"
        assert pinned.get("/v1/models/digits").json()["ref"] == "digits@1"
        pinned.put("/v1/models/line/default-ref", json={"default_ref": "latest"})
        time.sleep(CACHED_FOR_S)
        assert speaker(pinned, "line") == "line@2"
        pinned.put("/v1/models/line/default-ref", json={"default_ref": None})


@pytest.mark.parametrize("alias", ["latest", "3", "Champion"])
def test_a_default_that_no_alias_can_be_is_refused_at_the_start(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELBOOK_DEFAULT_REF", alias)
    with pytest.raises(ValueError, match="expected"):
        Settings()
