"""Stand-ins for the parts of the standard library that the real code waits, reads clocks, signals processes and draws with."""

import os
import queue
import random
import signal
import threading
import time
from typing import Any

from tests.simulation.stage import STAGE, TIME
from tests.simulation.synchronization import QUEUES, THREADING, SimulatedQueue, Waiters


class _Module:
    """Stands for a module: some of its names are given, the others are those of the module."""

    def __init__(self, module: Any, **given: Any) -> None:
        self.__dict__.update(given)
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def _kill_group(pid: int, number: int) -> None:
    """Stand for `os.killpg` and `os.kill`: each process is a group of its own."""
    world = STAGE.world
    world.require_alive()
    process = world.processes.get(pid) if pid else world.current.process
    if process is None or not process.alive:
        raise ProcessLookupError
    if number == signal.SIGTERM and process.signals is not None:
        process.signals.put(number)
    elif number:
        world.kill(process, -int(number))


def _hold_back(*_: Any) -> None:
    """Stand for `signal.pthread_sigmask`: from now on, SIGTERM waits until it is waited for."""
    STAGE.world.current.process.signals = SimulatedQueue()


class Pidfd:
    """Stands for a descriptor of a process, which is ready when the process has ended."""

    def __init__(self, pid: int) -> None:
        process = STAGE.world.processes.get(pid)
        if process is None or not process.alive:
            raise ProcessLookupError
        self._process, self.changes = process, Waiters()
        process.at_end.append(self._has_ended)

    @property
    def is_ready(self) -> bool:
        return not self._process.alive

    def _has_ended(self) -> None:
        for actor in self.changes.actors:
            STAGE.world.wake(actor)


def _close(descriptor: Pidfd | int) -> None:
    if isinstance(descriptor, int):
        os.close(descriptor)


class _Draws:
    """Stands for the module `random`: what the seed decides."""

    def __getattr__(self, name: str) -> Any:
        return getattr(STAGE.world.random, name)


_OS = _Module(
    os,
    killpg=_kill_group,
    kill=_kill_group,
    pidfd_open=Pidfd,
    close=_close,
    setsid=lambda: None,
    getpid=lambda: STAGE.world.current.process.pid,
    urandom=lambda size: STAGE.world.random.randbytes(size),
)
_SIGNAL = _Module(signal, pthread_sigmask=_hold_back, sigwait=lambda _: STAGE.world.current.process.signals.get())

#: What stands for what, compared by identity.
STANDARD_LIBRARY: list[tuple[Any, Any]] = [
    (time, TIME),
    (time.time, TIME.time),
    (time.monotonic, TIME.monotonic),
    (time.sleep, TIME.sleep),
    (threading, _Module(threading, **THREADING)),
    (queue, _Module(queue, **QUEUES)),
    (os, _OS),
    (signal, _SIGNAL),
    (random, _Draws()),
    *((getattr(threading, name), given) for name, given in THREADING.items()),
    *((getattr(queue, name), given) for name, given in QUEUES.items()),
]
