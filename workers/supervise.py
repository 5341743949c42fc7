"""Run each job in its own process, on a share of the machine, and watch it: renew its lease, decide whether it must stop, and stop it."""

import logging
import os
import signal
import threading
import time
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess

from sqlalchemy.exc import SQLAlchemyError
from ulid import ULID

from models.specs.tasks import task_of
from service.queue import JobQueue
from service.settings import Settings
from service.store.rows import Job
from service.store.transitions import State
from service.store.trials import JobProcess
from workers.attempt import Assignment
from workers.devices import Share, Slots
from workers.heartbeat import BEAT_EVERY_S, CALL, STOP
from workers.job_process import start_process
from workers.lease import JobLease, Lease, TrialsLease
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

    def run(self, job: Job) -> None:
        """Run the process of a claimed job until the process ends."""
        process = JobProcess(job.id, job.process or "", job.worker or "")
        fans_out = task_of(job.spec).fans_out
        lease = TrialsLease(self._stores, job, process) if fans_out else JobLease(self._stores.attempts, job)
        self._run(lease, process, job.attempt)

    def join(self, job_id: str, worker: str) -> None:
        """Run a trial worker of a job until no trials are left."""
        job = self._stores.jobs.get(job_id)
        if job.state == State.RUNNING:
            process = JobProcess(job_id, str(ULID()), worker)
            self._run(TrialsLease(self._stores, job, process), process, None)

    def _run(self, lease: Lease, process: JobProcess, token: int | None) -> None:
        share = self._slots.take()
        try:
            started, channel = start_process(self._assignment(lease.job, process, token, share))
            Watch(lease, started, channel, self._settings, self._queue, self._draining).until_end()
        finally:
            self._slots.give_back(share)

    def _assignment(self, job: Job, process: JobProcess, token: int | None, share: Share) -> Assignment:
        folder = self._stores.files.attempt_folder(job.id, process.id)
        return Assignment(process, job.owner, token, job.queue, job.spec, folder, self._settings, share)


class Watch:
    """Watches one job process.

    Args:
        lease: Lease of the process.
        process: The started process.
        channel: The supervisor's end of its channel.
        settings: Lease, grace and limits.
        queue: Calls trial workers.
        draining: Set when the worker is stopping and the job is queued again.
    """

    def __init__(
        self, lease: Lease, process: ForkServerProcess, channel: Connection, settings: Settings, queue: JobQueue, draining: threading.Event
    ) -> None:
        self._lease, self._process, self._channel = lease, process, channel
        self._settings, self._queue, self._draining = settings, queue, draining
        self._last_beat = time.monotonic()
        self._next_renewal = self._last_beat + settings.lease_s / 4
        self._asked_at: float | None = None
        #: State the job gets once the process has ended; None if it must not stop.
        self._verdict: State | None = None
        self._reason = ""

    def until_end(self) -> None:
        """Watch the process until it has ended, and record its end if it did not."""
        while self._process.is_alive():
            wait([self._process.sentinel, self._channel], CHECK_EVERY_S)
            self._take_messages()
            self._renew()
            self._decide()
            self._escalate()
        self._process.join()
        self._channel.close()
        self._conclude()

    def _take_messages(self) -> None:
        try:
            while self._channel.poll():
                message = self._channel.recv_bytes()
                self._last_beat = time.monotonic()
                if message.startswith(CALL):
                    self._queue.call_trial_workers(self._lease.job.id, self._lease.job.queue, int(message.removeprefix(CALL)))
        except (EOFError, OSError):
            time.sleep(BEAT_EVERY_S / 10)  # The process has closed its end and is about to exit; do not poll without a pause.

    def _renew(self) -> None:
        """Renew the lease when due, and check whether the job must stop."""
        now = time.monotonic()
        try:
            if now >= self._next_renewal:
                self._next_renewal = now + self._settings.lease_s / 4
                if not self._lease.renew(self._settings.lease_s):
                    self._kill(signal.SIGKILL)
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
