"""What a worker counts, for its reports."""

import threading
from collections import defaultdict

from service.live_workers import Count


class Tally:
    """Counts of one worker since its start. Used by many threads."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def add(self, count: Count, value: float = 1) -> None:
        """Add to a count."""
        with self._lock:
            self._counts[count.value] += value

    @property
    def counts(self) -> dict[str, float]:
        """Return the counts of this moment."""
        with self._lock:
            return {count.value: self._counts[count.value] for count in Count}


class ProcessUse:
    """What one job process has used, of which what is new is added to a tally.

    Args:
        tally: The tally.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally, self._cpu_s, self._n_epochs = tally, 0.0, 0

    def note(self, cpu_s: float, n_epochs: int) -> None:
        """Take note of the CPU seconds and epochs of the process so far."""
        self.tally.add(Count.CPU_SECONDS, cpu_s - self._cpu_s)
        self.tally.add(Count.EPOCHS, n_epochs - self._n_epochs)
        self._cpu_s, self._n_epochs = cpu_s, n_epochs
