"""The scheduler of a simulation: actors that run one at a time, by a clock of their own, in an order that the seed decides.

An actor is a thread that runs only while it has the baton, and hands it over wherever it waits. So the real code runs unchanged, and a seed
replays exactly: nothing but the seed decides who is next, and time passes only while all wait.
"""

import heapq
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

#: Longest delay between an event and the actor that it wakes, in seconds.
WAKE_WITHIN_S = 0.002
#: Process ids begin above those that a system gives.
FIRST_PID = 5_000_000


class Killed(BaseException):
    """Unwinds an actor whose process was killed; whatever it still tries has no effect."""


@dataclass(eq=False)
class Machine:
    """A machine, with a wall clock of its own.

    Args:
        clock_ahead_s: Seconds by which its wall clock is ahead.
    """

    clock_ahead_s: float = 0.0


@dataclass(eq=False)
class Process:
    """A simulated process, whose actors end together.

    Args:
        name: Its name in the trace.
        machine: Where it runs.
        pid: Its process id.
    """

    name: str
    machine: Machine
    pid: int
    alive: bool = True
    exitcode: int | None = None
    paused_until: float = 0.0
    at_end: list[Callable[[], None]] = field(default_factory=list)
    #: Signals that wait to be waited for; None where they end the process.
    signals: Any = None
    #: The worker of which it is a part, and the start arguments of a job process.
    worker: Any = None
    assignment: Any = None


class Actor:
    """A thread of a simulated process."""

    def __init__(self, name: str, process: Process, target: Callable[[], Any]) -> None:
        self.name, self.process, self.target = name, process, target
        self.baton = threading.Lock()
        self.baton.acquire()
        self.carrier: Carrier | None = None
        self.ticket, self.woken, self.finished = 0, False, False
        self.joining: list[Actor] = []
        #: Start arguments of the job process that it watches.
        self.watches: Any = None


class Carrier(threading.Thread):
    """A thread of the system, which carries one actor after another."""

    def __init__(self, idle: list["Carrier"]) -> None:
        super().__init__(name="actor", daemon=True)
        self._idle, self._go = idle, threading.Lock()
        self._go.acquire()
        self._work: Callable[[], Callable[[], None]] | None = None
        self.start()

    def carry(self, work: Callable[[], Callable[[], None]] | None) -> None:
        """Run an actor, and at its end what hands the baton over; None ends the thread."""
        self._work = work
        self._go.release()

    def run(self) -> None:
        while True:
            self._go.acquire()
            if self._work is None:
                return
            hand_over = self._work()
            self._idle.append(self)
            hand_over()


#: Threads without an actor, used again by later worlds.
_IDLE: list[Carrier] = []


def end_idle_threads() -> None:
    """End the threads that no world uses."""
    while _IDLE:
        carrier = _IDLE.pop()
        carrier.carry(None)
        carrier.join()


