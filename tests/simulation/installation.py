"""A simulated installation: workers with the real dispatcher, supervisor and reaper, wired as workers.app wires them."""

from collections import deque
from contextlib import nullcontext
from multiprocessing import connection
from pathlib import Path
from typing import Any

import ulid
from ulid import LaxMonotonicPolicy, ULIDGenerator

import service.store.ids
from service.queue import JobQueue
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.database import Database
from service.store.files import Files
from service.store.patience import Patience
from tests.simulation.broker import App, Broker
from tests.simulation.databases import URL, SimulatedDatabase, Storage
from tests.simulation.faults import Faults
from tests.simulation.processes import Forkserver
from tests.simulation.properties import Properties
from tests.simulation.scheduler import Machine, Process, World
from tests.simulation.stage import STAGE
from tests.simulation.synchronization import SimulatedEvent, Waiters
from workers.devices import Slots
from workers.dispatcher import Dispatcher
from workers.lease_keeper import LeaseKeeper
from workers.reaper import Reaper
from workers.stores import Stores
from workers.supervise import Supervisor

QUEUE = "cpu"
#: How often a job may be lost.
MAX_LOSSES = 3
#: Seconds until a worker that has ended is started again, at most.
RESTART_S = 4.0


class SimulatedFiles(Files):
    """Files on disk, of which only resume points are."""

    def attempt_folder(self, job_id: str, owner: str) -> Path:
        return self.path(f"jobs/{job_id}/{owner}")

    def require_stored(self, *_: object) -> None:
        """Do nothing: the models are not on disk."""


class Installation:
    """What the processes of an installation share.

    Args:
        world: The world.
        faults: What goes wrong.
        storage: The tables.
        folder: An empty folder.
    """

    def __init__(self, world: World, faults: Faults, storage: Storage, folder: Path) -> None:
        random = world.random
        self.world, self.faults = world, faults
        self.broker = Broker(world, faults)
        self.properties = Properties(world, storage.raw)
        self.database = SimulatedDatabase(storage, world, faults, self.properties)
        self.settings = Settings(
            database_url=URL,
            files=folder,
            cache=folder,
            snapshot_every_s=random.choice([0.0, 1.0, 5.0]),
            lease_s=random.choice([3.0, 6.0]),
            grace_s=random.choice([1.0, 3.0]),
            reap_every_s=random.choice([2.0, 4.0]),
            max_losses=MAX_LOSSES,
            database_patience_s=random.choice([2.0, 60.0]),
            worker_slots=random.choice([1, 1, 2]),
            worker_queues=QUEUE,
            worker_gpus="",
            worker_memory_bytes=0,
            job_threads=0,
            running_jobs=random.choice([0, 0, 0, 1]),
            cpu_seconds_a_day=0.0,
        )
        self.workers = [Worker(self, f"worker-{number}") for number in range(1, random.choice([2, 2, 3, 4]))]
        ulid.default_generator = ULIDGenerator()
        service.store.ids._ULIDS = ULIDGenerator(policy=LaxMonotonicPolicy())

    def stores(self) -> Stores:
        """Return the stores of a process."""
        return Stores.of(self.settings)

    def queue(self) -> JobQueue:
        """Return the queue client of a process."""
        return JobQueue(App(self.broker, self.faults), AllJobs(self.database))  # type: ignore[arg-type]


