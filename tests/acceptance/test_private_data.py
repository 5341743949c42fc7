"""After a session no file is open to other users, and a key pasted in a wrong place stands in no log, answer or table."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.key_rows import NewKey
from service.store.keys import Keys
from tests.acceptance.service import Service, descendants
from tests.leaks import files_with, leaks, new_key
from tests.modes import open_to_others
from tests.responses import fault

KEY = new_key()
RIDGE: dict[str, Any] = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
#: A sound spec with the key in it.
NAMED: dict[str, Any] = {
    "data": {"source": "noisy_sine"},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1, "name": KEY}]},
    "training": {"loss": "mean_squared_error", "epochs": 1},
}
#: Bodies with a key in a wrong place, by what is wrong.
BODIES: dict[str, bytes] = {
    "not JSON": KEY.encode(),
    "cut": json.dumps({"recipe": KEY}).encode()[:-1],
    "a value": json.dumps({"recipe": KEY}).encode(),
    "a name": json.dumps({KEY: 1}).encode(),
    "a name below": json.dumps({"spec": {**RIDGE, "data": {"source": "noisy_sine", "params": {KEY: KEY}}}}).encode(),
    "a label": json.dumps({"spec": {**RIDGE, "preprocessing": {"targets": [{"step": "one_hot", "classes": [f"a {KEY}"]}]}}}).encode(),
    "a list": json.dumps([KEY]).encode(),
    "a patch": json.dumps({"recipe": "ridge-sine-line", "patch": {"note": {"deep": ["x" * 60 + KEY]}}, "name": KEY}).encode(),
    "inputs": json.dumps({"inputs": [[KEY]], "token": KEY}).encode(),
}
HEADERS = (
    "authorization",
    "idempotency-key",
    "last-event-id",
    "content-type",
    "accept",
    "if-none-match",
    "range",
    "cookie",
    "referer",
    "x-api-key",
    KEY,
)


def requests(service: Service) -> Iterator[httpx.Request]:
    """Yield requests with the key in a wrong place: in each parameter of each operation, in headers, in bodies and forms."""
    build = service.http.build_request
    for path, item in create_app(Settings(database_url="sqlite://")).openapi()["paths"].items():
        for verb, operation in item.items():
            queries = [parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"]
            yield build(verb, re.sub(r"\{\w+\}", KEY, path), params=dict.fromkeys(queries, KEY))
            yield build(verb, re.sub(r"\{\w+\}", "1", path), params=dict.fromkeys([*queries, "token", KEY], KEY))
            if "requestBody" in operation:
                for body in BODIES.values():
                    yield build(verb, re.sub(r"\{\w+\}", "1", path), content=body, headers={"content-type": "application/json"})
    for header in HEADERS:
        for value in (KEY, f"Bearer {KEY}", f"Basic {KEY}"):
            yield build("POST", "/v1/jobs", json={"recipe": "ridge-sine-line", "name": "-"}, headers={header: value})
            yield build("GET", "/v1/jobs", headers={header: value})
    yield build("POST", "/v1/jobs", json={"spec": NAMED, "name": "named"})
    yield build("POST", "/v1/jobs", json={"recipe": "ridge-sine-line"}, headers={"idempotency-key": KEY})
    yield build("POST", "/v1/sweeps", json={"spec": RIDGE, "sweep": {"a": {}}}, headers={"idempotency-key": f"once {KEY}"})
    for name, content in (("a.csv", b"x,y\n1,2\n"), (f"{KEY}.csv", b"x,y\n1,3\n"), (f"a.{KEY}", b"x,y\n1,4\n")):
        yield build("POST", "/v1/datasets", files={"file": (name, content)}, data={"name": KEY, "format": KEY, KEY: KEY})
        yield build("POST", "/v1/datasets", files={"file": (name, content)})
        yield build("POST", "/v1/models", files={"weights": (name, content)}, data={"name": "x", "architecture": f"layers: [{KEY}]", "labels": KEY})
    yield build("POST", "/v1/datasets", headers={"content-type": f"multipart/form-data; boundary={KEY}"}, content=KEY)
    yield build("GET", "/healthz", headers={"host": KEY})
    yield build("POST", "/v1/jobs", headers={"origin": f"http://{KEY}"})
    yield build(KEY.replace("-", "").replace("_", ""), "/")


@pytest.fixture(scope="module")
def responses(service: Service) -> list[httpx.Response]:
    """The responses to all of them, for the key of an owner."""
    database = Database(f"sqlite:///{service.data}/modelbook.db")
    Keys(database).adopt(KEY, NewKey("app1", ("read", "predict", "train"), "for tests"), "a test")
    database.close()
    return [service.http.send(request) for request in requests(service)]


def test_no_request_with_a_key_in_it_fails_the_server_or_is_answered_with_the_key(responses: list[httpx.Response]) -> None:
    assert len(responses) > 200
    assert [response.request.url for response in responses if response.status_code >= 500] == []
    assert [(response.request.url, response.text) for response in responses if leaks(response.text + str(response.headers), KEY)] == []


def test_what_would_be_stored_is_refused_at_its_place(service: Service) -> None:
    assert fault(service.http.post("/v1/jobs", json={"spec": NAMED}))[0] == "/spec/model/layers/0/name"
    pointer, detail = fault(service.http.post("/v1/jobs", json={"recipe": "ridge-sine-line"}, headers={"idempotency-key": KEY}))
    assert (pointer, "keys belong in the header Authorization only" in detail) == ("/header/idempotency-key", True)
    assert fault(service.http.post("/v1/datasets", files={"file": (f"{KEY}.csv", b"x\n1\n2\n")}))[0] == "/name"


def test_a_refusal_does_not_quote_a_key_of_the_data(service: Service) -> None:
    of_data = new_key()  # What is uploaded is stored as it is.
    rows = "".join(f"{n},{label}\n" for n, label in enumerate(["a", "b"] * 8 + [f"label {of_data}"]))
    upload = service.http.post("/v1/datasets", files={"file": ("labels.csv", f"x,label\n{rows}".encode())}).json()
    steps = [{"step": "one_hot", "classes": ["a", "b"]}]
    spec = {**RIDGE, "data": {"source": upload["source"], "target": "label"}, "preprocessing": {"targets": steps}}
    refused = service.http.post("/v1/jobs", json={"spec": spec})
    assert (refused.status_code, "label mb_…" in refused.text, leaks(refused.text, of_data)) == (422, True, False)


@pytest.mark.usefixtures("responses")
def test_no_log_and_no_table_holds_a_key(service: Service) -> None:
    login = {"authorization": f"Bearer {KEY}"}
    token = service.http.post("/v1/stream-tokens", headers=login).raise_for_status().json()["token"]
    job = service.http.post("/v1/jobs", json={"recipe": "ridge-sine-line"}, headers=login).raise_for_status().json()["id"]
    assert "succeeded" in service.http.get(f"/v1/jobs/{job}/events", params={"token": token}).raise_for_status().text
    assert service.data is not None
    assert sorted(path.name for path in (service.data / "logs").iterdir()) == ["api.log", "broker.log", "worker.log"]
    assert [files_with(service.data.parent, secret) for secret in (KEY, token)] == [[], []]


def test_every_process_makes_files_for_its_user_only(service: Service) -> None:
    service.http.post("/v1/datasets", files={"file": ("read.csv", b"x,y\n5,6\n7,8\n")}).raise_for_status()  # Starts a reading process.
    service.trained("ridge-sine-line", name="masked")
    masks = {pid: re.findall(r"^Umask:\s+(\d+)$", status_of(pid), re.M) for pid in descendants(service.root)}
    assert len(masks) >= 5
    assert {pid: mask for pid, mask in masks.items() if mask not in ([], ["0077"])} == {}


def status_of(pid: int) -> str:
    """Return the status of a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""


def test_everything_that_a_session_leaves_is_closed_to_others(service: Service, started_in: Path) -> None:
    steps = {"training": {"epochs": 2, "checkpoint": {"every": 1}}}
    network = service.trained("sines0-lstm3-w3", patch=steps, name="closed")
    service.http.get("/v1/models/closed/weights").raise_for_status()
    service.http.get("/v1/datasets/mnist/preview").raise_for_status()
    upload = service.http.post("/v1/datasets", files={"file": ("table.csv", b"x,y\n1,2\n3,4\n")}).json()
    service.http.get(f"/v1/datasets/{upload['id']}/preview").raise_for_status()
    assert service.data is not None
    made = {path.relative_to(service.data).as_posix() for path in service.data.rglob("*")}
    for expected in ("modelbook.db", "modelbook.lock", "logs/api.log", "logs/broker.log", "cache/mnist", f"files/jobs/{network['id']}"):
        assert expected in made
    assert {path.rsplit("/", 1)[-1] for path in made} >= {"model.h5", "model.onnx", "snapshots", "modelbook.db-wal"}
    assert open_to_others(service.data) == []
    assert [path for path in (started_in / "tmp").iterdir() if open_to_others(path)] == []
