"""Which columns and samples of a data set are drawn, and which of their numbers."""

import math

import numpy as np

from models.core.arrays import Array
from models.datasets.data_set import Description

#: Largest number drawn: matplotlib's axes overflow near the largest floats.
MAX_DRAWN = 1e100


def number_columns(description: Description) -> list[int]:
    """Return the indices of numeric columns."""
    return [column for column in range(math.prod(size or 0 for size in description.inputs.shape)) if column not in description.text_columns]


def has_values(description: Description) -> bool:
    """Tell whether the targets are single quantities, not classes."""
    targets = description.targets
    return targets is not None and targets.shape == () and targets.is_numeric and description.labels is None


def some_rows(n_samples: int, limit: int) -> Array:
    """Return indices of at most `limit` of `n_samples` samples, in order, the same in each call."""
    if n_samples <= limit:
        return np.arange(n_samples)
    return np.sort(np.random.default_rng(0).choice(n_samples, limit, replace=False))


def drawable(values: Array) -> Array:
    """Return values as float64, with NaN for those that cannot be drawn."""
    numbers = values.astype(np.float64)
    return np.where(np.abs(numbers) <= MAX_DRAWN, numbers, np.nan)
