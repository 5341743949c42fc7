"""Watch a job process: take its messages, charge its owner, and stop it when it must."""

import logging
import signal
import threading
import time
from multiprocessing.connection import Connection, wait

from sqlalchemy.exc import SQLAlchemyError

from service.live_workers import Count
from service.outage_log import OutageLog
from service.queue import JobQueue
from service.settings import Settings
from service.store.patience import Patience
from service.store.transitions import State
from workers.endings import ending_of
from workers.heartbeat import BEAT, CALL, CHANGED, DRAWING, PAUSE, STOP, WHY
from workers.signs_of_life import STUCK_AFTER_S, SignsOfLife
from workers.tally import ProcessUse
from workers.trace_notes import TRACE
from workers.watched import Watched

log = logging.getLogger(__name__)

#: Seconds from one check of what is requested of a job to the next: a pause takes effect within a second, with that of its batch, its
#: resume point and the end of its process; and from one look at its process to the next.
CHECK_EVERY_S, LOOK_EVERY_S = 0.25, 0.1
#: Longest grace of a job whose worker is stopping, in seconds: after twice that long it is killed, and the worker has to end within 15 s.
STOPPING_GRACE_S = 5.0
#: Longest time for which a process draws figures of a job that has ended, in seconds.
MAX_DRAWING_S = 20.0

#: What settles that a job takes longer than its limit.
TIME_ADVICE = "submit it again with a higher limit, fewer epochs or less data"


