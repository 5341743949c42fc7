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
from ulid import ULID

from models.specs.tasks import SECTIONS
from service.queue import JobQueue
from service.settings import Settings
from service.store.rows import Job
from service.store.states import State
from service.store.trials import Member
from workers.devices import Share, Slots
from workers.holds import Hold, JobHold, MemberHold
from workers.order import BEAT_EVERY_S, HELP, STOP, Order
from workers.stores import Stores
from workers.train import run_order

log = logging.getLogger(__name__)

#: What the forkserver imports once, so that a job process starts in hundredths of a second. Importing only: a process
#: forked after TensorFlow has run an operation hangs.
PRELOAD = [
    "tensorflow",
    "keras",
    "sklearn.decomposition",
    "sklearn.linear_model",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "skl2onnx",
    "skops.io",
    "onnxruntime",
    "workers.train",
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

    hold: Hold
    process: ForkServerProcess
    channel: Connection
    last_beat: float
    next_renewal: float = 0.0
    asked_at: float | None = None
    #: Why the process is being ended; None while it is not.
    verdict: State | None = None
    reason: str = ""


class Supervisor:
    """Runs claimed jobs, and shares in the trials of others, each call one.

    Args:
        settings: Lease, grace and limits.
        stores: Where leases are renewed and lost attempts noted.
        queue: Where other workers are asked to join in.
        slots: What of the machine a job may use.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue, slots: Slots) -> None:
        self._settings, self._stores, self._queue, self._slots = settings, stores, queue, slots
        self._draining = threading.Event()

    def drain(self) -> None:
        """Give every running job back to the queue, and take no more."""
        self._draining.set()

    def run(self, job: Job) -> None:
        """Run a claimed job until it ends, by itself or not; one of many trials until its own part in it ends."""
        member = Member(job.id, job.owner or "", job.worker or "")
        hold = self._member_hold(job, member) if job.spec["task"] in SECTIONS else JobHold(self._stores.attempts, job)
        self._run(hold, member, job.attempt)

    def help(self, job_id: str, worker: str) -> None:
        """Join in the trials of a job until none is left."""
        job = self._stores.jobs.get(job_id)
        if job.state == State.RUNNING:
            member = Member(job_id, str(ULID()), worker)
            self._run(self._member_hold(job, member), member, None)

    def _member_hold(self, job: Job, member: Member) -> MemberHold:
        return MemberHold(self._stores.attempts, self._stores.trials, self._stores.jobs, job, member)

    def _run(self, hold: Hold, member: Member, token: int | None) -> None:
        share = self._slots.take()
        try:
            self._conclude(self._watch(self._start(hold, member, token, share)))
        finally:
            self._slots.give_back(share)

    def _start(self, hold: Hold, member: Member, token: int | None, share: Share) -> _Watch:
        here, there = _context.Pipe()
        job = hold.job
        folder = self._stores.files.attempt_folder(job.id, member.id)
        order = Order(job.id, token, member.id, member.worker, job.queue, job.spec, folder, self._settings, share)
        process = _context.Process(target=run_order, args=(order, there), name=f"job-{job.id}", daemon=False)
        process.start()
        there.close()
        now = time.monotonic()
        return _Watch(hold, process, here, now, next_renewal=now + self._settings.lease_s / 4)

    def _watch(self, watch: _Watch) -> _Watch:
        """Watch a process until it has ended."""
        while watch.process.is_alive():
            wait([watch.process.sentinel, watch.channel], LOOK_EVERY_S)
            self._take_messages(watch)
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
                if not watch.hold.renew(self._settings.lease_s):
                    _kill(watch.process, signal.SIGKILL)
            elif watch.verdict is None and watch.hold.is_to_stop():
                watch.verdict = State.CANCELLED
        except SQLAlchemyError:
            log.warning("The lease could not be renewed; trying again.", extra={"job_id": watch.hold.job.id}, exc_info=True)

    def _judge(self, watch: _Watch) -> None:
        """Decide whether the process must end."""
        if watch.verdict is not None:
            return
        now, limit_s = time.monotonic(), watch.hold.job.spec["resources"]["time_limit_s"]
        if self._draining.is_set():
            watch.verdict, watch.reason = State.QUEUED, "its worker is stopping"
        elif watch.hold.used_s() > limit_s:
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
        _kill(watch.process, signal.SIGKILL)  # Whatever the job started and left behind goes with its process group.
        if watch.verdict is State.QUEUED:
            watch.hold.hand_back(watch.reason)
        elif watch.verdict is not None:
            watch.hold.end(watch.verdict, watch.reason or None)
        elif watch.process.exitcode != 0:
            watch.hold.lose(f"its process ended with exit code {watch.process.exitcode}", self._settings.max_losses)

    def _take_messages(self, watch: _Watch) -> None:
        try:
            while watch.channel.poll():
                message = watch.channel.recv_bytes()
                watch.last_beat = time.monotonic()
                if message.startswith(HELP):
                    self._queue.call_for_help(watch.hold.job.id, watch.hold.job.queue, int(message.removeprefix(HELP)))
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
