"""Forecasts and sessions over HTTP: a stream fed value by value to a stateful model."""

import math
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from models import load
from models.serving.predictor import Predictor
from service.app import create_app
from service.settings import Settings
from tests.integration.counted import n_calls
from tests.integration.given import at_once, client_of
from tests.integration.trained import Trained, register, train_spec
from tests.responses import fault

SERIES = [100 * math.cos(k / 25) for k in range(12)]
LSTM = {"layer": "LSTM", "units": 3}


def spec_of(size: int, batch_size: int = 8, **layer: Any) -> dict[str, Any]:
    return {
        "data": {"source": "damped_cosine", "params": {"n_samples": 60}},
        "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": size}]},
        "model": {"kind": "sequential", "layers": [{**LSTM, "return_sequences": True, **layer}, {**LSTM, **layer}, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": batch_size, "shuffle": False},
    }


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a stateful model, one over whole windows, and one of no series; at most three sessions."""
    settings = settings.model_copy(update={"files": trained.folder, "max_sessions": 3})
    register(settings, "stream", train_spec(trained.folder, "series-stream", spec_of(4, stateful=True)))
    register(settings, "windows", train_spec(trained.folder, "series-windows", spec_of(4)))
    register(settings, "line", trained.versions["line"])
    return settings


@pytest.fixture(autouse=True)
def no_sessions(app: FastAPI) -> Iterator[None]:
    """Begin without sessions, also of tests of other files, and leave none behind: there is room for few."""
    redis = app.state.parts.sessions._redis
    _forget_sessions(redis)
    yield
    _forget_sessions(redis)


def _forget_sessions(redis: Any) -> None:
    for key in redis.scan_iter("modelbook:session*"):
        redis.delete(key)


def opened(client: httpx.Client, model: str = "stream") -> str:
    response = client.post(f"/v1/models/{model}/sessions")
    assert response.status_code == 201, response.text
    found: str = response.json()["id"]
    return found


def fed(client: httpx.Client, session: str, inputs: list[Any], model: str = "stream") -> list[Any]:
    response = client.post(f"/v1/models/{model}/sessions/{session}/predict", json={"inputs": inputs})
    assert response.status_code == 200, response.text
    return [answer["value"] for answer in response.json()["predictions"]]


def test_a_stream_fed_value_by_value_is_answered_as_one_fed_at_once_and_as_keras_does(client: httpx.Client, settings: Settings) -> None:
    one, other = opened(client), opened(client)
    by_value = [answer for value in SERIES for answer in fed(client, one, [value])]
    assert by_value == pytest.approx(fed(client, other, SERIES), rel=1e-5)
    predictor = load(_artifact(settings))
    assert by_value == pytest.approx(_fed_to_keras(predictor), rel=1e-4)
    assert len(set(by_value)) == len(SERIES)


def _fed_to_keras(predictor: Predictor) -> list[float]:
    """Feed the series value by value to a stateful Keras network of the same weights."""
    import keras

    first, second = (keras.layers.LSTM(3, stateful=True, return_sequences=every) for every in (True, False))
    network = keras.Sequential([keras.Input((1, 1), batch_size=1), first, second, keras.layers.Dense(1)])
    network.set_weights(predictor.runtime.network.get_weights())  # type: ignore[attr-defined]
    scaled = predictor.chain.input_steps[0].apply(np.array(SERIES).reshape(-1, 1)).astype(np.float32)
    outputs = np.concatenate([np.asarray(network(value.reshape(1, 1, 1))) for value in scaled])
    values: list[float] = predictor.port.invert(outputs)[:, 0].tolist()
    return values


def _artifact(settings: Settings) -> str:
    (path,) = (settings.files / "jobs" / "series-stream").glob("*/model.h5")
    return str(path)


def test_the_window_of_a_series_is_answered_as_the_stream_is_behind_its_last_value(client: httpx.Client) -> None:
    session = opened(client)
    whole = client.post("/v1/models/stream/predict", json={"inputs": [SERIES[:4]]}).json()["predictions"][0]["value"]
    assert fed(client, session, SERIES[:4])[-1] == pytest.approx(whole, rel=1e-4)


def test_sessions_do_not_see_one_another(client: httpx.Client) -> None:
    one, other = opened(client), opened(client)
    fed(client, one, SERIES)
    assert fed(client, other, SERIES[:1]) == pytest.approx(fed(client, opened(client), SERIES[:1]))


def test_a_session_shows_how_far_it_is_and_when_it_is_forgotten(client: httpx.Client) -> None:
    made = client.post("/v1/models/stream/sessions")
    assert made.headers["location"] == f"/v1/models/stream@1/sessions/{made.json()['id']}"
    body = client.post(f"{made.headers['location']}/predict", json={"inputs": SERIES[:3]}).json()
    shown = client.get(made.headers["location"]).json()
    assert (body["n_steps"], shown["n_steps"], shown["model"]) == (3, 3, "stream@1")
    left = datetime.fromisoformat(shown["expires_at"]) - datetime.now(UTC)
    assert 500 < left.total_seconds() <= 600


def test_a_deleted_session_is_gone_and_makes_room(client: httpx.Client) -> None:
    sessions = [opened(client) for _ in range(3)]
    full = client.post("/v1/models/stream/sessions")
    assert (full.status_code, full.headers["retry-after"]) == (503, "5")
    assert full.json()["detail"].startswith("expected at most 3 open sessions")
    path = f"/v1/models/stream/sessions/{sessions[0]}"
    assert client.delete(path).status_code == 204
    assert {client.get(path).status_code, client.delete(path).status_code} == {404}
    opened(client)


def test_one_owner_cannot_take_all_sessions(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"sessions_per_owner": 2}))
    with client_of(app) as client:
        first, _ = opened(client), opened(client)
        full = client.post("/v1/models/stream/sessions")
        assert (full.status_code, full.headers["retry-after"], full.headers["ratelimit"]) == (429, "30", '"sessions";r=0;t=30')
        assert full.json()["detail"].startswith("expected at most 2 open sessions of one owner: owner default has as many")
        limits = {limit["name"]: (limit["limit"], limit["used"]) for limit in client.get("/v1/me").json()["limits"]}
        assert limits["sessions"] == (2, 2)
        app.state.parts.sessions.open("ann", "stream@1", ())
        assert client.delete(f"/v1/models/stream/sessions/{first}").status_code == 204
        # Of the three that all together may have, one is ann's.
        opened(client)


def test_sessions_of_an_owner_that_have_expired_take_no_room(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"sessions_per_owner": 1, "session_ttl_s": 0.2}))) as client:
        for _ in range(2):
            opened(client)
            time.sleep(0.4)


def test_a_session_that_is_not_fed_expires(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"session_ttl_s": 0.2}))) as client:
        session = opened(client)
        time.sleep(0.4)
        response = client.post(f"/v1/models/stream/sessions/{session}/predict", json={"inputs": [1]})
        assert (response.status_code, "it may have expired" in response.json()["detail"]) == (404, True)
        for _ in range(3):  # Those that have expired take no room.
            opened(client)


def test_another_api_process_goes_on_with_a_session(client: httpx.Client, settings: Settings) -> None:
    session, whole = opened(client), opened(client)
    first = fed(client, session, SERIES[:5])
    with client_of(create_app(settings)) as other:
        rest = fed(other, session, SERIES[5:])
    assert [*first, *rest] == pytest.approx(fed(client, whole, SERIES), rel=1e-5)


def test_calls_at_the_same_time_are_answered_one_after_the_other(client: httpx.Client) -> None:
    session = opened(client)
    at_once(6, lambda _: fed(client, session, [50.0]))
    assert client.get(f"/v1/models/stream/sessions/{session}").json()["n_steps"] == 6
    whole = fed(client, opened(client), [50.0] * 7)
    assert fed(client, session, [50.0]) == pytest.approx(whole[-1:], rel=1e-5)


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"inputs": []}, "/inputs", "expected 1 to 10,000 steps, got 0"),
        ({"inputs": [1, "x"]}, "/inputs/1", "expected a number, got str 'x'"),
        ({"inputs": [[1, 2]]}, "/inputs", "expected a series of numbers, got numbers of shape (1, 2)"),
        ({"values": [1]}, "", 'expected an object with only "inputs", got an object with values; send {"inputs": [1]}'),
        ({"inputs": 3}, "/inputs", "expected a list with one entry per step, got a number"),
    ],
)
def test_steps_that_cannot_be_taken_leave_the_stream_where_it_was(client: httpx.Client, body: dict[str, Any], pointer: str, detail: str) -> None:
    session = opened(client)
    fed(client, session, SERIES[:2])
    assert fault(client.post(f"/v1/models/stream/sessions/{session}/predict", json=body)) == (pointer, detail)
    assert client.get(f"/v1/models/stream/sessions/{session}").json()["n_steps"] == 2


@pytest.mark.parametrize("model", ["windows", "line"])
def test_a_model_without_a_state_has_no_sessions(client: httpx.Client, model: str) -> None:
    pointer, detail = fault(client.post(f"/v1/models/{model}/sessions"))
    assert (pointer, "expected a model with stateful layers" in detail) == ("", True)


def test_a_session_is_one_of_its_model(client: httpx.Client) -> None:
    session = opened(client)
    assert client.get(f"/v1/models/windows/sessions/{session}").status_code == 404
    assert client.post("/v1/models/nothing/sessions").status_code == 404


def test_without_redis_sessions_are_refused_with_the_reason(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"broker_url": "redis://127.0.0.1:1/0"}))) as client:
        response = client.post("/v1/models/stream/sessions")
        assert (response.status_code, response.json()["detail"]) == (503, "the server that stores the sessions is unavailable; try again")


def test_a_forecast_goes_on_from_a_series_in_its_own_units(client: httpx.Client) -> None:
    response = client.post("/v1/models/windows/forecast", json={"series": SERIES, "steps": 5})
    assert response.status_code == 200, response.text
    body = response.json()
    first = client.post("/v1/models/windows/predict", json={"inputs": [SERIES[-4:]]}).json()["predictions"][0]["value"]
    assert (body["model"], len(body["forecast"])) == ("windows@1", 5)
    assert body["forecast"][0] == pytest.approx(first, rel=1e-5)


@pytest.mark.parametrize(
    ("model", "body", "pointer", "phrase"),
    [
        ("windows", {"series": SERIES[:3], "steps": 5}, "/series", "expected a series of at least 4 steps, got 3: 1 missing"),
        ("windows", {"series": SERIES, "steps": 0}, "/steps", "greater than or equal to 1"),
        ("windows", {"series": SERIES, "steps": 10_001}, "/steps", "less than or equal to 10000"),
        ("windows", {"series": SERIES}, "/steps", "steps is required"),
        ("windows", {"series": [1, None], "steps": 1}, "/series/1", "expected a number, got null"),
        ("line", {"series": SERIES, "steps": 5}, "", "expected a model that forecasts a series of numbers, but this one is one of regression"),
    ],
)
def test_a_forecast_that_cannot_be_made_is_told_where_and_why(
    client: httpx.Client, model: str, body: dict[str, Any], pointer: str, phrase: str
) -> None:
    found, detail = fault(client.post(f"/v1/models/{model}/forecast", json=body))
    assert (found, phrase in detail) == (pointer, True), detail


def test_every_call_is_counted(client: httpx.Client, app: FastAPI) -> None:
    before = n_calls(app, "stream"), n_calls(app, "windows")
    assert client.post(f"/v1/models/stream/sessions/{opened(client)}/predict", json={"inputs": SERIES}).status_code == 200
    assert client.post("/v1/models/windows/forecast", json={"series": SERIES, "steps": 5}).status_code == 200
    assert (n_calls(app, "stream"), n_calls(app, "windows")) == (before[0] + 1, before[1] + 1)
