"""How long this process has reached the database without a break.

A lease that expired in an outage tells nothing: its worker could not renew it.
"""

import time
from collections.abc import Callable

from service.store.database import Database


class Contact:
    """Contact with the database, by checks that are made every second or so.

    Args:
        database: The database.
        steady_after_s: Seconds of contact after a break in which workers renew their leases.
        longest_gap_s: Seconds from one successful check to the next that count as a break, as this process may have been stopped for them.
        clock: Returns seconds since 1970; leases are compared with the same clock, and a jump of it is a break.
    """

    def __init__(self, database: Database, steady_after_s: float, longest_gap_s: float, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        self._steady_after_s, self._longest_gap_s = steady_after_s, longest_gap_s
        self._last = clock()
        #: When contact began again after the last break; None if there was none so far.
        self._since: float | None = None
        self._is_broken = False

    @property
    def is_steady(self) -> bool:
        """Tell whether living workers have had the time to renew their leases."""
        return not self._is_broken and (self._since is None or self._last - self._since >= self._steady_after_s)

    def check(self) -> None:
        """Check the contact.

        Raises:
            SQLAlchemyError: The database does not answer.
        """
        was_broken, self._is_broken = self._is_broken, True
        self._database.ping_writing()
        now = self._clock()
        if was_broken or not 0 <= now - self._last <= self._longest_gap_s:
            self._since = now
        self._last, self._is_broken = now, False
