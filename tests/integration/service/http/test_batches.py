"""Requests that are computed together, over real sockets: equal to those computed alone, and not held up by others."""

import gc
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from select import select
from typing import Any

import numpy as np
import orjson
import pytest
from fastapi import FastAPI

from models.artifact.samples.read import n_items
from models.core.arrays import Ports
from models.serving.batch_times import BatchTimes
from models.serving.runtimes import RUNTIMES
from service.app import create_app
from service.batching.batcher import Batcher
from service.settings import Settings
from tests.close import assert_close
from tests.integration.given import at_once
from tests.integration.sent import Pixels
from tests.integration.service.http.lingering import Lingering, posted, predicting, register_lingering
from tests.integration.service.http.served import served
from tests.integration.toy_models import train_toy_model
from tests.integration.trained import Trained, register_all
from tests.raw_http import calling

N = 32


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    settings = register_all(settings, trained, "line", "trees", "digits")
    register_lingering(settings, trained.versions["line"], "slow")
    register_lingering(settings, train_toy_model(trained, "ridge", "slower"), "slower")
    return settings.model_copy(update={"queued_rows": 200, "max_requests": 128, "max_body_bytes": 32 * 1024 * 1024, "body_timeout_s": 30.0})


@pytest.fixture
def app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setitem(RUNTIMES, Lingering.name, Lingering)
    Lingering.goes_on.set()
    Lingering.sizes.clear()
    return create_app(settings)


@pytest.fixture
def port(app: FastAPI) -> Iterator[int]:
    with served(app, app.state.direct, header_timeout_s=30.0, body_timeout_s=30.0, keep_alive_s=30.0) as (port, _):
        yield port


def answers(port: int, requests: list[bytes]) -> list[list[Any]]:
    """Return the predictions for requests of one caller each, sent at once."""
    with calling(port, len(requests)) as callers:
        responses = at_once(len(requests), lambda number: callers[number].send(requests[number]).response())
    assert [response.status for response in responses] == [200] * len(requests)
    return [orjson.loads(response.body)["predictions"] for response in responses]


def loaded(app: FastAPI, name: str) -> Any:
    return app.state.parts.predictors.ready(f"default/{name}@1")


def until(holds: Any) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.parametrize("model", ["line", "trees", "digits", "slow"])
def test_a_request_is_answered_among_31_others_as_alone(port: int, images: Pixels, model: str) -> None:
    rows = [images[index % 3].tolist() for index in range(N)] if model == "digits" else [[index / 7 - 2] for index in range(N)]
    requests = [predicting(model, [row]) for row in rows]
    alone = [answers(port, [request])[0] for request in requests]
    for _ in range(3):
        assert_close(answers(port, requests), alone)


def test_what_arrives_while_a_model_runs_is_one_batch(port: int) -> None:
    answers(port, [predicting("slow", [[1.0]])])
    Lingering.sizes.clear()
    answers(port, [predicting("slow", [[float(number)]]) for number in range(N)])
    assert sum(Lingering.sizes) == N
    assert len(Lingering.sizes) <= 8


def test_too_many_waiting_rows_are_refused_until_there_is_room(port: int, app: FastAPI) -> None:
    answers(port, [predicting("slow", [[1.0]])])
    Lingering.goes_on.clear()
    Lingering.sizes.clear()
    with calling(port, 4) as (first, second, third, late):
        first.send(predicting("slow", [[1.0]]))
        until(lambda: Lingering.sizes)
        second.send(predicting("slow", [[1.0]] * 100))
        third.send(predicting("slow", [[1.0]] * 100))
        until(lambda: loaded(app, "slow").batcher._n_rows == 200)
        refused = late.send(predicting("slow", [[1.0]])).response()
        assert (refused.status, refused.problem["type"]) == (503, "/problems/overloaded")
        assert int(refused.headers["retry-after"]) >= 1
        assert "MODELBOOK_QUEUED_ROWS" in str(refused.problem["detail"])
        Lingering.goes_on.set()
        assert [len(orjson.loads(caller.response().body)["predictions"]) for caller in (first, second, third)] == [1, 100, 100]
        assert late.send(predicting("slow", [[1.0]])).response().status == 200


@pytest.mark.parametrize("line", ["X-Request-Id: hot", "X-Of-No-Meaning: ordinary"], ids=["hot path", "ordinary route"])
def test_callers_who_leave_are_not_computed_for_and_do_not_count_as_work(port: int, app: FastAPI, line: str) -> None:
    answers(port, [predicting("slow", [[1.0]])])
    Lingering.sizes.clear()
    Lingering.goes_on.clear()
    with calling(port, 1) as (first,):
        first.send(predicting("slow", [[1.0]]))
        until(lambda: Lingering.sizes)
        for _ in range(2):
            with calling(port, 50) as leaving:
                for caller in leaving:
                    caller.send(predicting("slow", [[1.0]], line))
                until(lambda: app.state.parts.streams.work.n_requests == 51)
            until(lambda: sum(map(_is_wanted, loaded(app, "slow").batcher._waiting)) == 0)
            Lingering.goes_on.set()
            until(lambda: app.state.parts.streams.work.n_requests == 0)
            assert first.response().status == 200
            assert sum(Lingering.sizes) == 1
            Lingering.sizes.clear()
            Lingering.goes_on.clear()
            first.send(predicting("slow", [[1.0]]))
            until(lambda: Lingering.sizes)
        Lingering.goes_on.set()
        assert first.response().status == 200


