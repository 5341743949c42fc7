"""Request rates: a bucket of tokens for each caller, refilled at a steady rate."""

import math
from collections.abc import Callable
from time import monotonic

from service.limit_headers import Limit

#: Seconds of requests that a caller may send at once after a pause.
BURST_S = 10.0
#: Buckets that are kept.
MAX_BUCKETS = 10_000


class Rate:
    """The requests of each caller in this process.

    A bucket is one number: the time at which it is full again. One that is full is not kept. Above the bound, the half that is emptiest stays, so
    that a flood of new callers does not free the one that is limited.

    Args:
        name: Name of the limit in headers and in `GET /v1/me`.
        per_s: Requests a second on average; 0 for no limit.
        clock: Returns the time, in seconds, which never goes back.
    """

    def __init__(self, name: str, per_s: float, clock: Callable[[], float] = monotonic) -> None:
        self.per_s = per_s
        self._clock = clock
        self._full_at: dict[str, float] = {}
        if per_s:
            #: Seconds in which a token is refilled, and in which a whole bucket is: it holds one request at least.
            self._token_s = 1 / per_s
            self._bucket_s = max(BURST_S, self._token_s)
            self.limit = Limit(name, math.floor(self._bucket_s * per_s + 1e-9), "requests", self._bucket_s)

    def take(self, caller: str) -> float:
        """Take a token; one that is refused costs nothing.

        Args:
            caller: Whose bucket.

        Returns:
            0 if there was one; else the seconds until there is.
        """
        now = self._clock()
        full_at = self._full_at.get(caller, now)
        full_at = (full_at if full_at > now else now) + self._token_s
        if full_at - now > self._bucket_s + 1e-9:
            return full_at - now - self._bucket_s
        self._full_at[caller] = full_at
        if len(self._full_at) > MAX_BUCKETS:
            self._forget(now)
        return 0.0

    def remaining(self, caller: str) -> int:
        """Return the number of tokens of a caller."""
        missing_s = max(0.0, self._full_at.get(caller, 0.0) - self._clock())
        return math.floor((self._bucket_s - missing_s) * self.per_s + 1e-9)

    def full_in_s(self, caller: str) -> float:
        """Return the seconds until the bucket of a caller is full, if it sends nothing more."""
        return max(0.0, self._full_at.get(caller, 0.0) - self._clock())

    def _forget(self, now: float) -> None:
        """Keep the buckets that are emptier than half of them, and none that is full."""
        times = sorted(self._full_at.values())
        bound = max(now, times[len(times) // 2])
        self._full_at = {caller: full_at for caller, full_at in self._full_at.items() if full_at > bound}
