"""Whether this worker still receives messages. Celery's may stay alive after a connection is lost, and receive nothing any more.

It sends messages to a queue of its own, and looks what waits in the others. If nothing comes although a thread is free, it connects anew; if that
does not help, the worker ends with the reason, and is started again by what supervises it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kombu.exceptions import KombuError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class Broker(Protocol):
    """What is asked of the broker, over other connections than those for messages."""

    def waiting(self, queue: str) -> int:
        """Return the number of messages in a queue."""

    def echo(self, queue: str) -> bool:
        """Send a message to the own queue of a worker; return whether it was sent."""


class Loop(Protocol):
    """What receives the messages."""

    own_queue: str
    queues: list[str]

    def last_message(self, queue: str) -> float:
        """Return when the last message of a queue came."""

    def reconnect(self) -> None:
        """Connect to the broker anew."""


@dataclass(frozen=True)
class CheckTimes:
    """Times of the check.

    Args:
        look_every_s: Seconds between looks.
        reconnect_s: Seconds without an expected message until it connects anew, and again after as long.
        end_s: Seconds without an expected message until the worker ends.
    """

    look_every_s: float = 2.0
    reconnect_s: float = 8.0
    end_s: float = 30.0


class ConsumerCheck:
    """A thread that looks every few seconds.

    Args:
        broker: Asked what waits.
        loop: Receives the messages.
        is_free: Tells whether a thread could take a message now: where all are busy, messages wait rightly.
        end: Ends the worker, with a reason.
        times: When it does what.
        clock: Returns seconds; that of the messages.
    """

    def __init__(
        self,
        broker: Broker,
        loop: Loop,
        is_free: Callable[[], bool],
        end: Callable[[str], None],
        times: CheckTimes = CheckTimes(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._broker, self._loop, self._is_free, self._end = broker, loop, is_free, end
        self._times, self._clock = times, clock
        #: Since when a message of a queue is expected, and none has come.
        self._since: dict[str, float] = {}
        self._reconnects_at, self._looked = times.reconnect_s, clock()
        self.problem: str | None = None

    def start(self) -> None:
        """Start the thread, which ends with the process."""
        threading.Thread(target=self._look_always, name="consumer check", daemon=True).start()

    def look(self) -> None:
        """Look what waits, and act on it."""
        if not self._is_free():
            self._expect_nothing()
            return
        try:
            expected = self._expected()
        except (KombuError, RedisError, OSError) as error:
            # Nobody receives anything from a broker that does not answer, and a new start would not help.
            self._expect_nothing(f"the broker does not answer, or refuses: {type(error).__name__}")
            return
        self._note(expected)
        self._act()

    def _expected(self) -> set[str]:
        """Return the queues that a message must come from, after sending one to the own queue."""
        waiting = {queue for queue in self._loop.queues if self._broker.waiting(queue)}
        own = self._loop.own_queue
        if own not in waiting and not self._broker.echo(own):
            raise ConnectionError("the broker took no message")
        return waiting | {own}

    def _note(self, expected: set[str]) -> None:
        now = self._clock()
        if now - self._looked > self._times.look_every_s + self._times.reconnect_s:
            self._expect_nothing()  # This process itself stood still, and may find its messages now.
        self._looked = now
        for queue in self._loop.queues:
            since = self._since.get(queue)
            if queue not in expected:
                self._since.pop(queue, None)
            elif since is None or self._loop.last_message(queue) >= since:
                self._since[queue] = now

    def _act(self) -> None:
        queue, since = min(self._since.items(), key=lambda item: item[1])
        silent_s = self._clock() - since
        if silent_s < self._times.reconnect_s:
            self._reconnects_at, self.problem = self._times.reconnect_s, None
            return
        name = "its own queue" if queue == self._loop.own_queue else f"the queue {queue}"
        self.problem = f"it has received no message of {name} for {silent_s:.0f} s, although the broker answers"
        if silent_s >= self._times.end_s:
            self._end(f"this worker ends to be started again: {self.problem}, and connecting anew has not helped")
        elif silent_s >= self._reconnects_at:
            self._reconnects_at += self._times.reconnect_s
            log.warning("This worker connects to the broker anew: %s.", self.problem)
            self._loop.reconnect()

    def _expect_nothing(self, problem: str | None = None) -> None:
        self._since.clear()
        self._reconnects_at, self.problem = self._times.reconnect_s, problem

    def _look_always(self) -> None:
        while True:
            try:
                self.look()
            except Exception:  # This check must not end unnoticed, whatever the libraries raise.
                log.exception("The check of the consumer failed; it tries again.")
            time.sleep(self._times.look_every_s)
