"""How long a loaded model takes for a batch, and whether what it gives for a row depends on the rows beside it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.artifact.agreement import TOLERANCE
from models.artifact.golden import largest_difference
from models.artifact.samples.read import n_items
from models.core.arrays import Ports

#: Rows of the larger batch that is measured.
LARGER = 32
#: Longest time of the larger batch, in seconds, if its rows take as long as a single one: of slow models it has fewer rows.
LARGER_S = 0.25
#: A run that takes longer than this, in seconds, is not repeated.
SLOW_S = 0.02
#: Runs of which the fastest counts: others may have been interrupted.
RUNS = 3
#: Samples whose outputs alone are compared with those in the larger batch; of slow models only the first.
PROVED = 5


@dataclass(frozen=True)
class BatchTimes:
    """Times of a model on this machine, as measured when it is loaded.

    Args:
        base_s: Seconds for a batch of any size.
        row_s: Seconds for each row besides.
        is_independent: Whether the outputs for a row are the same in every batch, up to the tolerance of recorded predictions.
    """

    base_s: float
    row_s: float
    is_independent: bool = True


def measured(run: Callable[[Ports], Ports], x: Ports) -> BatchTimes:
    """Measure a model on prepared samples, by themselves and in a larger batch.

    Args:
        run: Runs the model.
        x: Prepared inputs by port. A model without samples, as one that labels its training data only, counts as slow.
    """
    if not n_items(x):
        return BatchTimes(0.0, SLOW_S, is_independent=False)
    alone_s, alone = _fastest(run, _rows(x, [0]))
    n_rows = max(2, min(LARGER, int(LARGER_S / alone_s)))
    try:
        larger_s, larger = _fastest(run, _beside(x, n_rows))
        others = [run(_rows(x, [index])) for index in range(1, min(n_items(x), n_rows, PROVED))] if alone_s <= SLOW_S else []
    except Exception:  # noqa: BLE001 - A model that takes single samples only fails in a way of its own.
        return BatchTimes(0.0, alone_s, is_independent=False)
    row_s = max(0.0, (larger_s - alone_s) / (n_rows - 1))
    return BatchTimes(max(0.0, alone_s - row_s), row_s, _agree([alone, *others], larger, n_items(x), n_rows))


def _rows(x: Ports, indices: list[int]) -> Ports:
    return {name: array[indices] for name, array in x.items()}


def _beside(x: Ports, n_rows: int) -> Ports:
    """Return a batch of the samples in turn; a single one is beside zeros, since beside itself it might have the same outputs by chance."""
    batch = _rows(x, [index % n_items(x) for index in range(n_rows)])
    if n_items(x) == 1:
        for array in batch.values():
            array[1:] = 0
    return batch


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


def _agree(alone: list[Ports], larger: Ports, n_given: int, n_rows: int) -> bool:
    """Tell whether the rows of a batch have the outputs that they have alone, wherever they are in it.

    Args:
        alone: Outputs of the first samples, each by itself.
        larger: Outputs of the batch.
        n_given: Number of samples, which come in turn; a single one comes once.
        n_rows: Rows of the batch.
    """
    if any(len(array) != n_rows for array in larger.values()):
        return False
    proved = [0] if n_given == 1 else [index for index in range(n_rows) if index % n_given < len(alone)]
    expected = {name: np.concatenate([alone[index % n_given][name] for index in proved]) for name in larger}
    return largest_difference(_rows(larger, proved), expected) <= TOLERANCE