class Worker:
    """A worker, which is started again when it ends.

    Args:
        installation: Where it belongs to.
        name: Its name.
    """

    def __init__(self, installation: Installation, name: str) -> None:
        self.installation, self.name = installation, name
        self.machine, self.forkserver = Machine(), Forkserver()
        self.process: Process | None = None
        self.deaf_until = 0.0
        self._messages, self._waiters = deque[str](), Waiters()
        self._n_starts, self._n_busy = 0, 0

    def start(self) -> None:
        """Start its process."""
        world = self.installation.world
        self._n_starts += 1
        self._messages, self._waiters, self._n_busy = deque(), Waiters(), 0
        self.forkserver, self.process = Forkserver(), world.new_process(f"{self.name}.{self._n_starts}", self.machine)
        self.process.worker = self
        self.process.at_end.append(self._lose_messages)
        world.spawn(self.process, "main", self._run)

    def keep_running(self) -> None:
        """Start it again whenever it has ended."""
        world = self.installation.world
        while True:
            if self.process is None or not self.process.alive:
                world.sleep(world.random.random() * RESTART_S if self._n_starts else 0.0)
                self.start()
            world.sleep(0.5)

    def stop(self) -> None:
        """Ask it to stop, as SIGTERM does."""
        if self.process is not None and self.process.alive:
            self.installation.world.note(f"{self.process.name} is asked to stop")
            self._stopping.set()

    @property
    def name_of_process(self) -> str:
        """The name with its jobs."""
        return self.process.name if self.process else self.name

    def _run(self) -> None:
        here = self.installation
        world, settings, stores, queue = here.world, here.settings, here.stores(), here.queue()
        self.slots, self._stopping = Slots(settings), SimulatedEvent()
        keeper = LeaseKeeper(settings.lease_s)
        supervisor = Supervisor(settings, stores, queue, self.slots, keeper)
        reaper = Reaper(settings, stores, queue, self.slots)
        patience = Patience(settings.database_patience_s, lambda: supervisor.is_draining)
        dispatcher = Dispatcher(stores.claims, queue, supervisor, self.process.name, settings.lease_s, patience)
        supervisor.start()
        keeper.start()
        reaper.start()
        world.spawn(self.process, "consumer", self._consume)
        for number in range(settings.worker_slots):
            world.spawn(self.process, f"slot {number}", lambda: self._work(dispatcher))
        self._stopping.wait()
        supervisor.drain()
        reaper.stop()
        self._waiters.wait_until(lambda: not self._n_busy, None)
        world.kill(self.process, 0)

    def _consume(self) -> None:
        """Take messages in advance, one for each slot, as Celery does."""
        world, broker, n_slots = self.installation.world, self.installation.broker, self.installation.settings.worker_slots
        while not self._stopping.is_set():
            broker.changes.wait_until(lambda: broker.waiting(QUEUE) > 0 and len(self._messages) < n_slots and world.now >= self.deaf_until, 1.0)
            world.step()
            if len(self._messages) < n_slots and world.now >= self.deaf_until and (message := broker.take(QUEUE)):
                self._messages.append(message)
                self._waiters.wake_all()

    def _work(self, dispatcher: Dispatcher) -> None:
        world = self.installation.world
        while not self._stopping.is_set():
            if not self._waiters.wait_until(lambda: bool(self._messages), 1.0):
                continue
            message = self._messages.popleft()
            self._n_busy += 1
            for actor in self.installation.broker.changes.actors:
                world.wake(actor)
            try:
                dispatcher.work(message)
            except Exception as error:  # noqa: BLE001 - as Celery does, which logs the error of a task
                world.note(f"the task failed: {type(error).__name__}: {error}")
            world.current.watches = None
            self._n_busy -= 1
            self._waiters.wake_all()

    def _lose_messages(self) -> None:
        """Lose the messages that were taken in advance; some come again, when the broker sees that their worker is gone."""
        world = self.installation.world
        for message in self._messages:
            if world.random.random() < 0.5:
                self.installation.broker.deliver(message, after_s=5.0 + 5.0 * world.random.random())


def substitutes() -> list[tuple[Any, Any]]:
    """Return what stands for our own classes that touch disks and systems."""
    import workers.attempt
    import workers.job_process
    import workers.memory_limit
    import workers.memory_use
    import workers.starting
    from models.searching.trial import Bench
    from models.training.resuming.point import Point
    from service.logs import configure_logs
    from tests.simulation import job_work, processes
    from workers.attempt import Attempt

    return [
        (Database, lambda *_: STAGE.here.database),
        (Files, lambda root: SimulatedFiles(root)),
        (Point, job_work.SimulatedPoint),
        (Bench, job_work.SimulatedBench),
        (Attempt, job_work.SimulatedAttempt),
        (workers.attempt.new_version, job_work.new_version),
        (workers.job_process.WORK, job_work.WORK),
        (workers.job_process._context, processes.Context()),
        # The system, or this process, keeps these for good.
        (workers.job_process.keep_to, lambda _: None),
        (workers.job_process.limit_job, lambda _: None),
        (workers.job_process.belong_to, lambda _: None),
        (workers.job_process.belong_to_trace, lambda _: None),
        # A job notices the end of its worker by itself, as it does where the system does not see to it.
        (workers.starting._end_with, lambda _: None),
        (workers.job_process._limit, lambda _: None),
        (workers.job_process.keep_freed_memory, lambda: None),
        (workers.memory_limit.keep_within, lambda *_: None),
        (workers.memory_use.used_bytes, lambda *_: 0),
        (workers.memory_use.oom_kills, lambda: 0),
        (workers.job_process._own_temporary_folder, lambda _: nullcontext()),
        (connection.wait, processes.wait),
        (configure_logs, lambda: None),
    ]
