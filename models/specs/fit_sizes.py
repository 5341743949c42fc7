"""Number of samples in the parts of a data set, and in the fits of a job."""

from itertools import pairwise
from math import ceil

from models.datasets import Description
from models.preprocessing.window import Window
from models.specs.data import DataSpec, Split
from models.specs.job import JobSpec
from models.specs.series import n_held_back, n_kept, windows_of
from models.specs.tasks.folding import Folding


def n_split_off(n_samples: int, share: float) -> int:
    """Return the number of samples in a share that is drawn, rounded as scikit-learn does."""
    return ceil(n_samples * share)


def blocks_of(split: Split, n_samples: int) -> list[int]:
    """Return the sizes of the blocks of samples that are split each by itself: those by which the data set has grown, or one of all."""
    ends = [*(split.earlier_sizes or ()), n_samples]
    return [end - start for start, end in pairwise([0, *ends]) if end > start]


def n_test_of_blocks(split: Split, n_samples: int) -> list[int]:
    """Return the number of samples in the test part of each block; 0 for a later one that is too small to be split."""
    first, *later = blocks_of(split, n_samples)
    cut = [n_split_off(size, split.test) for size in later]
    return [n_split_off(first, split.test), *(n_test if n_test < size else 0 for size, n_test in zip(later, cut, strict=True))]


def n_test_of(split: Split, n_samples: int) -> int:
    """Return the number of samples in the test part that a split makes of a data set without one."""
    return sum(n_test_of_blocks(split, n_samples))


def n_used(data: DataSpec, described: Description) -> int:
    """Return the number of samples, or steps of one series, in the part that a job is fitted to: without the test part, and in its subset."""
    n, split = described.n_train, None if described.n_test else data.split
    if described.inputs.axis == "time":
        return n_kept(n - n_held_back(n, split) if split else n, data.subset)
    n -= n_test_of(split, n) if split else 0
    return n if data.subset is None else n_split_off(n, data.subset)


def fold_sizes(folding: Folding, n: int) -> tuple[int, int]:
    """Return the sizes of the smallest training part and of the smallest test part of folds over so many samples or steps."""
    if folding.time_series:
        n_test = n // (folding.folds + 1)
        return n - folding.folds * n_test, n_test
    return n - ceil(n / folding.folds), n // folding.folds


def n_fitted(spec: JobSpec, described: Description, folding: Folding | None) -> int | None:
    """Return the number of samples of the smallest fit of a job; None where it is not known.

    Args:
        spec: The spec of the model that is fitted, with the data part of the job.
        described: Description of its data.
        folding: How the job folds its data; None where it does not.
    """
    window = next((step for step in spec.preprocessing.every_input_step if isinstance(step, Window)), None)
    if folding is None and window is not None:
        return dict(windows_of(spec, described)).get("training")
    n = n_used(spec.data, described)
    smallest = n if folding is None else fold_sizes(folding, n)[0]
    return smallest if window is None else window.n_windows(smallest)
