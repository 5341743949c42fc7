"""The end of a worker: its jobs are handed back, and the process ends in time, whatever hangs."""

import logging
import os
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

#: Seconds from the request to stop until the process has ended: a machine that is shut down often gives 15 s.
LEAVE_S = 14.0
#: Seconds for everything else after the last job is handed back, such as closing the connections to a broker that does not answer.
CLOSE_S = 3.0
#: Seconds between looks at the jobs.
LOOK_EVERY_S = 0.1


class Leaving:
    """Ends the process where its own end takes too long. A thread that is started before it is needed, as signal handlers begin it.

    Args:
        drain: Lets all jobs be handed back.
        n_busy: Returns how many threads still have a job.
        leave_s: Longest time for all of it, in seconds.
        close_s: Longest time after the last job, in seconds.
        exit_process: Ends the process with a code, without any clean-up.
    """

    def __init__(
        self,
        drain: Callable[[], None],
        n_busy: Callable[[], int],
        *,
        leave_s: float = LEAVE_S,
        close_s: float = CLOSE_S,
        exit_process: Callable[[int], object] = os._exit,
    ) -> None:
        self._drain, self._n_busy, self._exit = drain, n_busy, exit_process
        self._leave_s, self._close_s = leave_s, close_s
        self._begun = threading.Event()
        self.reason = ""

    @property
    def has_begun(self) -> bool:
        """Tell whether the worker is stopping."""
        return self._begun.is_set()

    def start(self) -> None:
        """Start the thread, which ends with the process."""
        threading.Thread(target=self._leave, name="leaving", daemon=True).start()

    def begin(self, reason: str = "") -> None:
        """Begin to stop; may be called again, and from signal handlers.

        Args:
            reason: Why the worker stops by itself; empty if it was asked to.
        """
        self.reason = self.reason or reason
        self._drain()
        self._begun.set()

    def finish(self) -> None:
        """End the process, with success: all is done. On a busy machine Python itself takes seconds to take its modules apart."""
        logging.shutdown()
        self._exit(0)

    def _leave(self) -> None:
        self._begun.wait()
        end = time.monotonic() + self._leave_s
        while self._n_busy() and time.monotonic() < end:
            time.sleep(LOOK_EVERY_S)
        n_left = self._n_busy()
        time.sleep(max(0.0, min(self._close_s, end - time.monotonic())))
        left = f"{n_left} jobs are not handed back: they run again when their leases expire" if n_left else "all jobs are handed back"
        log.warning("This worker has not ended within %.0f s, and is ended; %s.", self._leave_s if n_left else self._close_s, left)
        if self.reason:
            log.critical("%s", self.reason)  # The last line of the log, which `modelbook up` repeats.
        self._exit(1 if self.reason or n_left else 0)
