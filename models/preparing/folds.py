"""The folds of a training part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import quote
from models.preparing.raw import RawData
from models.specs.tasks.folding import Folding
from models.specs.tasks.task import AskedKind


@dataclass(frozen=True)
class Fold:
    """One fold.

    Args:
        train: Indices of the rows to fit, int64 array of shape (n_train,).
        test: Indices of the rows to score, int64 array of shape (n_test,).
    """

    train: Array
    test: Array


def folds_of(folding: Folding, kind: AskedKind, raw: RawData, seed: int) -> list[Fold]:
    """Split the training part into folds; see `each_fold`."""
    return list(each_fold(folding, kind, raw, seed))


def each_fold(folding: Folding, kind: AskedKind, raw: RawData, seed: int) -> Iterator[Fold]:
    """Split the training part into folds, of which only one is in memory at a time.

    Args:
        folding: How to split.
        kind: Kind of prediction; one that is not cross-validated gets one fold of all rows, for fitting and scoring.
        raw: The data.
        seed: Seed of the shuffle, if the folding has none.

    Yields:
        The folds in order, deterministic.

    Raises:
        DataError: scikit-learn cannot split the data this way.
    """
    rows = np.arange(raw.train.n_samples)
    if not kind.is_cross_validated:
        yield Fold(rows, rows)
        return
    labels = raw.labels if folding.stratifies(kind) else None
    try:
        for train, test in _splitter(folding, kind, seed).split(rows, labels, raw.groups if folding.grouped else None):
            yield Fold(train, test)
    except ValueError as error:
        raise DataError(f"the data cannot be split into {folding.folds} folds: {_unsplit(len(rows), labels, raw.groups, folding)}") from error


def _unsplit(n_samples: int, labels: Array | None, groups: Array | None, folding: Folding) -> str:
    """Return why samples cannot be split into folds, in the words of a spec."""
    if folding.grouped and groups is not None and (n_groups := len(np.unique(groups))) < folding.folds:
        return f"expected at least as many groups as folds, got {n_groups:,}"
    if labels is not None:
        classes, counts = np.unique(labels, return_counts=True)
        largest = int(counts.argmax())
        return f"expected a class with at least as many samples as folds; the largest, {quote(classes.tolist()[largest])}, has {counts[largest]:,}"
    return f"expected at least as many samples as folds, got {n_samples:,}"


def _splitter(folding: Folding, kind: AskedKind, seed: int) -> Any:
    from sklearn import model_selection as sklearn

    if folding.time_series:
        return sklearn.TimeSeriesSplit(folding.folds)
    drawn = {"shuffle": True, "random_state": seed if folding.seed is None else folding.seed} if folding.shuffle else {}
    stratified = folding.stratifies(kind)
    if folding.grouped:
        return (sklearn.StratifiedGroupKFold if stratified else sklearn.GroupKFold)(folding.folds, **drawn)
    return (sklearn.StratifiedKFold if stratified else sklearn.KFold)(folding.folds, **drawn)
