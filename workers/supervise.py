"""Run each job in its own process, on a share of the machine, under a lease that is renewed."""

import logging
import threading

from models.core.isolation.network import CLOSED
from models.specs.tasks import task_of
from service.job_context import working_on
from service.live_workers import Count
from service.queue import JobQueue
from service.settings import Settings
from service.store.claims import Claimed
from service.store.losses import LossKind
from service.store.patience import Patience
from service.tracing.current import tracing
from service.tracing.traces import Traces
from workers.attempt import Assignment
from workers.attempt_trace import AttemptTrace
from workers.devices import Share, Slots
from workers.errors import StartError
from workers.job_networks import JobNetworks
from workers.job_process import start_process
from workers.lease import JobLease, Lease, TrialsLease
from workers.lease_keeper import KeptLease, LeaseKeeper
from workers.leftovers import remove_leftovers
from workers.memory_limit import memory_limit
from workers.memory_use import MemoryWatch
from workers.meter import Meter
from workers.room import Room
from workers.stores import Stores
from workers.tally import Tally
from workers.watch import Watch
from workers.watched import Watched

log = logging.getLogger(__name__)


class Supervisor:
    """Runs one claimed job, or one trial worker, per call.

    Args:
        settings: Lease, grace and limits.
        stores: Stores of jobs and trials.
        queue: Calls trial workers.
        slots: Shares of the machine.
        keeper: Renews the leases.

    Attributes:
        tally: Counts what the worker does.
        traces: Exports the spans of attempts; None where no collector is named.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue, slots: Slots, keeper: LeaseKeeper) -> None:
        self._settings, self._stores, self._queue, self._slots, self._keeper = settings, stores, queue, slots, keeper
        self._networks = JobNetworks(settings, CLOSED, [])
        self._draining = threading.Event()
        self.tally = Tally()
        self.traces: Traces | None = None
        self._patience = Patience(settings.database_patience_s, self._draining.is_set)

    def start(self) -> None:
        """Start what jobs reach the database by, and what exports their spans; before that, they reach nothing of the network."""
        self._networks = JobNetworks.of(self._settings)
        self.traces = Traces.of(self._settings, "modelbook-worker")

    def drain(self) -> None:
        """Return every running job to the queue, and start no more."""
        self._draining.set()

    @property
    def is_draining(self) -> bool:
        """Tell whether no more jobs are to be started."""
        return self._draining.is_set()

    def run(self, claimed: Claimed) -> None:
        """Run the process of a claimed job, or a trial worker of a search, until it ends."""
        trace = AttemptTrace(claimed, self.traces)
        with working_on(claimed.job.id), tracing(trace.trace), self._keeper.keeping(self._lease(claimed)) as kept:
            share = self._slots.take()
            try:
                self._watch(claimed, kept, share, trace)
            except StartError:
                self._patience.run(kept.lease.hand_back, "its worker could not start a process")
                raise
            finally:
                self._slots.give_back(share)

    def _watch(self, claimed: Claimed, kept: KeptLease, share: Share, trace: AttemptTrace) -> None:
        """Start the process of a claimed job, watch it until it ends, and remove what it has left that is of no use."""
        try:
            assignment = self._assignment(claimed, share, trace.trace_id)
        except OSError as error:
            log.exception("The folder of a job process could not be made.")
            full = Room(self._settings).reason(error)
            reason = full or f"the folder of its process could not be made ({type(error).__name__}: {error})"
            self._patience.run(kept.lease.lose, reason, self._settings.max_losses, LossKind.ROOM if full else LossKind.MACHINE)
            return
        process = start_process(assignment)
        memory = MemoryWatch(process.pid, memory_limit(claimed.job.spec, share), share.most_bytes)
        self.tally.add(Count.JOBS)
        log.info("A job process was started.", extra={"attempt": claimed.token, "pid": process.pid})
        watched = Watched(kept, process, Meter(self._stores.claims, claimed.job), memory, trace, self._stores.announce, self.tally)
        if Watch(watched, self._settings, self._queue, self._draining).until_end():
            remove_leftovers(assignment, self._stores.jobs, self._stores.files)

    def _lease(self, claimed: Claimed) -> Lease:
        if task_of(claimed.job.spec).fans_out:
            return TrialsLease(self._stores, claimed.job, claimed.process)
        return JobLease(self._stores.attempts, claimed.job)

    def _assignment(self, claimed: Claimed, share: Share, trace_id: str) -> Assignment:
        job, process = claimed.job, claimed.process
        folder = self._stores.files.attempt_folder(job.id, process.id)
        network, settings = self._networks.network_of(job.spec), self._networks.settings
        return Assignment(process, job.owner, claimed.token, job.queue, job.spec, folder, settings, share, network, trace_id)
