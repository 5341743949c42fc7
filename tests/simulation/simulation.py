"""Runs seeds: each is a world with an installation, callers and faults, which must come to a good end."""

import hashlib
import logging
import multiprocessing
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.simulation.callers import Callers
from tests.simulation.databases import Storage
from tests.simulation.disturbances import Disturbances
from tests.simulation.endings import check_ends
from tests.simulation.faults import Faults
from tests.simulation.installation import Installation, substitutes
from tests.simulation.replacing import replaced
from tests.simulation.scheduler import World, end_idle_threads, line_of
from tests.simulation.stage import STAGE
from tests.simulation.stand_ins import STANDARD_LIBRARY

#: Seconds for which faults strike, at most, and after which all must have ended then.
FAULTS_S, ENDED_WITHIN_S = 18.0, 150.0
#: Lines of a failing seed's trace that are shown.
LAST_LINES = 60


@dataclass(frozen=True)
class Outcome:
    """How a seed ended.

    Args:
        seed: The seed.
        failure: The first property that did not hold; empty for none.
        digest: Digest of all that has happened, the same in each replay.
        seconds: Simulated seconds.
        n_jobs: Number of jobs.
        trace: What has happened.
    """

    seed: int
    failure: str
    digest: str
    seconds: float
    n_jobs: int
    trace: list[tuple[float, str, str]]

    @property
    def report(self) -> str:
        """What is shown of a failing seed."""
        lines = [line_of(entry) for entry in self.trace[-LAST_LINES:]]
        return "\n".join([f"seed {self.seed} fails: {self.failure}", *lines])


@contextmanager
def simulations(listen: Callable[[str], None] | None = None) -> Iterator[Callable[[int], Outcome]]:
    """Provide what runs a seed; the real modules see the stand-ins meanwhile.

    Args:
        listen: Receives each line of the trace as it happens; None for none.
    """
    storage = Storage()
    folder = Path(tempfile.mkdtemp(prefix="modelbook-simulation-"))
    logging.disable(logging.CRITICAL)
    try:
        with replaced([*STANDARD_LIBRARY, *substitutes()]):
            yield lambda seed: run_seed(seed, storage, folder / str(seed), listen)
    finally:
        logging.disable(logging.NOTSET)
        end_idle_threads()
        storage.close()
        shutil.rmtree(folder)


def outcomes(seeds: Sequence[int], n_processes: int = 1) -> Iterator[Outcome]:
    """Run seeds, in order, shared by some processes."""
    if n_processes == 1 or len(seeds) == 1:
        with simulations() as run:
            yield from map(run, seeds)
        return
    with multiprocessing.get_context("fork").Pool(n_processes, _begin) as pool:
        yield from pool.imap(_run_here, seeds, chunksize=4)


#: What runs a seed in a process of a pool; it lasts as long as the process.
_HERE: list[Any] = []


def _begin() -> None:
    context = simulations()
    _HERE.extend([context, context.__enter__()])


def _run_here(seed: int) -> Outcome:
    outcome: Outcome = _HERE[1](seed)
    return outcome if outcome.failure else replace(outcome, trace=[])


def run_seed(seed: int, storage: Storage, folder: Path, listen: Callable[[str], None] | None) -> Outcome:
    """Run a seed."""
    storage.clear()
    world = STAGE.world = World(seed, listen)
    faults = Faults(world.random, until_s=FAULTS_S * (0.3 + 0.7 * world.random.random()))
    here = STAGE.here = Installation(world, faults, storage, folder)
    callers, disturbances = Callers(here), Disturbances(here)
    world.note(f"faults: {', '.join(sorted(faults.kinds)) or 'none'}, rate {faults.rate}; {here.settings.worker_slots} slots")
    try:
        _live(world, here, callers, disturbances)
        if not world.failure:
            check_ends(world, here, callers, storage.raw)
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
    digest = hashlib.sha256(repr(world.trace).encode()).hexdigest()[:16]
    return Outcome(seed, world.failure, digest, world.now, callers.n_jobs, world.trace)


def _live(world: World, here: Installation, callers: Callers, disturbances: Disturbances) -> None:
    system = world.current.process
    for worker in here.workers:
        world.spawn(system, worker.name, worker.keep_running)
    callers.start()
    world.spawn(system, "faults", disturbances.run)
    world.sleep(here.faults.until_s)
    disturbances.stop()
    world.note("the faults have stopped")
    deadline = world.now + ENDED_WITHIN_S
    while not world.failure and world.now < deadline and not _have_ended(here, callers):
        world.sleep(0.5)


def _have_ended(here: Installation, callers: Callers) -> bool:
    return callers.n_open == 0 and all(job.state in ("succeeded", "failed", "cancelled") for job in here.properties.jobs)
