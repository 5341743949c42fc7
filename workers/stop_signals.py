"""Signals that ask a job process to stop: the first one ends the job after its batch, and keeps its work; a second one ends it at once.

A service manager sends them to all processes of a worker, job processes among them. Such a job is queued again, and was not lost.
"""

import os
import signal
import threading
from collections.abc import Callable

_SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


def hold_back() -> None:
    """Keep the signals until they are waited for. Called before the process starts threads, which would take them otherwise."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)


class StopSignals:
    """Waits for the signals on a thread: a handler would run only between two operations, of which one may take minutes.

    Args:
        should_stop: Tells whether the process was asked to stop before.
        stop: Asks the process to stop.

    Attributes:
        have_stopped: Whether a signal has asked the process to stop.
    """

    def __init__(self, should_stop: Callable[[], bool], stop: Callable[[], None]) -> None:
        self._should_stop, self._stop = should_stop, stop
        self.have_stopped = False
        threading.Thread(target=self._wait, name="signals", daemon=True).start()

    def _wait(self) -> None:
        while True:
            signal.sigwait(_SIGNALS)
            if self._should_stop():
                os.killpg(0, signal.SIGKILL)
            self.have_stopped = True
            self._stop()
