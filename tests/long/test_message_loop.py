"""Workers whose Celery receives nothing any more, by real faults of a real broker's connections and by its known mistakes."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from redis import Redis

from tests.integration.workers.lonely_workers import Lonely, lonely_workers
from tests.long.frozen_links import Links, frozen_links
from tests.servers import broker_server

#: Measures times.
pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a broker of these tests' own, without the number of a part of it."""
    with broker_server(tmp_path_factory.mktemp("broker")) as url:
        yield url.removesuffix("/0")


@pytest.fixture(scope="module")
def links(broker: str) -> Iterator[Links]:
    with frozen_links(urlsplit(broker).port or 0) as links:
        yield links


@pytest.fixture(scope="module")
def lonely(broker: str, links: Links, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Lonely]]:
    """A worker for each fault; the one whose connections freeze reaches the broker by links."""
    linked = broker.replace(f":{urlsplit(broker).port}", f":{links.port}")
    faults = {"frozen": (linked, "none"), "refused": (broker, "none"), "still": (broker, "still"), "break": (broker, "break")}
    with lonely_workers(tmp_path_factory.mktemp("lonely"), faults, broker) as workers:
        yield workers


def test_a_connection_that_passes_nothing_any_more_is_replaced_within_seconds(lonely: dict[str, Lonely], links: Links) -> None:
    """With Celery's settings it took up to 50 s, and each message until then was lost."""
    worker = lonely["frozen"]
    assert worker.seconds_to_message() < 5
    links.freeze()
    assert worker.seconds_to_message(25) < 15


def test_a_refusal_of_the_server_does_not_end_a_worker(lonely: dict[str, Lonely]) -> None:
    """Celery ended, with exit code 0, so that nothing started it again."""
    worker = lonely["refused"]
    with Redis.from_url(worker.url) as redis:
        redis.set("cpu", "of another kind")
        time.sleep(3)
        redis.delete("cpu")
    assert worker.seconds_to_message() < 10


def test_a_loop_that_is_blocked_ends_the_worker_with_the_reason(lonely: dict[str, Lonely]) -> None:
    """It cannot end itself: the process is ended for it."""
    code, words = lonely["still"].end()
    assert code == 1
    log = lonely["still"].said.with_suffix(".log").read_text() + "".join(words)
    assert "this worker ends to be started again: it has received no message of" in log
    assert "although the broker answers, and connecting anew has not helped" in log


def test_a_loop_that_ends_by_itself_hands_back_its_jobs_first_and_is_no_success(lonely: dict[str, Lonely]) -> None:
    code, words = lonely["break"].end()
    assert code != 0
    assert words == ["ready", "drained"]
