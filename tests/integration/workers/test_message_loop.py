"""Workers whose Celery receives nothing any more, by its known mistakes; `tests/long` has more of them."""

import signal
from collections.abc import Iterator

import pytest

from tests.integration.workers.lonely_workers import Lonely, lonely_workers
from tests.servers import broker_server


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a broker of these tests' own, without the number of a part of it."""
    with broker_server(tmp_path_factory.mktemp("broker")) as url:
        yield url.removesuffix("/0")


@pytest.fixture(scope="module")
def lonely(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Lonely]]:
    """A worker for each fault."""
    with lonely_workers(tmp_path_factory.mktemp("lonely"), {fault: (broker, fault) for fault in ("poll", "lose")}, broker) as workers:
        yield workers


def test_a_loop_that_no_longer_polls_is_connected_anew(lonely: dict[str, Lonely]) -> None:
    """It is idle and deaf: nothing shows it but its own messages."""
    worker = lonely["poll"]
    assert worker.seconds_to_message() < 10
    worker.process.send_signal(signal.SIGTERM)
    code, words = worker.end()
    assert (code, words[:2], "drained" in words) == (0, ["ready", "got"], True)


def test_a_loop_that_cannot_be_helped_ends_the_worker_with_the_reason(lonely: dict[str, Lonely]) -> None:
    code, words = lonely["lose"].end()
    assert code == 1
    log = lonely["lose"].said.with_suffix(".log").read_text() + "".join(words)
    assert "this worker ends to be started again: it has received no message of" in log
    assert "although the broker answers, and connecting anew has not helped" in log
