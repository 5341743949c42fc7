"""How long a loaded model takes for a batch, and whether what it gives for a row depends on the rows beside it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.artifact.agreement import TOLERANCE
from models.artifact.golden import largest_difference
from models.core.arrays import Ports

#: Rows of the larger batch that is measured.
LARGER = 32
#: A single row that takes longer than this, in seconds, is slow in any case: no larger batch is measured.
SLOW_S = 0.02
#: Runs of which the fastest counts: others may have been interrupted.
RUNS = 3
#: Samples whose outputs alone are compared with those in the larger batch.
PROVED = 5


@dataclass(frozen=True)
class BatchTimes:
    """Times of a model on this machine.

    Args:
        base_s: Seconds for a batch of any size.
        row_s: Seconds for each row besides.
        is_independent: Whether the outputs for a row are the same in every batch, up to the tolerance of golden examples.
    """

    base_s: float
    row_s: float
    is_independent: bool = True

    def expected_s(self, n_rows: int) -> float:
        """Return the time of a batch, in seconds."""
        return self.base_s + n_rows * self.row_s

    def rows_within(self, seconds: float) -> int:
        """Return the number of rows that are computed in a time, at least 1."""
        return max(1, int((seconds - self.base_s) / max(self.row_s, 1e-9)))


def measured(run: Callable[[Ports], Ports], x: Ports) -> BatchTimes:
    """Measure a model on prepared samples, by themselves and in a larger batch.

    Args:
        run: Runs the model.
        x: Prepared inputs by port of one sample at least.
    """
    n_given = len(next(iter(x.values())))
    alone_s, alone = _fastest(run, _rows(x, [0]))
    if alone_s > SLOW_S:
        return BatchTimes(0.0, alone_s, is_independent=False)
    try:
        larger_s, larger = _fastest(run, _rows(x, [index % n_given for index in range(LARGER)]))
    except Exception:  # noqa: BLE001 - A model that takes single samples only fails in a way of its own.
        return BatchTimes(0.0, alone_s, is_independent=False)
    row_s = max(0.0, (larger_s - alone_s) / (LARGER - 1))
    others = [run(_rows(x, [index])) for index in range(1, min(n_given, PROVED))]
    return BatchTimes(max(0.0, alone_s - row_s), row_s, _agree([alone, *others], larger))


def _rows(x: Ports, indices: list[int]) -> Ports:
    return {name: array[indices] for name, array in x.items()}


def _fastest(run: Callable[[Ports], Ports], x: Ports) -> tuple[float, Ports]:
    fastest_s, outputs = float("inf"), Ports()
    for _ in range(RUNS):
        start = time.perf_counter()
        outputs = run(x)
        seconds = time.perf_counter() - start
        fastest_s = min(seconds, fastest_s)
        if seconds > SLOW_S:
            break
    return fastest_s, outputs


def _agree(alone: list[Ports], larger: Ports) -> bool:
    """Tell whether the rows of a batch have the outputs that they have alone."""
    if any(len(array) != LARGER for array in larger.values()):
        return False
    expected = {name: np.concatenate([outputs[name] for outputs in alone]) for name in larger}
    return largest_difference({name: array[: len(alone)] for name, array in larger.items()}, expected) <= TOLERANCE