class World:
    """Actors, their clock, and what has happened.

    Args:
        seed: Decides everything.
        listen: Receives each line of the trace; None for none.

    Attributes:
        now: Seconds since the beginning.
        failure: The first property that did not hold; empty for none.
    """

    def __init__(self, seed: int, listen: Callable[[str], None] | None = None) -> None:
        self.random, self.now, self.failure = Random(seed), 0.0, ""
        self.trace: list[tuple[float, str, str]] = []
        self._listen = listen
        self._heap: list[tuple[float, float, int, Actor, int]] = []
        self._count, self._pids = itertools.count(), itertools.count(FIRST_PID)
        self._closing = False
        self._actors: list[Actor] = []
        self.processes: dict[int, Process] = {}
        self._main = self.current = Actor("main", self.new_process("main", Machine()), lambda: None)

    def new_process(self, name: str, machine: Machine) -> Process:
        """Make a process without actors."""
        process = Process(name, machine, next(self._pids))
        self.processes[process.pid] = process
        return process

    def note(self, text: str) -> None:
        """Add a line to the trace."""
        line = (self.now, f"{self.current.process.name}/{self.current.name}", text)
        self.trace.append(line)
        if self._listen is not None:
            self._listen(line_of(line))

    def fail(self, failure: str) -> None:
        """Record that a property does not hold; the world ends with the first failure."""
        if not self.failure:
            self.failure = failure
            self.note(f"FAILED: {failure}")
            self.wake(self._main)

    def spawn(self, process: Process, name: str, target: Callable[[], Any]) -> Actor:
        """Start an actor."""
        actor = Actor(name, process, target)
        self._actors.append(actor)
        self._push(self.now + self.random.random() * WAKE_WITHIN_S, actor)
        return actor

    def block(self, timeout_s: float | None) -> bool:
        """Wait until woken, or for that time; return whether it was woken.

        Raises:
            Killed: The actor's process was killed.
        """
        me = self.current
        self.require_alive()
        me.ticket += 1
        me.woken = False
        if timeout_s is not None:
            self._push(self.now + max(0.0, timeout_s), me)
        following = self._next()
        if following is not me:
            self._hand_over(following)
            me.baton.acquire()
        self.require_alive()
        return me.woken

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        deadline = self.now + seconds
        while self.now < deadline:
            self.block(deadline - self.now)
            if self.failure and self.current is self._main:
                return

    def step(self, longest_s: float = 0.01) -> None:
        """Let others go on: a point at which anything may happen."""
        self.block(self.random.random() * longest_s)

    def wake(self, actor: Actor) -> None:
        """Wake an actor that waits."""
        if not actor.woken and not actor.finished:
            actor.woken = True
            actor.ticket += 1
            self._push(self.now + self.random.random() * WAKE_WITHIN_S, actor)

    def require_alive(self) -> None:
        """Raise Killed in an actor whose process was killed."""
        if not self.current.process.alive:
            raise Killed

    def kill(self, process: Process, exitcode: int = -9) -> None:
        """Kill a process: none of its actors runs again."""
        if not process.alive:
            return
        self.note(f"{process.name} ends with code {exitcode}")
        process.alive, process.exitcode = False, exitcode
        for call in process.at_end:
            call()
        self.require_alive()

    def pause(self, process: Process, seconds: float) -> None:
        """Stop a process for some time, as SIGSTOP does."""
        self.note(f"{process.name} is stopped for {seconds:.1f} s")
        process.paused_until = max(process.paused_until, self.now + seconds)

    def close(self) -> None:
        """Unwind all actors."""
        self._closing = True
        for actor in self._actors:
            actor.process.alive = False
            if actor.carrier is not None and not actor.finished:
                self.current = actor
                actor.baton.release()
                self._main.baton.acquire()
        self.current = self._main

    def _push(self, at: float, actor: Actor) -> None:
        heapq.heappush(self._heap, (at, self.random.random(), next(self._count), actor, actor.ticket))

    def _next(self) -> Actor:
        """Return who goes on next, and set the clock to then."""
        while True:
            at, order, number, actor, ticket = heapq.heappop(self._heap)
            if actor.finished or ticket != actor.ticket or not actor.process.alive:
                continue
            if actor.process.paused_until > at:
                heapq.heappush(self._heap, (actor.process.paused_until, order, number, actor, ticket))
                continue
            self.now = max(self.now, at)
            return actor

    def _hand_over(self, actor: Actor) -> None:
        self.current = actor
        if actor.carrier is None and actor is not self._main:
            actor.carrier = _IDLE.pop() if _IDLE else Carrier(_IDLE)
            actor.carrier.carry(lambda: self._run(actor))
        else:
            actor.baton.release()

    def _run(self, actor: Actor) -> Callable[[], None]:
        try:
            actor.target()
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001 - a thread ends with its error, as those of the system do
            self.note(f"the thread ended: {type(error).__name__}: {error}")
        actor.finished = True
        if self._closing:
            return self._main.baton.release
        for other in actor.joining:
            self.wake(other)
        following = self._next()
        return lambda: self._hand_over(following)


def line_of(entry: tuple[float, str, str]) -> str:
    """Return a line of the trace as text."""
    at, who, text = entry
    return f"{at:9.3f}  {who:<28}  {text}"
