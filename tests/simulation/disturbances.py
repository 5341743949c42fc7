"""Faults that strike processes, clocks, broker and database from outside, at moments of their own."""

import signal
from collections.abc import Callable

from tests.simulation.installation import Installation, Worker
from tests.simulation.scheduler import Process

#: Seconds between two of them, on average, of each kind that the seed has.
EVERY_S = 6.0
#: Kinds by which an attempt may be lost; so it may when a process is asked to stop whose forkserver has died, as its exit code is not known then.
HARMFUL = ("pause worker", "pause job process", "kill job process", "kill worker")


class Disturbances:
    """Strikes until the faults stop.

    Args:
        here: The installation.
    """

    def __init__(self, here: Installation) -> None:
        self._here, self._world = here, here.world
        self._strikes: dict[str, Callable[[], None]] = {
            "database away": self._database,
            "broker away": self._broker,
            "broker flush": here.broker.flush,
            "pause worker": lambda: self._pause(self._any_worker().process),
            "pause job process": lambda: self._pause(self._any_job_process()),
            "clock jump": lambda: self._jump(self._any_worker()),
            "kill job process": lambda: self._kill(self._any_job_process()),
            "stop job process": lambda: self._stop(self._any_job_process()),
            "kill worker": lambda: self._kill(self._any_worker().process),
            "kill forkserver": lambda: self._any_worker().forkserver.kill(),
            "stop worker": lambda: self._any_worker().stop(),
            "deaf worker": lambda: self._deafen(self._any_worker()),
        }

    def run(self) -> None:
        """Strike again and again."""
        kinds = [kind for kind in self._strikes if self._here.faults.has(kind)]
        while kinds:
            self._world.sleep(self._world.random.expovariate(len(kinds) / EVERY_S))
            kind = self._world.random.choice(kinds)
            if not self._here.faults.has(kind):
                return
            self._world.note(f"fault: {kind}")
            self._here.faults.n_harms += kind in HARMFUL or (kind == "stop job process" and "kill forkserver" in kinds)
            self._strikes[kind]()

    def stop(self) -> None:
        """End all faults, and what they have left behind."""
        self._here.faults.stop()
        for process in self._world.processes.values():
            process.paused_until = 0.0
        for worker in self._here.workers:
            worker.machine.clock_ahead_s = worker.deaf_until = 0.0

    def _database(self) -> None:
        self._here.faults.database_is_away = True
        self._world.sleep(self._world.random.random() * 6.0)
        self._here.faults.database_is_away = False

    def _broker(self) -> None:
        self._here.faults.broker_is_away = True
        self._world.sleep(self._world.random.random() * 6.0)
        self._here.faults.broker_is_away = False

    def _pause(self, process: Process | None) -> None:
        if process is not None:
            self._world.pause(process, self._world.random.choice([2.0, 15.0, 15.0]) * (0.3 + 0.7 * self._world.random.random()))

    def _kill(self, process: Process | None) -> None:
        if process is not None and process.alive:
            self._world.kill(process)

    def _stop(self, process: Process | None) -> None:
        """Send SIGTERM, as a service manager does to all processes of a worker."""
        if process is not None and process.signals is not None:
            process.signals.put(signal.SIGTERM)

    def _jump(self, worker: Worker) -> None:
        worker.machine.clock_ahead_s = self._world.random.choice([-20.0, -1.0, 1.0, 20.0])
        self._world.note(f"the clock of {worker.name} is {worker.machine.clock_ahead_s:+.0f} s ahead")

    def _deafen(self, worker: Worker) -> None:
        worker.deaf_until = self._world.now + 8.0 * self._world.random.random()

    def _any_worker(self) -> Worker:
        return self._world.random.choice(self._here.workers)

    def _any_job_process(self) -> Process | None:
        running = [process for process in self._world.processes.values() if process.alive and process.assignment]
        return self._world.random.choice(running) if running else None