class Watch:
    """Watches one job process.

    Args:
        watched: The process.
        settings: Lease, grace and limits.
        queue: Calls trial workers.
        draining: Set when the worker is stopping and the job is queued again.
    """

    def __init__(self, watched: Watched, settings: Settings, queue: JobQueue, draining: threading.Event) -> None:
        self._kept, self._lease, self._process, self._meter = watched.kept, watched.kept.lease, watched.process, watched.meter
        self._channel, self._memory, self._announce = watched.process.channel, watched.memory, watched.announce
        self._use, self._trace = ProcessUse(watched.tally), watched.trace
        self._settings, self._queue, self._draining = settings, queue, draining
        self._patience, self._outage = Patience(settings.database_patience_s, draining.is_set), OutageLog(log)
        self._signs, now = SignsOfLife(), time.monotonic()
        self._next_charge, self._next_check = now + settings.lease_s / 4, now
        self._asked_at: float | None = None
        #: Why the process ends, as it has said itself; empty if it has not.
        self._said = ""
        #: State the job gets once the process has ended; None if it must not stop.
        self._verdict: State | None = None
        self._reason = ""
        #: Until when the process may draw figures; None while its job has not ended.
        self._draws_until: float | None = None

    def until_end(self) -> bool:
        """Watch the process until it has ended, and record its end if it did not.

        Returns:
            Whether its end is recorded; if not, a write of it may still be under way.
        """
        sources: list[int | Connection] = [self._process.sentinel, self._channel]
        while self._process.is_alive():
            wait(sources, LOOK_EVERY_S)
            self._check()
            # After the check, which waits for a database that does not answer: meanwhile the process has given signs of life.
            if not self._take_messages():
                sources = [self._process.sentinel]  # The process has closed its end, which from now on always counts as readable.
            self._watch_memory()
            self._decide()
            self._escalate()
        self._take_messages()  # The last ones, sent since the process was last seen alive.
        if self._kept.is_lost and self._draws_until is None:
            self._use.tally.add(Count.LEASES_LOST)
        is_recorded = self._conclude()
        self._trace.end(self._verdict, self._reason)
        self._process.close()
        return is_recorded

    def _take_messages(self) -> bool:
        """Take the messages that have arrived; return False if the process has closed its end."""
        try:
            while self._channel.poll():
                message = self._channel.recv_bytes()
                self._signs.note()
                if message.startswith(BEAT):
                    cpu_s, size_bytes, n_epochs = message.removeprefix(BEAT).split()
                    self._meter.note_cpu(float(cpu_s))
                    self._use.note(float(cpu_s), int(n_epochs))
                    self._memory.note(int(size_bytes))
                elif message.startswith(CHANGED):
                    self._announce(set(message.removeprefix(CHANGED).decode().split(",")))
                elif message.startswith(TRACE):
                    self._trace.take(message.removeprefix(TRACE))
                elif message.startswith(CALL):
                    self._call_trial_workers(int(message.removeprefix(CALL)))
                elif message == DRAWING:
                    self._draws_until = time.monotonic() + MAX_DRAWING_S
                elif message.startswith(WHY):
                    self._said = message.removeprefix(WHY).decode()
        except (EOFError, OSError):
            return False
        return True

    def _call_trial_workers(self, n_workers: int) -> None:
        job = self._lease.job
        try:
            self._queue.call_trial_workers(job.id, job.queue, n_workers)
        except SQLAlchemyError:
            log.warning("No trial workers were called; a reaper does it when none is left.", exc_info=True)

    def _watch_memory(self) -> None:
        """Kill the process if it uses more memory than it may: there is no time to ask, as it may use more every moment."""
        self._memory.measure()
        if self._memory.is_over:
            self._process.kill(signal.SIGKILL)

    def _check(self) -> None:
        """Check, when due, whether the job must stop; charge its owner when due."""
        now = time.monotonic()
        if self._draws_until is not None:
            if self._draining.is_set() or now > self._draws_until:
                self._process.kill(signal.SIGKILL)  # Nothing is lost: figures are written whole, and the others are drawn when they are asked for.
            return
        if self._kept.is_lost:
            self._process.kill(signal.SIGKILL)
        if self._kept.is_lost or now < self._next_check:
            return
        self._next_check = now + CHECK_EVERY_S
        try:
            if now >= self._next_charge:
                self._next_charge = now + self._settings.lease_s / 4
                self._meter.charge()
                self._lease.note_memory(self._memory.peak_bytes)
            elif self._verdict in (None, State.PAUSED):
                self._take_wish(self._lease.wanted())
            self._outage.worked()
        except SQLAlchemyError:
            self._outage.failed("The state of the job could not be read.", self._lease.job.id)

    def _take_wish(self, wanted: State | None) -> None:
        """Take note of what is requested of the job. One that is pausing may still be cancelled: it is asked again, with a grace of its own."""
        if wanted not in (None, self._verdict):
            self._verdict, self._asked_at = wanted, None

    def _decide(self) -> None:
        """Decide whether the process must stop."""
        are_signs_missing = self._signs.are_missing()
        if self._verdict is not None or self._draws_until is not None:
            return
        limit_s = self._lease.job.spec["resources"]["time_limit_s"]
        if self._draining.is_set():
            self._verdict, self._reason = State.QUEUED, "its worker is stopping"
        elif self._lease.used_s() > limit_s:
            self._verdict, self._reason = State.FAILED, f"the job reached its time limit of {limit_s} s (resources.time_limit_s); {TIME_ADVICE}"
        elif are_signs_missing:
            self._said = f"its process gave no sign of life for {STUCK_AFTER_S:.0f} s"
            self._process.kill(signal.SIGKILL)

    def _escalate(self) -> None:
        """Ask the process to stop; after the grace terminate it, then kill it."""
        if self._verdict is None:
            return
        now, grace_s = time.monotonic(), self._settings.grace_s
        if self._draining.is_set():
            grace_s = min(grace_s, STOPPING_GRACE_S)
        if self._asked_at is None:
            self._asked_at = now
            self._ask_to_stop()
        elif now - self._asked_at > 2 * grace_s:
            self._process.kill(signal.SIGKILL)
        elif now - self._asked_at > grace_s:
            self._process.kill(signal.SIGTERM)

    def _conclude(self) -> bool:
        """Record the end of the job; guarded, so it has no effect if the process already recorded it. Return whether that succeeded."""
        self._process.kill(signal.SIGKILL)  # Ends processes that the job started and left running.
        try:
            self._patience.run(self._record_end)
        except SQLAlchemyError:
            log.exception("The end of a job was not recorded; it counts as lost when its lease expires.")
            return False
        try:
            self._meter.charge()
        except SQLAlchemyError:
            log.warning("The last seconds of a job were not charged.", exc_info=True)
        return True

    def _record_end(self) -> None:
        """Record what the process has used and why it ended. It may be called again when nobody knows whether that was committed."""
        self._lease.note_memory(self._memory.peak_bytes)
        if self._verdict is State.QUEUED:
            self._lease.hand_back(self._reason)
        elif self._verdict is State.PAUSED:
            self._lease.pause()
        elif self._verdict is not None:
            self._lease.end(self._verdict, self._reason or None)
        else:
            ending = ending_of(self._process.exit_code(), self._said, self._memory)
            self._reason = ending.reason
            ending.record(self._lease, self._settings.max_losses)

    def _ask_to_stop(self) -> None:
        try:
            self._channel.send_bytes(PAUSE if self._verdict is State.PAUSED else STOP)
        except OSError:
            log.debug("The process has already ended.")
