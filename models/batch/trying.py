"""What a model does not take of a data set, found before its job: its first samples, and each category and gap that its description knows of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.batch.refused import refused_of, row_of
from models.batch.samples import BatchSamples
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.faults import quote
from models.datasets import Description
from models.serving.predictor import Predictor

#: Samples that are tried, categories of a column, and refused ones that are listed.
N_TRIED, MOST_CATEGORIES, MOST_LISTED = 20, 1_000, 20


def faults_of_samples(samples: BatchSamples, predictor: Predictor) -> list[str]:
    """Return why a model does not take a data set, as far as its first samples and its description show; empty if they show nothing.

    Args:
        samples: The samples.
        predictor: The model.

    Raises:
        DataError: The data cannot be loaded.
    """
    n_tried = min(N_TRIED, samples.n_samples)
    samples.kept(0, n_tried)
    if not n_tried:
        return []
    items = samples.read(0, n_tried)
    try:
        predictor.decode(items)
    except InputError as error:
        return refused_of(error.faults, 0, predictor.signature)
    described = samples.described
    has_rows = described.columns is not None and isinstance(items, np.ndarray) and items.ndim == 2
    return _faults_of_values(predictor, items[0], described) if has_rows and isinstance(items, np.ndarray) else []


@dataclass(frozen=True)
class _Tried:
    """A sound row with another value of one column."""

    column: str
    what: str
    row: Array


def _faults_of_values(predictor: Predictor, sound: Array, described: Description) -> list[str]:
    """Return the values that the description knows of and the model does not take, each tried in a sound row."""
    tried = list(_tried(sound, described))
    left, found = list(range(len(tried))), dict[int, str]()
    while left and len(found) < MOST_LISTED:
        try:
            predictor.decode(np.stack([tried[number].row for number in left]))
            break
        except InputError as error:
            refused = {left[row]: fault for fault in reversed(error.faults) if (row := row_of(fault)) is not None}
            found |= {number: _said(tried[number], fault) for number, fault in refused.items()}
            left = [number for number in left if number not in refused] if refused else []
    return [found[number] for number in sorted(found)][:MOST_LISTED]


def _tried(sound: Array, described: Description) -> Iterator[_Tried]:
    for index, column in enumerate(described.columns or ()):
        known = described.categories[index] if described.categories else None
        for value in (known or ())[:MOST_CATEGORIES]:
            yield _Tried(column, f"the value {quote(value)}", _changed(sound, index, value))
        if index in described.gaps:
            yield _Tried(column, "missing values", _changed(sound, index, None))


def _changed(sound: Array, index: int, value: Any) -> Array:
    row = sound.copy()
    row[index] = np.nan if value is None and row.dtype != object else value
    return row


def _said(tried: _Tried, fault: Fault) -> str:
    return f"column {quote(tried.column)} has {tried.what}: {fault.detail}"
