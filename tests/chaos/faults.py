"""Faults at random instants: which process is killed or stopped when follows from a seed."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.chaos.stack import Stack

#: Seconds between two faults, and for which a process is stopped: shorter and longer than a lease.
GAP_S, STOPPED_S = (0.2, 2.5), (0.5, 10.0)


@dataclass
class Faults:
    """Makes faults, and says what was done when.

    Args:
        stack: The stack.
        seed: Seed of every choice. What a fault meets depends on the machine, too: the same seed makes the same faults at the same times.
        say: Receives a line for each fault.
    """

    stack: Stack
    seed: int
    say: Callable[[str], None]
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._began = time.monotonic()
        self._stopped: list[tuple[float, list[int]]] = []

    def make(self, number: int, until: Callable[[], bool]) -> int:
        """Make some faults, fewer if all jobs have ended before; return how many."""
        kinds = self._kinds()
        for made in range(number):
            self._wait(self._random.uniform(*GAP_S))
            name, weight_s = self._random.choices([*kinds], [weight for weight, _ in kinds.values()])[0], self._random.uniform(*STOPPED_S)
            if until():
                return made
            kinds[name][1](name, weight_s)
        self._wait(STOPPED_S[1])
        return number

    def _kinds(self) -> dict[str, tuple[int, Callable[[str, float], None]]]:
        stack = self.stack
        found: dict[str, tuple[int, Callable[[str, float], None]]] = {
            "kill a job process": (6, lambda name, _: self._kill(name, self._one(stack.job_processes()))),
            "stop a job process": (2, lambda name, seconds: self._stop(name, self._one(stack.job_processes()), seconds)),
            "kill a forkserver": (2, lambda name, _: self._kill(name, self._one(stack.forkservers()))),
            "kill a worker": (3, lambda name, _: self._kill(name, self._one([worker.process.pid for worker in stack.workers]))),
            "stop a worker": (2, lambda name, seconds: self._stop(name, self._one([worker.process.pid for worker in stack.workers]), seconds)),
            "terminate a worker": (2, lambda name, _: self._kill(name, self._one([w.process.pid for w in stack.workers]), signal.SIGTERM)),
            "kill the API": (1, lambda name, _: self._kill(name, [stack.api.process.pid])),
            "stop the API": (1, lambda name, seconds: self._stop(name, [stack.api.process.pid], seconds)),
            "kill the broker": (1, lambda name, _: self._kill(name, [stack.broker.process.pid])),
            "stop the broker": (1, lambda name, seconds: self._stop(name, [stack.broker.process.pid], seconds)),
        }
        if stack.postgres is not None:
            found["restart the database"] = (2, self._restart_database)
        return found

    def _one(self, pids: list[int]) -> list[int]:
        return [self._random.choice(sorted(pids))] if pids else []

    def _kill(self, name: str, pids: list[int], number: signal.Signals = signal.SIGKILL) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
                self._note(name, f"process {pid}")

    def _stop(self, name: str, pids: list[int], seconds: float) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                self._stopped.append((time.monotonic() + seconds, [pid]))
                self._note(name, f"process {pid} for {seconds:.1f} s")

    def _restart_database(self, name: str, seconds: float) -> None:
        if self.stack.postgres is not None:
            self.stack.postgres.stop(at_once=True)
            self._note(name, f"down for {seconds / 3:.1f} s")
            self._wait(seconds / 3)
            self.stack.postgres.start()

    def _note(self, name: str, what: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
        self.say(f"{time.monotonic() - self._began:7.1f} s  {name}: {what}")

    def _wait(self, seconds: float) -> None:
        """Wait, and let stopped processes continue when their time is over."""
        deadline = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            for due, pids in [one for one in self._stopped if one[0] <= now]:
                self._stopped.remove((due, pids))
                for pid in pids:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGCONT)
            if now >= deadline:
                return
            time.sleep(0.05)
