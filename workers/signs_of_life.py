"""Whether a job process still gives signs of life."""

import time
from collections.abc import Callable

#: Seconds without a heartbeat after which a process counts as stuck.
STUCK_AFTER_S = 60.0
#: Most seconds from one look to the next that count: where there are more, the worker itself was stopped, as with a container that is paused,
#: and its process with it.
MOST_BETWEEN_S = 5.0


class SignsOfLife:
    """Counts the seconds since the last heartbeat in which the worker could have heard another.

    Args:
        clock: Returns seconds; that of the machine when left out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._looked_at, self._silent_s = clock, clock(), 0.0

    def note(self) -> None:
        """Take note of a heartbeat."""
        self._silent_s = 0.0

    def are_missing(self) -> bool:
        """Look again, after all messages were taken; return whether the process is stuck."""
        now = self._clock()
        self._silent_s += min(now - self._looked_at, MOST_BETWEEN_S)
        self._looked_at = now
        return self._silent_s > STUCK_AFTER_S
