"""Model outputs to answers: labels with probabilities, values in the targets' own units, clusters, or transformed rows."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.classification import class_probabilities

Answer = dict[str, Any]


class Probabilities(StrEnum):
    """How many class probabilities an answer carries."""

    ALL = "all"
    TOP3 = "top3"
    NONE = "none"


def classification_answers(outputs: Array, labels: Sequence[Label], wanted: Probabilities) -> list[Answer]:
    """Turn probabilities into labels.

    Args:
        outputs: Array of shape (n_samples, n_classes), or (n_samples, 1) for two classes.
        labels: Label of each column.
        wanted: How many probabilities to give.

    Returns:
        For each sample its likeliest label, that label's probability, and probabilities by label.
    """
    rows = class_probabilities(outputs).tolist()
    return [_classified(row, labels, wanted) for row in rows]


def label_answers(positions: Array, labels: Sequence[Label]) -> list[Answer]:
    """Turn the positions of classes into labels, for a model that knows no probabilities.

    Args:
        positions: int64 array of shape (n_samples,).
        labels: Label of each class.
    """
    return [{"label": labels[position], "probability": None} for position in positions.tolist()]


def cluster_answers(clusters: Array) -> list[Answer]:
    """Turn cluster numbers, int64 array of shape (n_samples,), into answers."""
    return [{"cluster": cluster} for cluster in clusters.tolist()]


def row_answers(rows: Array) -> list[Answer]:
    """Turn transformed samples, array of shape (n_samples, n_columns), into answers."""
    return [{"row": row} for row in rows.tolist()]


def value_answers(values: Array) -> list[Answer]:
    """Turn values in their own units into answers: a number where a target is one, else a nested list."""
    if values.ndim > 1 and values.shape[1:] == (1,):
        values = values[:, 0]
    return [{"value": value} for value in values.tolist()]


def reconstruction_answers(values: Array, errors: Array) -> list[Answer]:
    """Turn reconstructed samples, in the units of the raw inputs, and the error of each into answers."""
    return [{"value": value, "error": error} for value, error in zip(values.tolist(), errors.tolist(), strict=True)]


def series_answers(values: Array, counts: Sequence[int]) -> list[Answer]:
    """Gather the forecasts of each series: that of a single window, else a list aligned with the windows.

    A forecast is a number for each step and feature; lists of one step or one feature are left out.
    """
    if values.ndim > 1 and values.shape[-1] == 1:
        values = values[..., 0]
    flat = [answer["value"] for answer in value_answers(values)]
    ends = np.cumsum(counts)
    return [{"value": flat[end - 1] if count == 1 else flat[end - count : end]} for end, count in zip(ends, counts, strict=True)]


def _classified(row: list[float], labels: Sequence[Label], wanted: Probabilities) -> Answer:
    best = max(range(len(row)), key=row.__getitem__)
    answer: Answer = {"label": labels[best], "probability": row[best]}
    if wanted is not Probabilities.NONE:
        answer["probabilities"] = _CHOICES[wanted](row, labels)
    return answer


def _all(row: list[float], labels: Sequence[Label]) -> dict[str, float]:
    return {str(label): probability for label, probability in zip(labels, row, strict=True)}


def _top3(row: list[float], labels: Sequence[Label]) -> dict[str, float]:
    columns = sorted(range(len(row)), key=row.__getitem__, reverse=True)[:3]
    return {str(labels[column]): row[column] for column in columns}


_CHOICES: dict[Probabilities, Callable[[list[float], Sequence[Label]], dict[str, float]]] = {
    Probabilities.ALL: _all,
    Probabilities.TOP3: _top3,
}
