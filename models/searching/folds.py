"""Rows of the training part cut into folds, as scikit-learn cuts them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.kinds import Kind
from models.preparing.raw import RawData
from models.specs.tasks.folding import Folding


@dataclass(frozen=True)
class Fold:
    """One fold.

    Args:
        train: Rows a model is fitted to, int64 array.
        test: Rows it is scored on.
    """

    train: Array
    test: Array


def folds_of(folding: Folding, kind: Kind, raw: RawData, seed: int) -> list[Fold]:
    """Cut the training part.

    Args:
        folding: How.
        kind: Kind of prediction; where it is scored on the samples that it was fitted to there is one fold, of all rows.
        raw: The data.
        seed: Seed of the shuffle, where the folding has none of its own.

    Returns:
        The folds in order; the same for the same arguments.

    Raises:
        DataError: The data cannot be cut so.
    """
    rows = np.arange(raw.train.n_samples)
    if not kind.is_cross_validated:
        return [Fold(rows, rows)]
    labels = raw.labels if folding.stratifies(kind) else None
    try:
        splits = list(_splitter(folding, kind, seed).split(rows, labels, raw.groups if folding.grouped else None))
    except ValueError as error:
        raise DataError(f"the data cannot be cut into {folding.folds} folds: {error}") from error
    return [Fold(train, test) for train, test in splits]


def _splitter(folding: Folding, kind: Kind, seed: int) -> Any:
    from sklearn import model_selection as sklearn

    if folding.time_series:
        return sklearn.TimeSeriesSplit(folding.folds)
    drawn = {"shuffle": True, "random_state": seed if folding.seed is None else folding.seed} if folding.shuffle else {}
    stratified = folding.stratifies(kind)
    if folding.grouped:
        return (sklearn.StratifiedGroupKFold if stratified else sklearn.GroupKFold)(folding.folds, **drawn)
    return (sklearn.StratifiedKFold if stratified else sklearn.KFold)(folding.folds, **drawn)
