"""How long something takes for a number of items: measured once, then corrected by every time that it takes."""

from collections import deque

#: Times of each class of sizes of which the fastest counts, the first measurement among them: others were slowed down by what else the machine did.
RECENT = 5
#: Classes of sizes, each from a power of two to the next one; larger sizes belong to the last class.
CLASSES = 18
#: Change of a factor from which it counts, up or down.
NOTABLE = 1.25
#: Least expected time, in seconds: below the resolution of clocks.
_LEAST_S = 1e-9


class Pace:
    """An estimate of times that grow with a number of items.

    The first measurement may be wrong: the machine was busy, or sizes far from those that were measured take another time. So there is a factor
    for each class of sizes, that by which the fastest of its recent times differs from the measurement. A class without times has the factor of
    the nearest one.

    Args:
        base_s: Seconds for any number of items, as measured first.
        item_s: Seconds for each item besides.
    """

    def __init__(self, base_s: float, item_s: float) -> None:
        self._base_s, self._item_s = base_s, item_s
        self._factors = [1.0] * CLASSES
        self._recent: dict[int, deque[float]] = {}
        self._known: dict[int, float] = {}

    def expected_s(self, n_items: int) -> float:
        """Return the seconds that a number of items is expected to take."""
        return self._factors[_class_of(n_items)] * self._first_s(n_items)

    def observe(self, n_items: int, seconds: float) -> None:
        """Learn from the seconds that a number of items took."""
        index = _class_of(n_items)
        recent = self._recent.get(index)
        if recent is None:
            recent = self._recent[index] = deque([1.0], maxlen=RECENT)
        recent.append(max(seconds, _LEAST_S) / self._first_s(n_items))
        factor, known = min(recent), self._known.get(index)
        if known is None or not known / NOTABLE < factor < known * NOTABLE:
            self._known[index] = factor
            self._spread()

    def items_within(self, seconds: float) -> int:
        """Return the number of items that take at most a time, at least 1."""
        for index in range(CLASSES - 1, 0, -1):
            factor, least = self._factors[index], 1 << (index - 1)
            if factor * self._first_s(least) <= seconds:
                most = int((seconds / factor - self._base_s) / max(self._item_s, _LEAST_S))
                return max(least, most if index == CLASSES - 1 else min(most, 2 * least - 1))
        return 1

    def _first_s(self, n_items: int) -> float:
        return max(self._base_s + n_items * self._item_s, _LEAST_S)

    def _spread(self) -> None:
        self._factors = [self._known[min(self._known, key=lambda known: abs(known - index))] for index in range(CLASSES)]


def _class_of(n_items: int) -> int:
    return min(n_items.bit_length(), CLASSES - 1)
