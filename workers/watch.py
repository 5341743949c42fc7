"""Watch one job process until it ends: renew its lease, decide whether it must end, and see to it that it does."""

import logging
import os
import signal
import threading
import time
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess

from sqlalchemy.exc import SQLAlchemyError

from service.queue import JobQueue
from service.settings import Settings
from service.store.states import State
from workers.heartbeat import BEAT_EVERY_S, CALL, STOP
from workers.lease import Lease

log = logging.getLogger(__name__)

#: Seconds from one look at a job process to the next.
LOOK_EVERY_S = 0.5
#: Seconds without a heartbeat after which a process counts as stuck.
STUCK_AFTER_S = 60.0


class Watch:
    """One job process while it is watched.

    Args:
        lease: What the process holds.
        process: The process, started.
        channel: This end of its channel.
        settings: Lease, grace and limits.
        queue: Where trial workers are called.
        draining: Set when the worker is stopping, and the job goes back to the queue.
    """

    def __init__(
        self, lease: Lease, process: ForkServerProcess, channel: Connection, settings: Settings, queue: JobQueue, draining: threading.Event
    ) -> None:
        self._lease, self._process, self._channel = lease, process, channel
        self._settings, self._queue, self._draining = settings, queue, draining
        self._last_beat = time.monotonic()
        self._next_renewal = self._last_beat + settings.lease_s / 4
        self._asked_at: float | None = None
        #: Why the process is being ended; None while it is not.
        self._verdict: State | None = None
        self._reason = ""

    def until_end(self) -> None:
        """Watch the process until it has ended, and note its end where it did not itself."""
        while self._process.is_alive():
            wait([self._process.sentinel, self._channel], LOOK_EVERY_S)
            self._take_messages()
            self._renew()
            self._judge()
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
            time.sleep(BEAT_EVERY_S / 10)  # The process has closed its end and is about to go; look for that, but not in a spin.

    def _renew(self) -> None:
        """Renew the lease when it is time, and see whether the job was asked to stop."""
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

    def _judge(self) -> None:
        """Decide whether the process must end."""
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
        """Ask a process to stop, then terminate it, then kill it."""
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
        """Note the end of a job whose process did not note it itself; guarded, so that it does no harm where it did."""
        self._kill(signal.SIGKILL)  # Whatever the job started and left behind goes with its process group.
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
            log.debug("The process has gone already.")

    def _kill(self, number: signal.Signals) -> None:
        """Send a signal to the process group of the job."""
        try:
            os.killpg(self._process.pid or 0, number)
        except ProcessLookupError:
            log.debug("The process group has gone already.")
