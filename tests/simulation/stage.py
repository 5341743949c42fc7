"""The world of the simulation that runs now, and its time."""

import time
from typing import Any

from tests.simulation.scheduler import World

#: Seconds since 1970 at the beginning of a simulation.
BEGINNING = 1_800_000_000.0


class Stage:
    """Holds the world of the simulation that runs now."""

    world: World
    #: The installation in it.
    here: Any


STAGE = Stage()


class SimulatedTime:
    """Stands for the module `time`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)

    def time(self) -> float:
        world = STAGE.world
        return BEGINNING + world.now + world.current.process.machine.clock_ahead_s

    def time_ns(self) -> int:
        return int(self.time() * 1e9)

    def monotonic(self) -> float:
        return 1000.0 + STAGE.world.now

    def perf_counter(self) -> float:
        return self.monotonic()

    def sleep(self, seconds: float) -> None:
        STAGE.world.sleep(seconds)


TIME = SimulatedTime()
