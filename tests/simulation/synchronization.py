"""Stand-ins for what threads wait for each other with: `threading` and `queue`."""

import queue
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any

from tests.simulation.scheduler import Actor
from tests.simulation.stage import STAGE


class Waiters:
    """Actors that wait for something to change."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []

    def wait_until(self, holds: Callable[[], bool], timeout_s: float | None) -> bool:
        """Wait until a condition holds, or for that time; return whether it holds."""
        return wait_for_any([self], holds, timeout_s)

    def wake_all(self) -> None:
        STAGE.world.require_alive()
        for actor in self.actors:
            STAGE.world.wake(actor)


def wait_for_any(waiters: list[Waiters], holds: Callable[[], bool], timeout_s: float | None) -> bool:
    """Wait until a condition holds that one of these may change, or for that time; return whether it holds."""
    world = STAGE.world
    world.require_alive()
    deadline = None if timeout_s is None else world.now + timeout_s
    while not holds():
        if deadline is not None and world.now >= deadline:
            return False
        for one in waiters:
            one.actors.append(world.current)
        try:
            world.block(None if deadline is None else deadline - world.now)
        finally:
            for one in waiters:
                one.actors.remove(world.current)
    return True


class SimulatedEvent:
    """Stands for `threading.Event`."""

    def __init__(self) -> None:
        self._is_set, self._waiters = False, Waiters()

    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        STAGE.world.require_alive()
        self._is_set = True
        self._waiters.wake_all()

    def clear(self) -> None:
        self._is_set = False

    def wait(self, timeout: float | None = None) -> bool:
        return self._waiters.wait_until(self.is_set, timeout)


class SimulatedLock:
    """Stands for `threading.Lock` and `threading.RLock`."""

    def __init__(self) -> None:
        self._holder: Actor | None = None
        self._depth, self._waiters = 0, Waiters()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        me = STAGE.world.current
        wait_s = (None if timeout < 0 else timeout) if blocking else 0.0
        if not self._waiters.wait_until(lambda: self._holder in (None, me), wait_s):
            return False
        self._holder = me
        self._depth += 1
        return True

    def release(self) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._holder = None
            self._waiters.wake_all()

    def locked(self) -> bool:
        return self._holder is not None

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if STAGE.world.current.process.alive:
            self.release()


class SimulatedCondition(SimulatedLock):
    """Stands for `threading.Condition`, with a lock of its own or a given one."""

    def __init__(self, lock: SimulatedLock | None = None) -> None:
        super().__init__()
        self._lock, self._changes, self._changed = lock, 0, Waiters()
        if lock is not None:
            self.acquire, self.release = lock.acquire, lock.release  # type: ignore[method-assign]

    def wait(self, timeout: float | None = None) -> bool:
        seen = self._changes
        self.release()
        changed = self._changed.wait_until(lambda: self._changes != seen, timeout)
        self.acquire()
        return changed

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool:
        deadline = None if timeout is None else STAGE.world.now + timeout
        while not predicate():
            if deadline is not None and STAGE.world.now >= deadline:
                return False
            self.wait(None if deadline is None else deadline - STAGE.world.now)
        return True

    def notify_all(self) -> None:
        self._changes += 1
        self._changed.wake_all()

    def notify(self, n: int = 1) -> None:
        self.notify_all()


class SimulatedThread:
    """Stands for `threading.Thread`: an actor of the process that starts it."""

    def __init__(self, group: None = None, target: Callable[..., Any] | None = None, name: str = "thread", args: Any = (), **options: Any) -> None:
        self._target, self.name, self._args, self._kwargs = target, name, args, options.get("kwargs") or {}
        self.daemon = options.get("daemon", False)
        self._actor: Actor | None = None

    def start(self) -> None:
        world = STAGE.world
        world.require_alive()
        self._actor = world.spawn(world.current.process, self.name, self.run)

    def run(self) -> None:
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def is_alive(self) -> bool:
        return self._actor is not None and not self._actor.finished

    def join(self, timeout: float | None = None) -> None:
        actor = self._actor
        if actor is None:
            raise RuntimeError("cannot join a thread before it is started")
        waiters = Waiters()
        waiters.actors = actor.joining
        waiters.wait_until(lambda: actor.finished, timeout)


class SimulatedTimer(SimulatedThread):
    """Stands for `threading.Timer`."""

    def __init__(self, interval: float, function: Callable[..., Any], args: Any = (), kwargs: Any = None) -> None:
        super().__init__(target=function, name="timer", args=args, kwargs=kwargs)
        self._interval, self._cancelled = interval, SimulatedEvent()

    def cancel(self) -> None:
        self._cancelled.set()

    def run(self) -> None:
        if not self._cancelled.wait(self._interval):
            super().run()


class SimulatedQueue:
    """Stands for `queue.Queue` and `queue.SimpleQueue`."""

    def __init__(self, maxsize: int = 0) -> None:
        self._maxsize, self._items, self._waiters = maxsize, deque[Any](), Waiters()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        if not self._waiters.wait_until(lambda: not self.full(), timeout if block else 0.0):
            raise queue.Full
        self._items.append(item)
        self._waiters.wake_all()

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        if not self._waiters.wait_until(lambda: bool(self._items), timeout if block else 0.0):
            raise queue.Empty
        item = self._items.popleft()
        self._waiters.wake_all()
        return item

    def put_nowait(self, item: Any) -> None:
        self.put(item, block=False)

    def get_nowait(self) -> Any:
        return self.get(block=False)

    def empty(self) -> bool:
        return not self._items

    def full(self) -> bool:
        return 0 < self._maxsize <= len(self._items)

    def qsize(self) -> int:
        return len(self._items)


#: The stand-ins for names of `threading`, and of `queue`.
THREADING = {
    "Thread": SimulatedThread,
    "Timer": SimulatedTimer,
    "Event": SimulatedEvent,
    "Lock": SimulatedLock,
    "RLock": SimulatedLock,
    "Condition": SimulatedCondition,
}
QUEUES = {"Queue": SimulatedQueue, "SimpleQueue": SimulatedQueue}
