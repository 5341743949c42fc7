"""Whatever fails on the hot path, and whoever leaves: the request gets the response of the ordinary route, and nothing is left behind."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.core.arrays import Ports
from models.core.errors import ArtifactError
from tests.acceptance.service import until
from tests.integration.service.fast.asking import ORDINARY, SAME_ID, Hot, comparable, json_of, request_of, require_equal, warm
from tests.integration.service.fast.held import held, running
from tests.raw_http import Caller, calling

LINE, KEY = json_of([[0.5], [1.5]]), "default/line@1"
DIGIT = json_of(np.zeros((1, 28, 28), int).tolist())
#: Longest wait for what happens at once, in seconds.
SOON_S = 10.0
Run = Callable[[Ports, Callable[[Ports], Ports]], Ports]


def raising(error: Exception) -> Run:
    def run(x: Ports, own: Callable[[Ports], Ports]) -> Ports:
        raise error

    return run


def filled(value: float) -> Run:
    def run(x: Ports, own: Callable[[Ports], Ports]) -> Ports:
        return {name: np.full_like(array, value) for name, array in own(x).items()}

    return run


@pytest.fixture(autouse=True)
def nothing_left(hot: Hot) -> Iterator[None]:
    """Require that no request counts as in work after a test, and that the models are there."""
    warm(hot, "line", "digits")
    yield
    until(lambda: hot.app.state.parts.streams.work.n_requests == 0, "the end of all requests", SOON_S)


@pytest.mark.parametrize(
    "run",
    [
        raising(ValueError("no")),
        raising(RuntimeError("ONNX")),
        raising(ArtifactError("ended")),
        raising(MemoryError()),
        filled(np.nan),
        filled(np.inf),
    ],
    ids=["ValueError", "RuntimeError", "ArtifactError", "MemoryError", "NaN", "infinite"],
)
def test_a_model_that_fails_gives_what_it_gives_on_the_ordinary_route(run: Run, hot: Hot) -> None:
    with running(hot, KEY, run):
        ordinary, _ = hot.ask(request_of("line", LINE, SAME_ID, ORDINARY))
    warm(hot, "line")
    before = len(hot.watched.taken)
    with running(hot, KEY, run):
        found, _ = hot.ask(request_of("line", LINE, SAME_ID))
    assert comparable(found) == comparable(ordinary)
    assert (found.status >= 422, len(hot.watched.taken)) == (True, before + 1)


#: Functions of the hot path, of which each may have a bug.
STATIONS = (
    *("admission.Admission.caller", "admission.Admission.counts", "responses.Responses.lines_and_body", "predictions.n_items", "predictions.Waiting"),
    *("predictions.require_few_rows", "predictions.Phases", "predictions.head_of", "predictions.FastPredictions._take", "predictions.Stopwatch"),
)


@pytest.mark.parametrize("station", STATIONS)
def test_a_bug_anywhere_on_the_hot_path_leaves_the_request_to_the_ordinary_route(station: str, hot: Hot) -> None:
    expected, _ = hot.ask(request_of("line", LINE, SAME_ID, ORDINARY))
    failed: list[str] = []

    def failing(*_: Any, **__: Any) -> Any:
        failed.append(station)
        raise ZeroDivisionError(station)

    with pytest.MonkeyPatch.context() as patch, calling(hot.port) as (caller,):
        patch.setattr(f"service.api.fast.{station}", failing)
        assert [comparable(caller.send(request_of("line", LINE, SAME_ID)).response()) for _ in range(2)] == [comparable(expected)] * 2
        patch.undo()
        assert failed
        assert comparable(caller.send(request_of("line", LINE, SAME_ID)).response()) == comparable(expected)


# ---- Callers who leave


def test_callers_who_leave_while_they_wait_are_not_computed_and_not_counted(hot: Hot) -> None:
    work = hot.app.state.parts.streams.work
    with held(hot, KEY) as runs:
        with calling(hot.port, 12) as callers:
            for index, caller in enumerate(callers):
                caller.send(request_of("line", LINE, *[ORDINARY] * (index % 2)))
                until(lambda n=index + 1: work.n_requests == n, "the request", SOON_S)
        until(lambda: not hot.server.server_state.connections, "them to leave", SOON_S)
        until(lambda: work.n_requests == 6, "the ordinary route to end", SOON_S)  # Those of the hot path end when it is their turn.
        runs.go_on.set()
        until(lambda: work.n_requests == 0, "the end of all requests", SOON_S)
        assert runs.n_rows == [2]
        assert require_equal(hot, "line", LINE)


def test_callers_who_leave_do_not_disturb_those_computed_with_them(hot: Hot) -> None:
    expected, _ = hot.ask(request_of("line", LINE))
    work = hot.app.state.parts.streams.work
    with held(hot, KEY) as runs, calling(hot.port, 9) as callers:
        for index, caller in enumerate(callers):
            caller.send(request_of("line", LINE))
            until(lambda n=index + 1: work.n_requests == n, "the request", SOON_S)
        for leaving in callers[1::2]:
            leaving.close()
        until(lambda: len(hot.server.server_state.connections) == 5, "them to leave", SOON_S)
        runs.go_on.set()
        assert [caller.response().body for caller in callers[::2]] == [expected.body] * 5
        assert runs.n_rows == [2, 8]


# ---- Pieces and rows of requests


def pieces(request: bytes, cuts: list[int]) -> list[bytes]:
    ends = sorted({cut % len(request) for cut in cuts} | {len(request)})
    return [request[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_a_request_may_be_cut_anywhere(hot: Hot) -> None:
    expected, is_hot = hot.ask(request_of("line", LINE, SAME_ID))
    assert is_hot

    @settings(max_examples=25)
    @given(st.lists(st.integers(0, 10_000), max_size=6))
    def check(cuts: list[int]) -> None:
        send_pieces(hot, pieces(request_of("line", LINE, SAME_ID), cuts))

    def send_pieces(hot: Hot, parts: list[bytes]) -> None:
        before = len(hot.watched.taken)
        with calling(hot.port) as (caller,):
            for part in parts:
                caller.send(part)
                time.sleep(0.0005)
            assert comparable(caller.response()) == comparable(expected)
        assert len(hot.watched.taken) == before + 1

    check()
    whole = request_of("line", LINE, SAME_ID)
    send_pieces(hot, [whole[index : index + 1] for index in range(len(whole))])


#: Requests that are sent in a row.
MIXED = (
    request_of("line", LINE, SAME_ID),
    request_of("digits", DIGIT, SAME_ID),
    request_of("digits", DIGIT, SAME_ID, "Accept-Encoding: gzip"),
    request_of("line", LINE, SAME_ID, ORDINARY),
    request_of("line", b'{"inputs": [["a"]]}', SAME_ID),
    request_of("line", b"{", SAME_ID),
    request_of("other", LINE, SAME_ID),
    request_of("line", LINE.ljust(70_000), SAME_ID),
    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Request-ID: compared\r\n\r\n",
)


@pytest.mark.parametrize("seed", range(4))
def test_mixed_requests_in_a_row_are_answered_in_their_order_each_as_alone(seed: int, hot: Hot) -> None:
    alone = [comparable(hot.ask(request)[0]) for request in MIXED]
    drawn = random.Random(seed)
    chosen = [drawn.randrange(len(MIXED)) for _ in range(20)]
    row = b"".join(MIXED[index] for index in chosen)
    with calling(hot.port) as (caller,):
        for part in pieces(row, [drawn.randrange(len(row)) for _ in range(5)]):
            caller.send(part)
        assert [comparable(caller.response()) for _ in chosen] == [alone[index] for index in chosen]


def test_a_row_of_requests_to_two_models_is_answered_in_order(hot: Hot) -> None:
    with held(hot, KEY) as runs, calling(hot.port, 2) as (caller, other):
        caller.send((MIXED[0] + MIXED[1]) * 10)
        until(lambda: bool(runs.n_rows), "the first to run", SOON_S)
        assert answered(other, MIXED[1])
        runs.go_on.set()
        found = [caller.response().headers["x-model-version"] for _ in range(20)]
        assert found == ["line@1", "digits@1"] * 10


def answered(caller: Caller, request: bytes) -> bool:
    return caller.send(request).response().status == 200
