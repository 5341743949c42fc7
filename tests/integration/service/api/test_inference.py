"""The Open Inference Protocol over HTTP: who may call it, what is refused, and in which form."""

import gzip
import json
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest

from service.app import create_app
from service.settings import Settings
from service.store.keys import Keys
from tests.integration.given import client_of
from tests.integration.service.api.callers import made
from tests.integration.service.api.inference_stack import output, tensor
from tests.integration.service.http.served import served
from tests.integration.toy_models import asked, register_toys
from tests.integration.trained import Trained
from tests.responses import error_of

POINTS = [[6.0, 0.5], [0.5, 6.0]]


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with `line`, `digits`, `table` and `groups`."""
    return register_toys(settings, trained, "table", "groups")


@pytest.fixture(scope="module")
def real(settings: Settings) -> Iterator[httpx.Client]:
    """A client of a real server, which takes bodies of any usual size."""
    app = create_app(settings.model_copy(update={"max_body_bytes": 32 * 1024 * 1024}))
    with served(app, body_timeout_s=20.0) as (port, _), httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        yield client


def infer(client: httpx.Client, model: str, *inputs: dict[str, Any], **more: Any) -> httpx.Response:
    return client.post(f"/v2/models/{model}/infer", json={"inputs": inputs, **more})


def sent(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    return client.post("/v2/models/groups/infer", content=body, headers=headers)


def test_health_and_the_server_need_no_key_and_models_do(guarded: httpx.Client) -> None:
    assert guarded.get("/v2/health/live").json() == {"live": True}
    assert guarded.get("/v2/health/ready").json() == {"ready": True}
    assert guarded.get("/v2").json()["name"] == "modelbook"
    for path in ("/v2/models/groups", "/v2/models/groups/ready"):
        assert "expected a key" in error_of(guarded.get(path), 401)
    response = infer(guarded, "groups", tensor("inputs", POINTS))
    assert "expected a key" in error_of(response, 401)
    assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_key_to_predict_is_all_that_a_client_needs(guarded: httpx.Client, keys: Keys) -> None:
    _, may = made(keys, "predict", owner="default")
    _, may_not = made(keys, "read,train", owner="default")
    for path in ("/v2/models/groups", "/v2/models/groups/versions/1", "/v2/models/groups/ready", "/v2/models/groups/versions/1/ready"):
        assert guarded.get(path, headers=may).status_code == 200
        assert "expected a key with the scope predict" in error_of(guarded.get(path, headers=may_not), 403)
    body = {"inputs": [tensor("inputs", POINTS)]}
    assert guarded.post("/v2/models/groups/infer", json=body, headers=may).status_code == 200
    assert "expected a key with the scope predict" in error_of(guarded.post("/v2/models/groups/infer", json=body, headers=may_not), 403)


def test_a_server_without_its_database_is_live_and_not_ready(settings: Settings) -> None:
    url = "postgresql+psycopg://user@127.0.0.1:1/name"
    with client_of(create_app(settings.model_copy(update={"database_url": url}))) as client:
        assert client.get("/v2/health/live").status_code == 200
        response = client.get("/v2/health/ready")
        assert (response.status_code, response.json()) == (503, {"ready": False})


def test_versions_are_named_by_the_path_or_by_the_reference(client: httpx.Client) -> None:
    answers = [infer(client, model, tensor("inputs", POINTS)) for model in ("groups", "groups@1", "groups/versions/1", "default/groups")]
    expected = [answer["cluster"] for answer in asked(client, "groups", POINTS)]
    for response in answers:
        assert output(response, "outputs").tolist() == expected
        found = response.json()
        assert (found["model_name"], found["model_version"]) == ("groups", "1")
        assert response.headers["x-model-version"] == "groups@1"
        assert response.headers["server-timing"].startswith("decode;dur=")
    for path in ("groups/versions/2", "groups/versions/x", "groups@1/versions/1", "nothing"):
        assert "there is no model" in error_of(infer(client, path, tensor("inputs", POINTS)), 404)
        assert "there is no model" in error_of(client.get(f"/v2/models/{path}"), 404)


def test_nested_and_flat_lists_mean_the_same(client: httpx.Client) -> None:
    nested = infer(client, "groups", tensor("inputs", POINTS))
    flat = infer(client, "groups", tensor("inputs", [6.0, 0.5, 0.5, 6.0], shape=[2, 2]))
    assert nested.json() == flat.json()


def test_a_tensor_may_be_sent_as_bytes_after_the_json_and_asked_for_likewise(client: httpx.Client) -> None:
    head = {"name": "inputs", "shape": [2, 2], "datatype": "FP32", "parameters": {"binary_data_size": 16}}
    text = json.dumps({"id": "a", "inputs": [head], "parameters": {"binary_data_output": True}}).encode()
    body = text + np.array(POINTS, "<f4").tobytes()
    media = "application/octet-stream"
    response = sent(client, body, **{"inference-header-content-length": str(len(text)), "content-type": media})
    length = int(response.headers["inference-header-content-length"])
    found = json.loads(response.content[:length])
    assert response.headers["content-type"] == media
    assert found["outputs"] == [{"name": "outputs", "datatype": "INT64", "shape": [2], "parameters": {"binary_data_size": 16}}]
    assert np.frombuffer(response.content[length:], "<i8").tolist() == [answer["cluster"] for answer in asked(client, "groups", POINTS)]


def test_an_image_may_be_base64_text(client: httpx.Client) -> None:
    assert "/inputs/0/data/0: expected an image as base64 text" in error_of(infer(client, "digits", tensor("inputs", ["no image!"], "BYTES")), 422)


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        ([tensor("inputs", POINTS), tensor("more", [1.0])], "/inputs/1/name: expected one of the inputs inputs, got more"),
        ([], "/inputs: expected the inputs inputs, got none named inputs"),
        ([tensor("inputs", [[1.0, 2.0], [1.0, 1e39]], "FP32")], "/inputs/0/data/1/1: expected a finite number, got inf"),
        ([tensor("inputs", [[1.0, 2.0, 3.0]])], "/inputs/0/data/0: expected numbers of shape (2,), got 3 numbers"),
        ([tensor("inputs", [["1", "2"]], "BYTES")], "/inputs/0/datatype: expected a datatype of numbers, such as FP64, got BYTES"),
        ([tensor("inputs", [6.0, 0.5])], "expected numbers of shape (2,)"),
        ([tensor("inputs", np.zeros((10_001, 2)).tolist())], "/inputs: expected at most 10,000 inputs, got 10,001"),
    ],
)
def test_inputs_that_the_model_cannot_take_are_pointed_at(client: httpx.Client, inputs: list[Any], error: str) -> None:
    assert error in error_of(infer(client, "groups", *inputs), 422)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"x": tensor("x", [[1.0]])}, "/inputs/1/shape: expected 1 samples, as x has, got 2"),
        ({"y": tensor("y", [1.0, 2.0, 3.0])}, "/inputs/2/shape: expected 2 samples, as x has, got 3"),
        ({"y": tensor("y", [1.0, None])}, "/inputs/2/data/1: expected a value, got none"),
        ({"y": tensor("y", ["a", "b"], "BYTES")}, "/inputs/2/data/0: expected a number"),
        ({"side": tensor("side", ["up", None], "BYTES")}, "/inputs/1/data/1"),
        ({"side": tensor("side", [1.0, 2.0])}, "/inputs/1/data/0: expected text"),
        ({"side": tensor("side", [["up", "up"], ["up", "up"]], "BYTES")}, "/inputs/1/shape: expected [2] or [2, 1]"),
    ],
)
def test_a_column_that_cannot_be_taken_is_pointed_at(client: httpx.Client, changes: dict[str, Any], error: str) -> None:
    columns = {"x": tensor("x", [1.0, 2.0]), "side": tensor("side", ["up", "down"], "BYTES"), "y": tensor("y", [1.0, 2.0])}
    assert infer(client, "table", *columns.values()).status_code == 200
    assert error in error_of(infer(client, "table", *{**columns, **changes}.values()), 422)


def test_text_that_is_not_utf_8_is_pointed_at(client: httpx.Client) -> None:
    side = {"name": "side", "shape": [1], "datatype": "BYTES", "parameters": {"binary_data_size": 6}}
    text = json.dumps({"inputs": [tensor("x", [1.0]), side, tensor("y", [1.0])]}).encode()
    response = client.post(
        "/v2/models/table/infer", content=text + b"\x02\0\0\0\xff\xfe", headers={"inference-header-content-length": str(len(text))}
    )
    assert "/inputs/1/data/0: expected text in UTF-8" in error_of(response, 422)


@pytest.mark.parametrize("length", ["0", "-1", "x", "1e3", "99999999", "²", "1.0", "9" * 400])
def test_a_length_of_the_json_that_cannot_be_is_refused(real: httpx.Client, length: str) -> None:
    body = json.dumps({"inputs": [tensor("inputs", POINTS)]}).encode()
    response = real.post("/v2/models/groups/infer", content=body, headers={"inference-header-content-length": length.encode("utf-8")})
    assert "expected the number of bytes of JSON" in error_of(response, 422)


@pytest.mark.parametrize("media", ["application/json", "application/octet-stream", "application/x-www-form-urlencoded"])
def test_a_content_type_is_that_of_json_or_what_clients_send_by_themselves(client: httpx.Client, media: str) -> None:
    body = json.dumps({"inputs": [tensor("inputs", POINTS)]}).encode()
    assert output(sent(client, body, **{"content-type": media}), "outputs").shape == (len(POINTS),)


def test_two_lengths_of_the_json_are_refused(real: httpx.Client) -> None:
    body = json.dumps({"inputs": [tensor("inputs", POINTS)]}).encode()
    lengths = [("inference-header-content-length", str(length)) for length in (len(body), 2)]
    assert "expected the number of bytes of JSON" in error_of(real.post("/v2/models/groups/infer", content=body, headers=lengths), 422)


def test_bodies_that_are_not_taken_are_refused(client: httpx.Client, settings: Settings) -> None:
    body = json.dumps({"inputs": [tensor("inputs", POINTS)]}).encode()
    assert "expected application/json" in error_of(sent(client, body, **{"content-type": "text/csv"}), 415)
    assert "gzip or deflate" in error_of(sent(client, body, **{"content-encoding": "br"}), 415)
    assert "expected JSON" in error_of(sent(client, body.replace(b"0.5", b"NaN")), 400)
    assert "expected JSON" in error_of(sent(client, body.replace(b"0.5", b"1e400")), 400)
    assert "expected a body of at most" in error_of(sent(client, b" " * (settings.max_body_bytes + 1)), 413)


@pytest.mark.parametrize(
    ("pack", "status", "error"),
    [
        (lambda body: gzip.compress(body)[:-9], 400, "one that is cut off"),
        (lambda body: gzip.compress(body) + b"more", 400, "bytes after its end"),
        (lambda body: body, 400, "expected a body in gzip"),
        (lambda body: gzip.compress(body + b" " * 10_000_000), 413, "without its Content-Encoding"),
        (zlib.compress, 400, "expected a body in gzip"),
    ],
)
def test_a_compressed_body_is_bounded_and_has_to_be_whole(client: httpx.Client, pack: Any, status: int, error: str) -> None:
    body = json.dumps({"inputs": [tensor("inputs", POINTS)]}).encode()
    assert error in error_of(sent(client, pack(body), **{"content-encoding": "gzip"}), status)


def test_what_is_wrong_with_the_address_is_an_error_of_the_same_form(client: httpx.Client) -> None:
    assert "expected a path of this API" in error_of(client.get("/v2/models/groups/config"), 404)
    assert "expected a path of this API" in error_of(client.post("/v2/repository/index"), 404)
    assert "expected one of POST" in error_of(client.get("/v2/models/groups/infer"), 405)
    assert "/query/verbose: expected no query parameters" in error_of(client.get("/v2?verbose=1"), 422)
    assert "expected one Host header" in error_of(client.get("/v2/health/live", headers={"host": "elsewhere"}), 400)


def test_an_answer_that_is_late_is_refused(client: httpx.Client) -> None:
    points = tensor("inputs", POINTS)
    assert infer(client, "groups", points, parameters={"timeout": 60_000_000}).status_code == 200
    assert infer(client, "groups", points, parameters={"timeout": 0}).status_code == 200
    waited = client.post("/v2/models/groups/infer", json={"inputs": [points]}, headers={"prefer": "wait=60"})
    assert waited.headers["preference-applied"] == "wait=60"
    assert "/parameters/timeout: expected microseconds" in error_of(infer(client, "groups", points, parameters={"timeout": "soon"}), 422)
    many = tensor("inputs", [0.5] * 784 * 80, "FP32", [80, 784])
    assert "of the parameter timeout" in error_of(infer(client, "digits", many, parameters={"timeout": 1}), 504)


def test_a_large_request_stalls_nobody(real: httpx.Client) -> None:
    """Ten thousand images as JSON take long to read, and others are answered meanwhile."""
    image = tensor("inputs", [0.5] * 784, "FP32", [1, 784])
    many = json.dumps({"inputs": [tensor("inputs", [0.5] * 784 * 5_000, "FP32", [5_000, 784])]}).encode()
    for _ in range(3):
        infer(real, "digits", image)
    done = threading.Event()

    def send_many() -> None:
        with httpx.Client(base_url=real.base_url, timeout=60) as other:
            assert len(output(other.post("/v2/models/digits/infer", content=many), "outputs")) == 5_000
        done.set()

    thread = threading.Thread(target=send_many)
    thread.start()
    n_answered = 0
    while not done.is_set():
        assert infer(real, "digits", image).status_code == 200
        n_answered += 1
    thread.join()
    assert n_answered > 5
