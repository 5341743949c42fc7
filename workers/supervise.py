"""Run each job in a process of its own; renew its lease, watch it, and end it when it must end."""

import logging
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess

from sqlalchemy.exc import SQLAlchemyError

from service.settings import Settings
from service.store.files import Files
from service.store.jobs import Attempts
from service.store.rows import Job
from service.store.states import State
from workers.devices import Share, Slots
from workers.order import BEAT_EVERY_S, STOP, Order
from workers.train import run_order

log = logging.getLogger(__name__)

#: What the forkserver imports once, so that a job process starts in hundredths of a second. Importing only: a process
#: forked after TensorFlow has run an operation hangs.
PRELOAD = [
    "tensorflow",
    "keras",
    "sklearn.pipeline",
    "sklearn.linear_model",
    "skops.io",
    "onnxruntime",
    "workers.train",
    "models.training.run",
    "models.training.network",
]
#: Seconds from one look at a job process to the next.
LOOK_EVERY_S = 0.5
#: Seconds without a beat after which a process is held to be stuck.
STUCK_AFTER_S = 60.0

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOAD)


def warm_up() -> None:
    """Start the forkserver and wait until it has imported everything, so that the first job need not."""
    process = _context.Process(target=os.getpid)
    process.start()
    process.join()


@dataclass
class _Watch:
    """One job process while it is watched."""

    job: Job
    process: ForkServerProcess
    channel: Connection
    started: float
    last_beat: float
    next_renewal: float = 0.0
    asked_at: float | None = None
    #: Why the process is being ended; None while it is not.
    verdict: State | None = None
    reason: str = ""


class Supervisor:
    """Runs claimed jobs, each call one.

    Args:
        settings: Lease, grace and limits.
        attempts: Where leases are renewed and lost attempts noted.
        files: Where each attempt gets a folder.
        slots: What of the machine a job may use.
    """

    def __init__(self, settings: Settings, attempts: Attempts, files: Files, slots: Slots) -> None:
        self._settings, self._attempts, self._files, self._slots = settings, attempts, files, slots
        self._draining = threading.Event()

    def drain(self) -> None:
        """Give every running job back to the queue, and take no more."""
        self._draining.set()

    def run(self, job: Job) -> None:
        """Run a claimed job until it ends, by itself or not."""
        share = self._slots.take()
        try:
            self._conclude(self._watch(self._start(job, share)))
        finally:
            self._slots.give_back(share)

    def _start(self, job: Job, share: Share) -> _Watch:
        here, there = _context.Pipe()
        folder = self._files.attempt_folder(job.id, job.attempt)
        order = Order(job.id, job.attempt, job.spec, folder, self._settings, share)
        process = _context.Process(target=run_order, args=(order, there), name=f"job-{job.id}", daemon=False)
        process.start()
        there.close()
        now = time.monotonic()
        return _Watch(job, process, here, now, now, next_renewal=now + self._settings.lease_s / 4)

    def _watch(self, watch: _Watch) -> _Watch:
        """Watch a process until it has ended."""
        while watch.process.is_alive():
            wait([watch.process.sentinel, watch.channel], LOOK_EVERY_S)
            _take_beats(watch)
            self._renew(watch)
            self._judge(watch)
            self._escalate(watch)
        watch.process.join()
        watch.channel.close()
        return watch

    def _renew(self, watch: _Watch) -> None:
        """Renew the lease when it is time, and see whether the job was asked to stop."""
        now = time.monotonic()
        try:
            if now >= watch.next_renewal:
                watch.next_renewal = now + self._settings.lease_s / 4
                if self._attempts.renew(watch.job.id, watch.job.attempt, self._settings.lease_s) is None:
                    _kill(watch.process, signal.SIGKILL)
            elif watch.verdict is None and self._attempts.cancel_requested(watch.job.id, watch.job.attempt):
                watch.verdict = State.CANCELLED
        except SQLAlchemyError:
            log.warning("The lease could not be renewed; trying again.", extra={"job_id": watch.job.id}, exc_info=True)

    def _judge(self, watch: _Watch) -> None:
        """Decide whether the process must end."""
        if watch.verdict is not None:
            return
        now, limit_s = time.monotonic(), watch.job.spec["resources"]["time_limit_s"]
        if self._draining.is_set():
            watch.verdict, watch.reason = State.QUEUED, "its worker is stopping"
        elif now - watch.started > limit_s:
            watch.verdict, watch.reason = State.FAILED, f"the job reached its time limit of {limit_s} s"
        elif now - watch.last_beat > STUCK_AFTER_S:
            _kill(watch.process, signal.SIGKILL)

    def _escalate(self, watch: _Watch) -> None:
        """Ask a process to stop, then terminate it, then kill it."""
        if watch.verdict is None:
            return
        now, grace_s = time.monotonic(), self._settings.grace_s
        if watch.asked_at is None:
            watch.asked_at = now
            _ask_to_stop(watch.channel)
        elif now - watch.asked_at > 2 * grace_s:
            _kill(watch.process, signal.SIGKILL)
        elif now - watch.asked_at > grace_s:
            _kill(watch.process, signal.SIGTERM)

    def _conclude(self, watch: _Watch) -> None:
        """Note the end of a job whose process did not note it itself; guarded, so that it does no harm where it did."""
        job_id, token = watch.job.id, watch.job.attempt
        _kill(watch.process, signal.SIGKILL)  # Whatever the job started and left behind goes with its process group.
        if watch.verdict is State.QUEUED:
            self._attempts.hand_back(job_id, token, watch.reason)
        elif watch.verdict is not None:
            self._attempts.end(job_id, token, watch.verdict, watch.reason or None)
        elif watch.process.exitcode != 0:
            self._attempts.lose(job_id, token, f"its process ended with exit code {watch.process.exitcode}", self._settings.max_losses)


def _take_beats(watch: _Watch) -> None:
    try:
        while watch.channel.poll():
            watch.channel.recv_bytes()
            watch.last_beat = time.monotonic()
    except (EOFError, OSError):
        time.sleep(BEAT_EVERY_S / 10)  # The process has closed its end and is about to go; look for that, but not in a spin.


def _ask_to_stop(channel: Connection) -> None:
    try:
        channel.send_bytes(STOP)
    except OSError:
        log.debug("The process has gone already.")


def _kill(process: ForkServerProcess, number: signal.Signals) -> None:
    """Send a signal to the process group of a job."""
    try:
        os.killpg(process.pid or 0, number)
    except ProcessLookupError:
        log.debug("The process group has gone already.")