def _is_wanted(request: Any) -> bool:
    return bool(request.is_wanted())


def test_an_evicted_model_answers_those_who_wait_for_it(settings: Settings, port: int, app: FastAPI, images: Pixels) -> None:
    answers(port, [predicting("slow", [[1.0]])])
    Lingering.sizes.clear()
    Lingering.goes_on.clear()
    with calling(port, N + 1) as (other, *waiting):
        for caller in waiting:
            caller.send(predicting("slow", [[1.0]]))
        until(lambda: app.state.parts.streams.work.n_requests == N)
        predictors = app.state.parts.predictors
        for key in set(predictors.keys()) - {"default/slow@1"}:
            predictors.drop(predictors.ready(key))
        predictors._budget_bytes = 1
        assert other.send(predicting("digits", [images[0].tolist()])).response().status == 200
        assert loaded(app, "slow") is None
        Lingering.goes_on.set()
        assert {caller.response().status for caller in waiting} == {200}


def test_many_calls_of_a_slow_model_hold_up_no_other_model_and_no_other_route(port: int, app: FastAPI, images: Pixels) -> None:
    surface = {axis: {"feature": feature, "from": 0, "to": 1, "steps": 3} for axis, feature in (("x", 0), ("y", 1))}
    calls = [posted("/v1/models/slower/surface", surface)] * 60 + [predicting("slower", [[1.0, 2.0]])] * 20
    fast = [predicting("digits", [images[0].tolist()] * count) for count in (1, 40)]
    answers(port, [calls[-1], *fast])
    Lingering.sizes.clear()
    Lingering.goes_on.clear()
    with calling(port, 81) as (other, *slow):
        for caller, request in zip(slow, calls, strict=True):
            caller.send(request)
        until(lambda: app.state.parts.streams.work.n_requests == len(calls))
        for request in (*fast, b"GET /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") * 10:
            assert other.send(request).response().status == 200
        assert app.state.parts.streams.work.n_requests == len(calls)  # None of them has ended meanwhile.
        Lingering.goes_on.set()
        assert {caller.response().status for caller in slow} == {200}


def test_one_slow_model_takes_half_of_the_requests_in_work_and_others_are_served(port: int, images: Pixels) -> None:
    surface = {axis: {"feature": feature, "from": 0, "to": 1, "steps": 3} for axis, feature in (("x", 0), ("y", 1))}
    fast = predicting("digits", [images[0].tolist()])
    answers(port, [predicting("slower", [[1.0, 2.0]]), fast])
    Lingering.sizes.clear()
    Lingering.goes_on.clear()
    with calling(port, 151) as (other, *slow):
        for caller in slow:
            caller.send(posted("/v1/models/slower/surface", surface))
        until(lambda: Lingering.sizes)
        time.sleep(0.5)
        assert other.send(fast).response().status == 200
        Lingering.goes_on.set()
        statuses = [caller.response().status for caller in slow]
    assert statuses.count(200) == 64
    assert statuses.count(503) == 86


def test_an_evicted_model_is_freed_at_once(port: int, app: FastAPI) -> None:
    answers(port, [predicting("trees", [[1.0]])] * 3)  # What is loaded is out of reach of collections of garbage: a cycle would stay for ever.
    gc.disable()
    try:
        model = weakref.ref(loaded(app, "trees"))
        app.state.parts.predictors.drop(model())
        until(lambda: model() is None)
    finally:
        gc.enable()


def slow_down(app: FastAPI, name: str, row_s: float) -> None:
    """Let a loaded model take a time for each row."""
    known = loaded(app, name)

    def slowly(x: Ports) -> Ports:
        time.sleep(row_s * n_items(x))
        return dict(known.predictor.runtime.run(x))

    app.state.parts.predictors._loaded[f"default/{name}@1"] = replace(known, batcher=Batcher(slowly, BatchTimes(0.0, row_s), 50_000))


def test_small_requests_do_not_wait_for_one_of_10_000_rows(port: int, app: FastAPI) -> None:
    rows = np.linspace(-2, 2, 10_000)[:, np.newaxis].tolist()
    small, large = predicting("trees", [[0.5]]), predicting("trees", rows)
    answers(port, [small, large])
    slow_down(app, "trees", 2e-5)  # By itself it may be through before six others are, on a quick machine.
    with calling(port, 2) as (first, second):
        second.send(large)
        n_before = 0
        while not select([second.socket], [], [], 0)[0]:
            assert first.send(small).response().status == 200
            n_before += 1
        assert len(orjson.loads(second.response().body)["predictions"]) == 10_000
    assert n_before > 5


def test_every_call_of_a_model_is_counted_and_stays_counted_when_it_is_loaded_again(port: int, app: FastAPI, images: Pixels) -> None:
    def n_counted(name: str) -> int:
        return sum(app.state.parts.predictors.latencies.by_model()[f"default/{name}@1"].by_phase["model"].counts)

    answers(port, [predicting("digits", [images[0].tolist()])] * 2 + [predicting("line", [[1.0]])])
    answers(port, [predicting("digits", [images[0].tolist()])])  # By the hot path.
    assert (n_counted("digits"), n_counted("line")) == (3, 1)
    app.state.parts.predictors.drop(loaded(app, "digits"))
    answers(port, [predicting("digits", [images[0].tolist()])])
    assert n_counted("digits") == 4
