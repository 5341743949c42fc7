"""Simulated pipes and job processes: stand-ins for the part of `multiprocessing` that the workers use."""

from collections import deque
from collections.abc import Callable
from typing import Any

from tests.simulation.scheduler import Process
from tests.simulation.stage import STAGE
from tests.simulation.stand_ins import Pidfd
from tests.simulation.synchronization import Waiters, wait_for_any

#: Seconds to start a process, and to start one with a new forkserver, which imports TensorFlow first.
START_S, IMPORT_S = 0.05, 6.0
#: Exit code that is reported of a process whose forkserver has died.
UNKNOWN = 255


class Pipe:
    """The ends of a pipe, and what is on the way."""

    def __init__(self) -> None:
        self.changes = Waiters()
        self.ends = (End(self), End(self))
        self.ends[0].other, self.ends[1].other = self.ends[1], self.ends[0]


class End:
    """Stands for `multiprocessing.connection.Connection`: an end of a pipe, which several processes may hold."""

    other: "End"

    def __init__(self, pipe: Pipe) -> None:
        self.pipe, self.arrived = pipe, deque[bytes]()
        self._holders: list[Process] = []
        self.hold(STAGE.world.current.process)

    def hold(self, process: Process) -> None:
        """Give a process this end."""
        self._holders.append(process)
        process.at_end.append(lambda: self._drop(process))

    @property
    def is_held(self) -> bool:
        return bool(self._holders)

    @property
    def is_ready(self) -> bool:
        """Whether something can be read, if only the end of the pipe."""
        return bool(self.arrived) or not self.other.is_held

    def poll(self, timeout: float | None = 0.0) -> bool:
        self._require_open()
        return self.pipe.changes.wait_until(lambda: self.is_ready, timeout)

    def recv_bytes(self) -> bytes:
        self.poll(None)
        if not self.arrived:
            raise EOFError
        return self.arrived.popleft()

    def send_bytes(self, message: bytes) -> None:
        self._require_open()
        STAGE.world.step(0.001)
        if not self.other.is_held:
            raise BrokenPipeError(32, "Broken pipe")
        self.other.arrived.append(bytes(message))
        self.pipe.changes.wake_all()

    def close(self) -> None:
        STAGE.world.require_alive()
        self._drop(STAGE.world.current.process)

    def _drop(self, process: Process) -> None:
        if process in self._holders:
            self._holders.remove(process)
            for actor in self.pipe.changes.actors:
                STAGE.world.wake(actor)

    def _require_open(self) -> None:
        STAGE.world.require_alive()
        if STAGE.world.current.process not in self._holders:
            raise OSError("handle is closed")


class Sentinel:
    """Stands for the sentinel of a process: ready when it has ended."""

    def __init__(self, process: "JobProcess") -> None:
        self._process, self.changes = process, Waiters()

    @property
    def is_ready(self) -> bool:
        return not self._process.is_alive()


def wait(sources: list[End | Sentinel | Pidfd], timeout: float | None = None) -> list[End | Sentinel | Pidfd]:
    """Stand for `multiprocessing.connection.wait`."""
    waiters = [source.pipe.changes if isinstance(source, End) else source.changes for source in sources]
    wait_for_any(waiters, lambda: any(source.is_ready for source in sources), timeout)
    return [source for source in sources if source.is_ready]


class JobProcess:
    """Stands for `multiprocessing.Process` of a forkserver."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...] = (), name: str = "", daemon: bool | None = None) -> None:
        self._target, self._args, self.name = target, args, name
        self._process: Process | None = None
        self._lost_code: int | None = None
        self.sentinel = Sentinel(self)

    def start(self) -> None:
        """Start the process: slowly if the forkserver was killed."""
        world = STAGE.world
        parent = world.current.process
        forkserver = parent.worker.forkserver
        if forkserver.was_killed and world.random.random() < 0.5:
            forkserver.was_killed = False
            raise EOFError("unexpected EOF")
        world.sleep(START_S + (IMPORT_S if forkserver.was_killed else 0.0))
        forkserver.was_killed = False
        process = world.new_process(f"{self.name[-6:]}.{len(world.processes)}", parent.machine)
        process.assignment = self._args[1]
        process.worker = parent.worker
        world.current.watches = self._args[1]
        for value in self._args:
            if isinstance(value, End):
                value.hold(process)
        process.at_end.append(self._has_ended)
        self._process = process
        forkserver.children.append(self)
        world.note(f"starts {process.name} of job {self._args[1].process.job_id[-6:]}")
        world.spawn(process, "main", self._run)

    def _run(self) -> None:
        code = 1
        try:
            self._target(*self._args)
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        finally:
            if self._process is not None and self._process.alive:
                STAGE.world.kill(self._process, code)

    def _has_ended(self) -> None:
        for actor in self.sentinel.changes.actors:
            STAGE.world.wake(actor)

    def lose_sight(self) -> None:
        """Be reported as ended, as the forkserver has died; the process itself runs on."""
        if self.is_alive():
            self._lost_code = UNKNOWN
            self._has_ended()

    @property
    def process(self) -> Process | None:
        return self._process

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exitcode(self) -> int | None:
        if self._lost_code is not None:
            return self._lost_code
        return self._process.exitcode if self._process else None

    def is_alive(self) -> bool:
        return self._process is not None and self._process.alive and self._lost_code is None

    def join(self, timeout: float | None = None) -> None:
        self.sentinel.changes.wait_until(lambda: not self.is_alive(), timeout)

    def terminate(self) -> None:
        self._signal(-15)

    def kill(self) -> None:
        self._signal(-9)

    def _signal(self, code: int) -> None:
        if self._process is not None and self._process.alive:
            STAGE.world.kill(self._process, code)


class Forkserver:
    """The forkserver of a worker."""

    def __init__(self) -> None:
        self.was_killed = False
        self.children: list[JobProcess] = []

    def kill(self) -> None:
        self.was_killed = True
        for child in self.children:
            child.lose_sight()


class Context:
    """Stands for a context of `multiprocessing`."""

    Process = JobProcess

    @staticmethod
    def Pipe(duplex: bool = True) -> tuple[End, End]:  # noqa: N802 - the name of multiprocessing
        return Pipe().ends

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the simulation has no {name} of multiprocessing: add it to tests/simulation/processes.py")
