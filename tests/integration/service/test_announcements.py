"""Announcements of changed jobs over a real server: quick while it runs, and never in the way while it does not."""

import asyncio
import signal
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import service.changes as changes_module
import service.following.wakeups as wakeups_module
from service.changes import MAX_IDS, Changes
from service.following.wakeups import Wakeups
from tests.servers import new_broker, running

#: Long enough for anything that is expected, in seconds.
SOON_S = 10.0


class Listener:
    """Hears announcements on a thread of its own."""

    def __init__(self, url: str) -> None:
        self.heard: list[str] = []
        self.wakeups = Wakeups(url)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self._task = self._loop.create_task(self.wakeups.listen(self._hear))
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            self._loop.close()

    def _hear(self, changed: Collection[str]) -> None:
        self.heard += changed

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(SOON_S)
        assert not self._thread.is_alive()


@contextmanager
def listening(url: str) -> Iterator[Listener]:
    listener = Listener(url)
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()


@contextmanager
def announcing(url: str) -> Iterator[Changes]:
    changes = Changes(url)
    try:
        yield changes
    finally:
        changes.close()


def until(is_true: object, what: str) -> float:
    """Wait until something is true; return the seconds."""
    start = time.monotonic()
    while not is_true():  # type: ignore[operator]
        assert time.monotonic() - start < SOON_S, f"expected {what}"
        time.sleep(0.005)
    return time.monotonic() - start


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again and check more often than in service."""
    monkeypatch.setattr(changes_module, "RETRY_S", 0.1)
    for name, seconds in (("RETRY_S", 0.1), ("CHECK_EVERY_S", 0.2), ("ANSWER_S", 0.5)):
        monkeypatch.setattr(wakeups_module, name, seconds)


def test_an_announcement_is_heard_soon_each_id_once_however_often_it_changes(broker_url: str) -> None:
    with listening(broker_url) as listener, announcing(broker_url) as changes:
        until(lambda: listener.wakeups.is_connected, "a connection")
        changes.announce({"a", "b"})
        assert until(lambda: {"a", "b"} <= set(listener.heard), "the announcement") < 1
        for _ in range(1_000):
            changes.announce({"c"})
        until(lambda: "c" in listener.heard, "the announcement")
        assert listener.heard.count("c") < 20


def test_many_ids_arrive_in_several_messages(broker_url: str) -> None:
    many = {f"job-{number}" for number in range(2 * MAX_IDS + 1)}
    with listening(broker_url) as listener, announcing(broker_url) as changes:
        until(lambda: listener.wakeups.is_connected, "a connection")
        changes.announce(many)
        until(lambda: set(listener.heard) == many, "all of them")


def test_what_is_announced_just_before_the_end_is_sent(broker_url: str) -> None:
    with listening(broker_url) as listener:
        until(lambda: listener.wakeups.is_connected, "a connection")
        with announcing(broker_url) as changes:
            changes.announce({"first"})
            changes.announce({"last"})
        until(lambda: "last" in listener.heard, "the last announcement")


def test_a_server_that_is_away_holds_nobody_up_and_is_used_when_it_is_back(tmp_path: Path) -> None:
    broker = new_broker(tmp_path)
    with listening(broker.url) as listener, announcing(broker.url) as changes:
        start = time.monotonic()
        for number in range(1_000):
            changes.announce({f"lost-{number}"})
        assert time.monotonic() - start < 0.5
        for turn in range(2):
            with running(broker):
                until(lambda: listener.wakeups.is_connected, "a connection")
                until(lambda at=turn: changes.announce({f"back-{at}"}) or f"back-{at}" in listener.heard, "an announcement")
            until(lambda: not listener.wakeups.is_connected, "the loss of the connection to be seen")


def test_a_server_that_hangs_is_noticed(tmp_path: Path) -> None:
    broker = new_broker(tmp_path)
    with running(broker) as server, listening(broker.url) as listener:
        until(lambda: listener.wakeups.is_connected, "a connection")
        time.sleep(0.5)
        assert listener.wakeups.is_connected  # A silence is not taken for a loss.
        server.send_signal(signal.SIGSTOP)
        try:
            until(lambda: not listener.wakeups.is_connected, "the silence to be noticed")
        finally:
            server.send_signal(signal.SIGCONT)
        until(lambda: listener.wakeups.is_connected, "a new connection")


def test_a_close_does_not_wait_for_a_server_that_hangs(tmp_path: Path) -> None:
    broker = new_broker(tmp_path)
    with running(broker) as server, announcing(broker.url) as changes:
        changes.announce({"a"})
        server.send_signal(signal.SIGSTOP)
        try:
            changes.announce({"b"})
            start = time.monotonic()
            changes.close()
            assert time.monotonic() - start < 2
        finally:
            server.send_signal(signal.SIGCONT)
