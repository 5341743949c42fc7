"""Workers whose Celery receives nothing any more, by real faults of a real broker's connections and by its known mistakes."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from redis import Redis

from service.queue import WORK, celery_app
from tests.acceptance.service import until
from tests.integration.workers.frozen_links import Links, frozen_links
from tests.servers import broker_server

#: Seconds in which a worker is ready, beside others that start.
START_S = 60.0


@dataclass
class Lonely:
    """A worker that only counts its messages, and its part of the broker."""

    process: subprocess.Popen[bytes]
    said: Path
    url: str

    def words(self) -> list[str]:
        return self.said.read_text().splitlines()

    def wake(self) -> None:
        """Send a message, unless one waits already; as reapers do every second."""
        with Redis.from_url(self.url) as redis:
            if redis.llen("cpu") == 0:
                app = celery_app(self.url)
                app.send_task(WORK, args=["cpu"], queue="cpu")
                app.close()

    def seconds_to_message(self, most_s: float = 20) -> float:
        """Return the seconds until it receives the next message."""
        before, began = self.words().count("got"), time.monotonic()
        while self.words().count("got") == before:
            assert time.monotonic() - began < most_s, "no message was received"
            assert self.process.poll() is None, self.words()
            self.wake()
            time.sleep(0.2)
        return time.monotonic() - began

    def end(self, seconds: float = 30) -> tuple[int, list[str]]:
        """Wait until it has ended; return its exit code and what it said."""
        return self.process.wait(seconds), self.words()


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with broker_server(tmp_path_factory.mktemp("broker")) as url:
        yield url


@pytest.fixture(scope="module")
def links(broker: str) -> Iterator[Links]:
    with frozen_links(urlsplit(broker).port or 0) as links:
        yield links


@pytest.fixture(scope="module")
def lonely(broker: str, links: Links, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Lonely]]:
    """A worker for each fault, all started at once: most of their time is that of imports."""
    folder, workers = tmp_path_factory.mktemp("lonely"), dict[str, Lonely]()
    with ExitStack() as stack:
        for number, name in enumerate(("frozen", "refused", "poll", "lose", "still", "break")):
            direct = f"{broker.removesuffix('/0')}/{number}"
            url = direct.replace(f":{urlsplit(broker).port}/", f":{links.port}/") if name == "frozen" else direct
            said, fault = folder / name, "none" if name in {"frozen", "refused"} else name
            command = [sys.executable, "-m", "tests.integration.workers.lonely_worker", url, fault]
            with said.open("wb") as out, (folder / f"{name}.log").open("wb") as log:
                workers[name] = Lonely(stack.enter_context(subprocess.Popen(command, stdout=out, stderr=log)), said, direct)
            stack.callback(workers[name].process.kill)
        until(lambda: all("ready" in worker.words() for worker in workers.values()), "the workers", START_S)
        yield workers


def test_a_loop_that_no_longer_polls_is_connected_anew(lonely: dict[str, Lonely]) -> None:
    """It is idle and deaf: nothing shows it but its own messages."""
    worker = lonely["poll"]
    assert worker.seconds_to_message() < 10
    worker.process.send_signal(signal.SIGTERM)
    code, words = worker.end(10)
    assert (code, words[:2], words[-1]) == (0, ["ready", "got"], "drained")


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


@pytest.mark.parametrize("fault", ["lose", "still"])
def test_a_loop_that_cannot_be_helped_ends_the_worker_with_the_reason(lonely: dict[str, Lonely], fault: str) -> None:
    """A blocked loop cannot end itself: the process is ended for it."""
    code, words = lonely[fault].end()
    assert code == 1
    log = lonely[fault].said.with_suffix(".log").read_text() + "".join(words)
    assert "this worker ends to be started again: it has received no message of" in log
    assert "although the broker answers, and connecting anew has not helped" in log


def test_a_loop_that_ends_by_itself_hands_back_its_jobs_first_and_is_no_success(lonely: dict[str, Lonely]) -> None:
    code, words = lonely["break"].end()
    assert code != 0
    assert words == ["ready", "drained"]
