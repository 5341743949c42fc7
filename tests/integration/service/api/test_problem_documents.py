"""Every error of the API is a problem document (RFC 9457) that says what was expected and what came."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from service.app import create_app
from service.settings import Settings
from service.store.database import Database, migrate
from service.store.registry import Registry
from tests.integration.given import LONG_S, claim, client_of, new_version
from tests.responses import faults, problem

RIDGE: dict[str, Any] = {
    "data": {"source": "noisy_sine"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge", "params": {"alpha": 1.0}}]},
}
NO_JOB = "/v1/jobs/01J0000000000000000000000"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def finished_job(client: httpx.Client, settings: Settings) -> str:
    """The id of a job that has succeeded; its model is called `line`."""
    job_id: str = client.post("/v1/jobs", json={"recipe": "ridge-sine-line", "name": "line"}).json()["id"]
    database = Database(settings.database_url)
    job = claim(database, job_id, "worker-1", LONG_S)
    assert job is not None
    assert Registry(database).register(job_id, job.attempt, new_version())
    database.close()
    return job_id


def spec_with(**parts: Any) -> dict[str, Any]:
    return {"spec": {**RIDGE, **parts}}


def patched(**parts: Any) -> dict[str, Any]:
    return {"recipe": "mnist-dense-784", "patch": parts}


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/v1/nothing", "/v1/catalog/nothing", NO_JOB, f"{NO_JOB}/history", f"{NO_JOB}/checkpoints", f"{NO_JOB}/events", "/v1/jobs/%ff"),
        *(
            "/v1/models/nothing",
            "/v1/models/nothing@1",
            "/v1/models/nothing/versions",
            "/v1/models/nothing/versions/1",
            "/v1/models/nothing/artifact",
        ),
    ],
)
def test_what_does_not_exist_is_not_found(client: httpx.Client, path: str) -> None:
    problem(client.get(path), 404)


def test_an_unknown_job_cannot_be_cancelled(client: httpx.Client) -> None:
    assert "01J0000000000000000000000" in problem(client.post(f"{NO_JOB}/cancel"), 404)["detail"]


def test_an_unknown_model_cannot_predict(client: httpx.Client) -> None:
    assert "nothing@7" in problem(client.post("/v1/models/nothing@7/predict", json={"inputs": []}), 404)["detail"]


def test_a_checkpoint_that_was_not_made_is_not_found(client: httpx.Client, finished_job: str) -> None:
    assert "epoch 3" in problem(client.get(f"/v1/jobs/{finished_job}/checkpoints/3"), 404)["detail"]


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/v1/jobs", "GET, HEAD, POST, DELETE, OPTIONS"),
        ("GET", "/v1/specs/check", "POST, OPTIONS"),
        ("POST", NO_JOB, "GET, HEAD, PATCH, DELETE, OPTIONS"),
        ("PUT", "/v1/jobs?purge=true", "GET, HEAD, POST, DELETE, OPTIONS"),
    ],
)
def test_a_method_that_is_not_there_is_refused(client: httpx.Client, method: str, path: str, allow: str) -> None:
    response = client.request(method, path)
    assert problem(response, 405)["detail"] == f'expected one of {allow}, got "{method}"'
    assert response.headers["allow"] == allow


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/specs/check"])
@pytest.mark.parametrize("body", ["", "{", "{'recipe': 'x'}", '{"a": NaN}', '{"a": Infinity}', '{"a": 1}}', "\ufeff{}", "[" * 5000 + "]" * 5000])
def test_a_body_that_is_no_json_is_malformed(client: httpx.Client, path: str, body: str) -> None:
    assert "expected JSON" in problem(client.post(path, content=body, headers=JSON), 400)["detail"]


def test_a_body_that_is_no_utf_8_is_malformed(client: httpx.Client) -> None:
    problem(client.post("/v1/jobs", content=b'{"recipe": "\xff"}', headers=JSON), 400)


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_another_content_type_is_not_taken(client: httpx.Client, media: str) -> None:
    detail = problem(client.post("/v1/jobs", content=b'{"recipe": "ridge-sine-line"}', headers={"content-type": media}), 415)["detail"]
    assert "expected application/json" in detail


def test_a_charset_beside_the_content_type_does_no_harm(client: httpx.Client) -> None:
    response = client.post("/v1/specs/check", content=b'{"recipe": "ridge-sine-line"}', headers={"content-type": "Application/JSON; charset=utf-8"})
    assert response.json()["ok"]


def test_a_spec_over_its_limit_is_too_large(client: httpx.Client) -> None:
    response = client.post("/v1/jobs", content=b"[" + b" " * 1024 * 1024 + b"]", headers=JSON)
    assert "at most 1,048,576 bytes, got 1,048,578" in problem(response, 413)["detail"]


def test_a_body_that_hides_its_length_is_too_large_all_the_same(client: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(1025):
            yield b" " * 1024

    response = client.post("/v1/jobs", content=chunks(), headers=JSON)
    assert "content-length" not in response.request.headers
    assert "got more" in problem(response, 413)["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (spec_with(seed=-1), "/spec/seed"),
        (spec_with(sed=1), "/spec/sed"),
        (spec_with(data={"source": "nothing"}), "/spec/data/source"),
        (spec_with(data={"source": "noisy_sine", "params": {"n_samples": 1}}), "/spec/data/params/n_samples"),
        (spec_with(model={"kind": "sklearn", "steps": [{"estimator": "Ridge", "params": {"alpha": -1}}]}), "/spec/model/steps/0/params/alpha"),
        (spec_with(preprocessing={"inputs": [{"step": "nothing"}]}), "/spec/preprocessing/inputs/0"),
        (spec_with(training={"loss": "huber", "epochs": 1}), "/spec/training"),
        ({"spec": {"data": {"source": "noisy_sine"}}}, "/spec/model"),
        ({"spec": 1}, "/spec"),
        (patched(training={"epochs": 0}), "/patch/training/epochs"),
        (patched(training={"epochs": None}), "/patch/training/epochs"),
        (patched(model={"layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]}), "/patch/model/layers/0"),
        ({"recipe": "nothing"}, "/recipe"),
        ({**spec_with(), "patch": {"seed": -1}}, "/patch/seed"),
        ({**spec_with(), "recipe": "ridge-sine-line"}, ""),
        ({}, ""),
        ({"patch": {}}, ""),
        ([], ""),
        ("spec", ""),
        (None, ""),
        ({"spec": RIDGE, "extra": 1}, "/extra"),
        (patched(a=nested(62)), "/patch/a"),
        *[({"recipe": "ridge-sine-line", "name": name}, "/name") for name in ("Digits", "a b", "a@1", "", "-a", "a/b", "x" * 64, 1)],
    ],
)
def test_a_job_that_cannot_work_is_refused_with_a_pointer(client: httpx.Client, body: Any, pointer: str) -> None:
    assert pointer in faults(client.post("/v1/jobs", content=json.dumps(body), headers=JSON))


def test_every_fault_is_told_at_once(client: httpx.Client) -> None:
    found = faults(client.post("/v1/jobs", json=patched(seed=-1, training={"epochs": 0, "batch_size": 0})))
    assert set(found) == {"/patch/seed", "/patch/training/epochs", "/patch/training/batch_size"}


def test_a_refused_job_is_not_made(client: httpx.Client) -> None:
    before = client.get("/v1/jobs").json()["jobs"]
    problem(client.post("/v1/jobs", json=spec_with(seed=-1)), 422)
    assert client.get("/v1/jobs").json()["jobs"] == before


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("/v1/jobs?state=foo", "/query/state"),
        ("/v1/jobs?limit=0", "/query/limit"),
        ("/v1/jobs?limit=201", "/query/limit"),
        ("/v1/models?limit=x", "/query/limit"),
        (f"{NO_JOB}?wait=-1", "/query/wait"),
        (f"{NO_JOB}?wait=61", "/query/wait"),
        (f"{NO_JOB}?wait=nan", "/query/wait"),
    ],
)
def test_a_query_value_that_is_not_allowed_is_refused_with_its_name(client: httpx.Client, path: str, pointer: str, finished_job: str) -> None:
    assert pointer in faults(client.get(path.replace(NO_JOB, f"/v1/jobs/{finished_job}")))


@pytest.mark.parametrize("event_id", ["x", "-1", "1.5"])
def test_a_last_event_id_that_is_no_id_is_refused(client: httpx.Client, finished_job: str, event_id: str) -> None:
    refused = problem(client.get(f"/v1/jobs/{finished_job}/events", headers={"Last-Event-ID": event_id}), 422)
    assert [fault["pointer"] for fault in refused["errors"]] == ["/header/last-event-id"]


def test_a_finished_job_cannot_be_cancelled(client: httpx.Client, finished_job: str) -> None:
    assert "is succeeded: only a job that has not ended can be cancelled" in problem(client.post(f"/v1/jobs/{finished_job}/cancel"), 409)["detail"]


def test_a_key_that_was_used_with_another_body_is_refused(client: httpx.Client) -> None:
    key = {"Idempotency-Key": "k"}
    assert client.post("/v1/jobs", json={"recipe": "ridge-sine-line"}, headers=key).status_code == 202
    assert "'k'" in problem(client.post("/v1/jobs", json={"recipe": "ridge-sine-line", "name": "other"}, headers=key), 409)["detail"]


def test_a_nul_that_postgresql_cannot_hold_is_refused(postgres_url: str, settings: Settings) -> None:
    migrate(postgres_url)
    app = create_app(settings.model_copy(update={"database_url": postgres_url}))
    with client_of(app) as client:
        for path in ("/v1/jobs/%00", "/v1/jobs?recipe=%00", "/v1/models/%00"):
            assert "NUL" in problem(client.get(path), 422)["detail"]


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/specs/check", "/v1/datasets", "/v1/temperature"])
@pytest.mark.parametrize("coding", ["br", "zstd", "GZIP, identity"])
def test_a_body_in_another_coding_is_refused(client: httpx.Client, path: str, coding: str) -> None:
    media = "multipart/form-data; boundary=x" if path == "/v1/datasets" else "application/json"
    response = client.post(path, content=b"\x1f\x8b", headers={"Content-Type": media, "Content-Encoding": coding})
    assert (response.status_code, response.json()["type"]) == (415, "/problems/unsupported-content-type")
    assert response.json()["detail"] == f'expected a body with the Content-Encoding gzip or deflate, or without one, got "{coding}"'
