"""Whether bytes still move on a connection."""

#: Fewest bytes a second, on average over the time-out: one byte now and then is no progress.
MIN_BYTES_PER_S = 500


class Progress:
    """Bytes moved so far, and when.

    Args:
        now: Start, in seconds of the server's clock.
    """

    def __init__(self, now: float) -> None:
        self.restart(now)

    def restart(self, now: float) -> None:
        """Start again."""
        self._last = self._since = now
        self._bytes = 0

    def moved(self, n_bytes: int, now: float) -> None:
        """Count bytes."""
        if n_bytes:
            self._bytes += n_bytes
            self._last = now

    def has_stalled(self, now: float, timeout_s: float) -> bool:
        """Tell whether no byte moved for a time, or too few of them did in each second of it."""
        if now - self._last > timeout_s:
            return True
        if now - self._since <= timeout_s:
            return False
        is_slow = self._bytes < MIN_BYTES_PER_S * (now - self._since)
        if not is_slow:  # The next period is judged by itself: what came fast before does not pay for it.
            self._since, self._bytes = now, 0
        return is_slow
