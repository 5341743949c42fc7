"""The different values of a column, as long as there are few of them."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import orjson

from models.uploads.stored.upload_record import Count, Label

#: Most different texts of a column that can be learned as classes.
MAX_CLASSES = 10_000
#: Most different integers of a column that are taken for classes; more are quantities.
MAX_INTEGER_CLASSES = 100
#: Longest text that is taken for a class, in characters.
MAX_LABEL = 200
#: Most different values that a description counts one by one.
MAX_COUNTED = 20


class Values:
    """Counts the different values of a column, and gives up where there are too many or too long ones for classes.

    Args:
        most: Most different values that are counted.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: Counter[Label] | None = Counter()

    def add(self, values: Iterable[Label]) -> None:
        """Count more values."""
        if self._counts is None:
            return
        self._counts.update(values)
        if len(self._counts) > self._most or any(isinstance(value, str) and len(value) > MAX_LABEL for value in self._counts):
            self._counts = None

    @property
    def gave_up(self) -> bool:
        """Tell whether there were too many."""
        return self._counts is None

    @property
    def labels(self) -> tuple[Label, ...] | None:
        """Return the values, sorted; None where there were too many."""
        return None if self._counts is None else tuple(sorted(self._counts))

    @property
    def counts(self) -> list[Count] | None:
        """Return how often each value comes, where there are few enough for a description."""
        if self._counts is None or len(self._counts) > MAX_COUNTED:
            return None
        return [Count(value=value, count=self._counts[value]) for value in sorted(self._counts)]

    def write(self, path: Path) -> None:
        """Write the values, if they may be classes."""
        if self.labels is not None:
            path.write_bytes(orjson.dumps(self.labels))


def read_labels(path: Path) -> tuple[Label, ...] | None:
    """Return the values that `Values.write` has written; None where there were too many."""
    return tuple(orjson.loads(path.read_bytes())) if path.is_file() else None
