"""Choose raw samples that differ from each other: by class, by category, by missing values."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from models.core.arrays import Array, Ports
from models.core.deferred_rows import in_memory
from models.preparing.prepared import Prepared
from models.preparing.raw import Raw

#: Samples of each part that are compared.
_CANDIDATES = 300
#: Most columns of samples that are compared by value: images and signals have more, all of one sort.
_MAX_COLUMNS = 256
#: Weight of a class, and of a missing value; that of a category or number is 1.
_CLASS, _MISSING = 1000.0, 10.0


def different(features: Sequence[Mapping[Hashable, float]], n: int) -> list[int]:
    """Choose items one by one, each the one with most that no earlier one has; the first of equal ones.

    Args:
        features: What each item has, with its weight.
        n: Number of items; fewer are returned of fewer.
    """
    seen: set[Hashable] = set()
    left = dict(enumerate(features))
    chosen: list[int] = []
    while left and len(chosen) < n:
        index = max(left, key=lambda one: sum(weight for feature, weight in left[one].items() if feature not in seen))
        seen.update(left.pop(index))
        chosen.append(index)
    return chosen


def different_samples(prepared: Prepared, size: int, most: int) -> Ports:
    """Return raw inputs of different samples, of the test part where it has what the training part has.

    Args:
        prepared: The data.
        size: Number of samples; more where there are more classes, so that there is one of each.
        most: Most samples, however many classes there are.
    """
    parts = [raw.rows(slice(_CANDIDATES)).loaded() for raw in (prepared.raw_test, prepared.raw_train) if raw is not None]
    labelled = [name for name, data in prepared.targets.items() if data.labels is not None]
    features = list(chain.from_iterable(_features(raw, labelled) for raw in parts))
    n_classes = max((len(prepared.targets[name].labels or ()) for name in labelled), default=0)
    chosen = different(features, max(size, min(n_classes, most)))
    rows = [(raw, slice(row, row + 1)) for raw in parts for row in range(raw.n_samples)]
    return {name: np.concatenate([in_memory(rows[index][0].inputs[name][rows[index][1]]) for index in chosen]) for name in parts[0].inputs}


def _features(raw: Raw, labelled: Sequence[str]) -> Iterator[dict[Hashable, float]]:
    inputs, targets = raw.input_arrays, {name: (raw.target_arrays or {}).get(name) for name in labelled}
    classes = [(("class", name), array) for name, array in targets.items() if array is not None and array.ndim == 1]
    columns = [((name, index), array[:, index]) for name, array in inputs.items() if _is_table(array) for index in range(array.shape[1])]
    for row in range(raw.n_samples):
        found: dict[Hashable, float] = {(key, str(array[row])): _CLASS for key, array in classes}
        yield found | {(key, str(array[row])): _MISSING if _is_missing(array[row]) else 1.0 for key, array in columns}


def _is_table(array: Array) -> bool:
    return array.ndim == 2 and array.shape[1] <= _MAX_COLUMNS


def _is_missing(value: Any) -> bool:
    return value is None or bool(value != value)
