"""A started job process with all that is watched of it."""

from dataclasses import dataclass, field

from service.store.changed import Announce, announce_nothing
from workers.attempt_trace import AttemptTrace
from workers.lease_keeper import KeptLease
from workers.memory_use import MemoryWatch
from workers.meter import Meter
from workers.started_process import StartedProcess
from workers.tally import Tally


@dataclass(frozen=True)
class Watched:
    """A started job process.

    Args:
        kept: Its lease, which is renewed.
        process: The process.
        meter: What its owner is charged for.
        memory: What it uses of the memory.
        trace: Makes the spans of the attempt.
        announce: Announces the jobs that it changes.
        tally: Where the worker counts what it does.
    """

    kept: KeptLease
    process: StartedProcess
    meter: Meter
    memory: MemoryWatch
    trace: AttemptTrace
    announce: Announce = announce_nothing
    tally: Tally = field(default_factory=Tally)
