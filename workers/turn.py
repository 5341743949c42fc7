"""How long a process of a search keeps its slot while other jobs wait for it."""

import time
from collections.abc import Callable

#: Seconds of trials after which a process makes room for waiting jobs, and seconds of remaining trials that it finishes before it does.
TURN_S = 10.0


class Turn:
    """The turn of a process, which begins with its first trial.

    Args:
        clock: Returns seconds; that of the machine when left out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    def is_over(self, remaining_s: float) -> bool:
        """Tell whether the process has to make room if other jobs wait.

        Args:
            remaining_s: Estimated seconds of the trials that wait.
        """
        return self._clock() - self._began >= TURN_S and remaining_s > TURN_S
