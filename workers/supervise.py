"""Run each job in its own process, on a share of the machine, and watch it: renew its lease, charge its owner, and stop it when it must."""

import logging
import os
import signal
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess

from sqlalchemy.exc import SQLAlchemyError

from models.specs.tasks import task_of
from service.queue import JobQueue
from service.settings import Settings
from service.store.claims import Claimed
from service.store.patience import Patience
from service.store.transitions import State
from workers.attempt import Assignment
from workers.devices import Share, Slots
from workers.heartbeat import BEAT, CALL, STOP
from workers.job_process import start_process
from workers.lease import JobLease, Lease, TrialsLease
from workers.meter import Meter
from workers.stores import Stores

log = logging.getLogger(__name__)

#: Seconds between checks of a job process.
CHECK_EVERY_S = 0.5
#: Seconds without a heartbeat after which a process counts as stuck.
STUCK_AFTER_S = 60.0


class Supervisor:
    """Runs one claimed job, or one trial worker, per call.

    Args:
        settings: Lease, grace and limits.
        stores: Stores of jobs and trials.
        queue: Calls trial workers.
        slots: Shares of the machine.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue, slots: Slots) -> None:
        self._settings, self._stores, self._queue, self._slots = settings, stores, queue, slots
        self._draining = threading.Event()

    def drain(self) -> None:
        """Return every running job to the queue, and start no more."""
        self._draining.set()

    @property
    def is_draining(self) -> bool:
        """Tell whether no more jobs are to be started."""
        return self._draining.is_set()

    def run(self, claimed: Claimed) -> None:
        """Run the process of a claimed job, or a trial worker of a search, until it ends."""
        share = self._slots.take()
        try:
            process, channel = start_process(self._assignment(claimed, share))
            watched = Watched(self._lease(claimed), process, channel, Meter(self._stores.claims, claimed.job))
            Watch(watched, self._settings, self._queue, self._draining).until_end()
        finally:
            self._slots.give_back(share)

    def _lease(self, claimed: Claimed) -> Lease:
        if task_of(claimed.job.spec).fans_out:
            return TrialsLease(self._stores, claimed.job, claimed.process)
        return JobLease(self._stores.attempts, claimed.job)

    def _assignment(self, claimed: Claimed, share: Share) -> Assignment:
        job, process = claimed.job, claimed.process
        folder = self._stores.files.attempt_folder(job.id, process.id)
        return Assignment(process, job.owner, claimed.token, job.queue, job.spec, folder, self._settings, share)


@dataclass(frozen=True)
class Watched:
    """A started job process.

    Args:
        lease: Its lease.
        process: The process.
        channel: The supervisor's end of its channel.
        meter: What it uses.
    """

    lease: Lease
    process: ForkServerProcess
    channel: Connection
    meter: Meter


class Watch:
    """Watches one job process.

    Args:
        watched: The process.
        settings: Lease, grace and limits.
        queue: Calls trial workers.
        draining: Set when the worker is stopping and the job is queued again.
    """

    def __init__(self, watched: Watched, settings: Settings, queue: JobQueue, draining: threading.Event) -> None:
        self._lease, self._process, self._channel, self._meter = watched.lease, watched.process, watched.channel, watched.meter
        self._settings, self._queue, self._draining = settings, queue, draining
        self._patience = Patience(settings.database_patience_s, draining.is_set)
        self._last_beat = time.monotonic()
        self._next_renewal = self._last_beat + settings.lease_s / 4
        self._asked_at: float | None = None
        #: State the job gets once the process has ended; None if it must not stop.
        self._verdict: State | None = None
        self._reason = ""

    def until_end(self) -> None:
        """Watch the process until it has ended, and record its end if it did not."""
        sources: list[int | Connection] = [self._process.sentinel, self._channel]
        while self._process.is_alive():
            wait(sources, CHECK_EVERY_S)
            if not self._take_messages():
                sources = [self._process.sentinel]  # The process has closed its end, which from now on always counts as readable.
            self._renew()
            self._decide()
            self._escalate()
        self._process.join()
        self._take_messages()  # The last ones, sent since the process was last seen alive.
        self._channel.close()
        self._conclude()

    def _take_messages(self) -> bool:
        """Take the messages that have arrived; return False if the process has closed its end."""
        try:
            while self._channel.poll():
                message = self._channel.recv_bytes()
                self._last_beat = time.monotonic()
                if message.startswith(BEAT):
                    self._meter.note_cpu(float(message.removeprefix(BEAT)))
                elif message.startswith(CALL):
                    self._call_trial_workers(int(message.removeprefix(CALL)))
        except (EOFError, OSError):
            return False
        return True

    def _call_trial_workers(self, n_workers: int) -> None:
        job = self._lease.job
        try:
            self._queue.call_trial_workers(job.id, job.queue, n_workers)
        except SQLAlchemyError:
            log.warning("No trial workers were called; a reaper does it when none is left.", extra={"job_id": job.id}, exc_info=True)

    def _renew(self) -> None:
        """Renew the lease when due, and check whether the job must stop."""
        now = time.monotonic()
        try:
            if now >= self._next_renewal:
                self._next_renewal = now + self._settings.lease_s / 4
                if not self._lease.renew(self._settings.lease_s):
                    self._kill(signal.SIGKILL)
                self._meter.charge()
            elif self._verdict is None and self._lease.is_to_stop():
                self._verdict = State.CANCELLED
        except SQLAlchemyError:
            log.warning("The lease could not be renewed; trying again.", extra={"job_id": self._lease.job.id}, exc_info=True)

    def _decide(self) -> None:
        """Decide whether the process must stop."""
        if self._verdict is not None:
            return
        limit_s = self._lease.job.spec["resources"]["time_limit_s"]
        if self._draining.is_set():
            self._verdict, self._reason = State.QUEUED, "its worker is stopping"
        elif self._lease.used_s() > limit_s:
            self._verdict, self._reason = State.FAILED, f"the job reached its time limit of {limit_s} s"
        elif time.monotonic() - self._last_beat > STUCK_AFTER_S:
            self._kill(signal.SIGKILL)

    def _escalate(self) -> None:
        """Ask the process to stop; after the grace terminate it, then kill it."""
        if self._verdict is None:
            return
        now, grace_s = time.monotonic(), self._settings.grace_s
        if self._asked_at is None:
            self._asked_at = now
            self._ask_to_stop()
        elif now - self._asked_at > 2 * grace_s:
            self._kill(signal.SIGKILL)
        elif now - self._asked_at > grace_s:
            self._kill(signal.SIGTERM)

    def _conclude(self) -> None:
        """Record the end of the job; guarded, so it has no effect if the process already recorded it."""
        self._kill(signal.SIGKILL)  # Ends processes that the job started and left running.
        try:
            self._patience.run(self._record_end)
        except SQLAlchemyError:
            log.exception("The end of a job was not recorded; it counts as lost when its lease expires.", extra={"job_id": self._lease.job.id})
        try:
            self._meter.charge()
        except SQLAlchemyError:
            log.warning("The last seconds of a job were not charged.", extra={"job_id": self._lease.job.id}, exc_info=True)

    def _record_end(self) -> None:
        """Record why the process ended. It may be called again when nobody knows whether that was committed."""
        if self._verdict is State.QUEUED:
            self._lease.hand_back(self._reason)
        elif self._verdict is not None:
            self._lease.end(self._verdict, self._reason or None)
        elif self._process.exitcode != 0:
            self._lease.lose(f"its process ended with exit code {self._process.exitcode}", self._settings.max_losses)

    def _ask_to_stop(self) -> None:
        try:
            self._channel.send_bytes(STOP)
        except OSError:
            log.debug("The process has already ended.")

    def _kill(self, number: signal.Signals) -> None:
        """Send a signal to the process group."""
        try:
            os.killpg(self._process.pid or 0, number)
        except ProcessLookupError:
            log.debug("The process group has already ended.")
