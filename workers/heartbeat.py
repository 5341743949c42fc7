"""Messages between a job process and its supervisor: heartbeats with the CPU time used, calls, and the supervisor's requests to stop or pause."""

import os
import resource
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection

from workers.memory_use import own_bytes
from workers.trace_notes import TraceNotes

#: Seconds between heartbeats.
BEAT_EVERY_S = 1.0
#: Prefix of a heartbeat; the CPU seconds used so far, the bytes of memory used now and the epochs that have ended so far follow.
BEAT = b"beat "
#: The job is to stop after the current batch; a trial of a search, too.
STOP = b"stop"
#: The job is to stop after the current batch; a trial of a search is finished first.
PAUSE = b"pause"
#: Prefix of a call for trial workers; their number follows.
CALL = b"call "
#: The job has ended, and its process draws figures until it has all, or has to go.
DRAWING = b"drawing"
#: Prefix of ids of jobs that the process has changed; they follow, by commas.
CHANGED = b"changed "
#: Prefix of the reason why a process ends that could not do its work; the reason follows.
WHY = b"why "


class Heartbeat:
    """Sends heartbeats, receives requests to stop, and kills the process when the supervisor has died.

    Args:
        channel: The job process's end of the channel.
        is_traced: Whether the supervisor makes spans of what it is told.
    """

    def __init__(self, channel: Connection, *, is_traced: bool = False) -> None:
        self._channel = channel
        self._stop, self._stop_trial = threading.Event(), threading.Event()
        self._sending = threading.Lock()
        #: What the supervisor is told for its spans.
        self.trace = TraceNotes(self._tell if is_traced else None)
        #: Epochs that have ended.
        self.n_epochs = 0
        threading.Thread(target=self._beat_always, name="heartbeat", daemon=True).start()

    def should_stop(self) -> bool:
        """Return whether the supervisor has asked the job to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop the job as if the supervisor had asked for it."""
        self._receive(STOP)

    def should_stop_trial(self) -> bool:
        """Return whether the current trial must stop, too; that of a job which is only paused is finished."""
        return self._stop_trial.is_set()

    def call_trial_workers(self, n_workers: int) -> None:
        """Ask the supervisor to call that many trial workers for the job."""
        self._send(CALL + str(n_workers).encode())

    def announce(self, changed: set[str]) -> None:
        """Ask the supervisor to announce changed jobs: this process has no connection to the broker."""
        self._tell(CHANGED + ",".join(sorted(changed)).encode())

    def begin_drawing(self) -> None:
        """Tell the supervisor that the job has ended, and that this process draws figures now."""
        self.trace.begin_phase("drawing")
        self._send(DRAWING)

    def beat(self) -> None:
        """Send a heartbeat."""
        self._send(BEAT + f"{cpu_seconds():.3f} {own_bytes()} {self.n_epochs}".encode())

    def _tell(self, message: bytes) -> None:
        with suppress(OSError):  # The supervisor has died, and this process is about to.
            self._send(message)

    def _send(self, message: bytes) -> None:
        with self._sending:
            self._channel.send_bytes(message)

    def _receive(self, message: bytes) -> None:
        if message == STOP:
            self._stop_trial.set()
        self._stop.set()

    def _beat_always(self) -> None:
        try:
            while True:
                self.beat()
                if self._channel.poll(BEAT_EVERY_S):
                    self._receive(self._channel.recv_bytes())
        except (EOFError, OSError):
            os.killpg(0, signal.SIGKILL)


def cpu_seconds() -> float:
    """Return the CPU seconds used by this process, all its threads, and its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
