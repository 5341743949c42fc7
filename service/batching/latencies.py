"""Histograms of the phases of predictions, in this process."""

import threading

import numpy as np

from service.batching.phases import PHASES, Phases
from service.histogram import Histogram

#: Upper ends of the buckets, in seconds; a last bucket holds what is longer.
BOUNDS_S = (0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
#: Requests after which their times are put into buckets.
MOST_OBSERVED = 256
#: Models that have histograms of their own. With those of the others there are at most 1,260 series of them.
MAX_NAMED = 20
#: Model that stands for the others; no version has that name, as each begins with its owner.
OTHERS = "other"


class Latencies:
    """The histograms of one model: one for each phase. All of it is used on the event loop."""

    def __init__(self) -> None:
        self._by_phase = {name: Histogram(BOUNDS_S) for name in PHASES}
        self._observed: list[Phases] = []

    @property
    def by_phase(self) -> dict[str, Histogram]:
        """Return the histograms by phase."""
        self._count()
        return self._by_phase

    def observe(self, phases: Phases) -> None:
        """Count a request, with others: to look for the buckets of each by itself takes three times as long."""
        self._observed.append(phases)
        if len(self._observed) >= MOST_OBSERVED:
            self._count()

    def _count(self) -> None:
        observed, self._observed = self._observed, []
        if not observed:
            return
        for histogram, seconds in zip(self._by_phase.values(), np.array([phases.seconds for phases in observed]).T, strict=True):
            counts = np.bincount(np.searchsorted(BOUNDS_S, seconds), minlength=len(BOUNDS_S) + 1)
            histogram.add(counts.tolist(), float(seconds.sum()))


class LatencyBook:
    """The histograms of all models: the first models have their own, all others have those of `OTHERS` together.

    Which model has its own never changes, and none is forgotten, so that no count ever falls: not when a model leaves the memory, and not when
    it is loaded again.

    Args:
        most: Most models with histograms of their own.
    """

    def __init__(self, most: int = MAX_NAMED) -> None:
        self._most = most
        self._by_model: dict[str, Latencies] = {}
        self._lock = threading.Lock()

    def of(self, key: str) -> Latencies:
        """Return the histograms of a model, which is loaded now. Called in any thread.

        Args:
            key: Its version, whoever asks.
        """
        with self._lock:
            shown = key if key in self._by_model or len(self._by_model) < self._most else OTHERS
            return self._by_model.setdefault(shown, Latencies())

    def by_model(self) -> dict[str, Latencies]:
        """Return the histograms by model, and those of the others."""
        with self._lock:
            return dict(self._by_model)
