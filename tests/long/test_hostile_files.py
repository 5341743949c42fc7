"""Hostile requests of tens of megabytes against a running service: answered in time and memory, while predictions and /healthz go on."""

import threading
import time

import pytest

from tests.acceptance.service import Service
from tests.hostile.requests import LARGE, TABLE, prepare, require_bounded

#: Measures times.
pytestmark = pytest.mark.alone

#: Longest time in which nine of ten predictions come meanwhile, in seconds.
MOST_S = 0.2


@pytest.fixture(scope="module", autouse=True)
def _prepared(service: Service) -> None:
    prepare(service)


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_hostile_request_is_answered_within_bounds(service: Service, kind: str) -> None:
    require_bounded(service, LARGE[kind])


def test_predictions_go_on_while_an_upload_is_read(service: Service) -> None:
    seconds: list[float] = []
    done = threading.Event()

    def predict() -> None:
        while not done.is_set():
            start = time.monotonic()
            service.predict(TABLE, json={"inputs": [[1.0]]})
            seconds.append(time.monotonic() - start)

    thread = threading.Thread(target=predict)
    thread.start()
    rows = b"a,b\n" + b"\n".join(b"%d,text %d" % (index, index) for index in range(500_000))
    assert service.http.post("/v1/datasets", files={"file": ("rows.csv", rows)}).status_code == 201
    done.set()
    thread.join()
    assert len(seconds) > 20
    assert sorted(seconds)[len(seconds) * 9 // 10] < MOST_S
