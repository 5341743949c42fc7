"""A model whose Keras process dies: unavailable while it dies, loaded again by the next request, in every form of the answer."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from service.settings import Settings
from tests.autoencoders import denoising
from tests.integration.trained import register, train_spec
from tests.responses import problem

pytestmark = pytest.mark.slow

PNG = {"accept": "image/png"}
BODY: dict[str, Any] = {"inputs": [[[0] * 8] * 8]}
PATH = "/v1/models/denoising/predict"


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """The settings of a service with a model that reconstructs digits, run by Keras as if ONNX could not express it."""
    new = train_spec(settings.files, "denoising", denoising(0.1, epochs=1))
    register(settings, "denoising", replace(new, onnx=None, serving={**new.serving, "runtime": "keras"}))
    return settings


def test_a_process_of_an_evicted_model_computes_for_those_who_wait_and_ends_with_the_last_of_them(client: httpx.Client, app: FastAPI) -> None:
    assert client.post(PATH, json=BODY).status_code == 200
    predictors = app.state.parts.predictors
    loaded = predictors.ready("default/denoising@1")
    child = loaded.predictor.runtime._child
    child.send_signal(signal.SIGSTOP)  # It computes until it may go on.
    answers = ThreadPoolExecutor(3).map(lambda _: client.post(PATH, json=BODY).status_code, range(3))
    deadline = time.monotonic() + 20
    while not loaded.batcher._is_busy and time.monotonic() < deadline:
        time.sleep(0.01)
    predictors.drop(loaded)
    del loaded
    child.send_signal(signal.SIGCONT)
    assert list(answers) == [200] * 3
    assert child.wait(20) == 0


def test_a_process_that_dies_between_requests_or_during_one_is_started_again(client: httpx.Client, app: FastAPI) -> None:
    def process() -> int:
        pid: int = app.state.parts.predictors.ready("default/denoising@1").predictor.runtime._child.pid
        return pid

    assert client.post(PATH, json=BODY).status_code == 200
    first = process()
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert client.post(PATH, json=BODY, headers=PNG).content.startswith(b"\x89PNG")
    second = process()
    assert second != first
    os.kill(second, signal.SIGSTOP)  # It does not answer before it dies.
    killer = threading.Timer(0.3, os.kill, (second, signal.SIGKILL))
    killer.start()
    assert "the Keras process did not run the batch" in problem(client.post(PATH, json=BODY, headers=PNG), 503)["detail"]
    killer.join()
    assert app.state.parts.predictors.ready("default/denoising@1") is None
