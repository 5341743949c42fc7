"""A simulated broker, which loses, doubles and delays messages, and the Celery application by which the real queue client sends them."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from redis.exceptions import ConnectionError as RedisConnectionError

from tests.simulation.faults import Faults
from tests.simulation.scheduler import Machine, World
from tests.simulation.synchronization import Waiters


@dataclass
class _Count:
    message_count: int


class Broker:
    """The queues, and the messages in them.

    Args:
        world: The world.
        faults: What goes wrong.
    """

    def __init__(self, world: World, faults: Faults) -> None:
        self._world, self._faults = world, faults
        self._queues: dict[str, deque[str]] = {}
        self.changes = Waiters()
        self._process = world.new_process("broker", Machine())

    def waiting(self, queue: str) -> int:
        return len(self._queues.get(queue, ()))

    def flush(self) -> None:
        """Lose all messages."""
        self._queues.clear()

    def take(self, queue: str) -> str | None:
        """Return the next message; None if there is none."""
        waiting = self._queues.get(queue)
        return waiting.popleft() if waiting else None

    def deliver(self, queue: str, after_s: float = 0.0) -> None:
        """Put a message into a queue, at once or later."""
        if after_s:
            self._world.spawn(self._process, "late message", lambda: self._deliver_late(queue, after_s))
            return
        self._queues.setdefault(queue, deque()).append(queue)
        for actor in self.changes.actors:
            self._world.wake(actor)

    def _deliver_late(self, queue: str, after_s: float) -> None:
        self._world.sleep(after_s)
        self.deliver(queue)

    def reach(self) -> None:
        """Let a command travel; raises if the broker is away."""
        self._world.step()
        if self._faults.broker_is_away:
            raise RedisConnectionError("Error 111 connecting to broker")


class App:
    """Stands for the Celery application of a process.

    Args:
        broker: The broker.
        faults: What goes wrong.
    """

    def __init__(self, broker: Broker, faults: Faults) -> None:
        self._broker, self._faults = broker, faults

    def send_task(self, name: str, args: list[str], queue: str, **_: Any) -> None:
        self._broker.reach()
        for after_s in self._faults.deliveries():
            self._broker.deliver(queue, after_s)
        if self._faults.answer_is_lost():
            raise RedisConnectionError("Connection closed by server.")

    @contextmanager
    def connection_for_write(self) -> Iterator["_Connection"]:
        yield _Connection(self._broker)

    def close(self) -> None:
        """Do nothing: there is no connection."""


class _Connection:
    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    @contextmanager
    def channel(self) -> Iterator["_Connection"]:
        self._broker.reach()
        yield self

    def queue_declare(self, queue: str, passive: bool = False) -> _Count:
        return _Count(self._broker.waiting(queue))

    def ensure_connection(self, **_: Any) -> None:
        self._broker.reach()
