"""Convert model outputs to predictions: labels with probabilities, values in the targets' own units, clusters, or transformed rows."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.classification import class_probabilities

Prediction = dict[str, Any]
#: Predictions by field, an array of each, samples first: of shape (n_samples,), or of lists (n_samples, ...); by label where a field is an object.
Fields = dict[str, "Array | dict[str, Array]"]


class Probabilities(StrEnum):
    """How many class probabilities a prediction has."""

    ALL = "all"
    TOP3 = "top3"
    NONE = "none"


def classification_predictions(outputs: Array, labels: Sequence[Label], wanted: Probabilities) -> list[Prediction]:
    """Convert probabilities to labels.

    Args:
        outputs: Array of shape (n_samples, n_classes), or (n_samples, 1) for two classes.
        labels: Label of each column.
        wanted: How many probabilities to give.

    Returns:
        The likeliest label of each sample, its probability, and probabilities by label.
    """
    rows, names = class_probabilities(outputs).tolist(), [str(label) for label in labels]
    return [_classified(row, labels, names, wanted) for row in rows]


def labels_predictions(outputs: Array, labels: Sequence[str], threshold: float, wanted: Probabilities) -> list[Prediction]:
    """Convert independent probabilities to the labels that a sample has.

    Args:
        outputs: Array of shape (n_samples, n_labels).
        labels: Label of each column.
        threshold: Probability from which a sample has a label.
        wanted: How many probabilities to give.
    """
    return [_labelled(row, labels, threshold, wanted) for row in outputs.reshape(len(outputs), len(labels)).tolist()]


def class_fields(outputs: Array, labels: Sequence[Label]) -> Fields:
    """Convert the outputs of a classifier to what `classification_predictions`, or `label_predictions`, make of them, as arrays.

    Args:
        outputs: Array of shape (n_samples, n_classes), or (n_samples, 1) for two classes; of shape (n_samples,) the positions of classes.
        labels: Label of each class.
    """
    known = np.array(labels, object if any(isinstance(label, str) for label in labels) else np.int64)
    if outputs.ndim == 1:
        return {"label": known[outputs], "probability": np.full(len(outputs), np.nan)}
    by_class = class_probabilities(outputs)
    best = np.argmax(by_class, axis=1)
    named = {str(label): by_class[:, position] for position, label in enumerate(labels)}
    return {"label": known[best], "probability": by_class[np.arange(len(best)), best], "probabilities": named}


def fields_of(predictions: Sequence[Prediction]) -> Fields:
    """Return predictions, at least one, by field: the slow way, for those of any kind."""
    return {
        name: {key: _gathered([each[name][key] for each in predictions]) for key in value}
        if isinstance(value, dict)
        else _gathered([each[name] for each in predictions])
        for name, value in predictions[0].items()
    }


def class_predictions(positions: Array, labels: Sequence[Label]) -> list[Prediction]:
    """Convert positions of classes, int64 array of shape (n_samples,), to predictions of labels without probabilities."""
    return [{"label": labels[position]} for position in positions.tolist()]


def label_predictions(positions: Array, labels: Sequence[Label]) -> list[Prediction]:
    """Convert positions of classes to labels, for a model without probabilities.

    Args:
        positions: int64 array of shape (n_samples,).
        labels: Label of each class.
    """
    return [{"label": labels[position], "probability": None} for position in positions.tolist()]


def cluster_predictions(clusters: Array) -> list[Prediction]:
    """Convert cluster numbers, int64 array of shape (n_samples,), to predictions."""
    return [{"cluster": cluster} for cluster in clusters.tolist()]


def row_predictions(rows: Array) -> list[Prediction]:
    """Convert transformed samples, array of shape (n_samples, n_columns), to predictions."""
    return [{"row": row} for row in rows.tolist()]


def value_predictions(values: Array) -> list[Prediction]:
    """Convert values of shape (n_samples, ...) in the targets' units to predictions: a number where a target is one, else a nested list."""
    return [{"value": value} for value in bare_values(values).tolist()]


def bare_values(values: Array) -> Array:
    """Return values of shape (n_samples, 1) as (n_samples,), others as they are."""
    return values[:, 0] if values.shape[1:] == (1,) else values


def named_predictions(values: Array, names: Sequence[str]) -> list[Prediction]:
    """Convert values of several targets, array of shape (n_samples, n_targets) in their units, to predictions by name."""
    return [{"value": dict(zip(names, row, strict=True))} for row in values.reshape(len(values), len(names)).tolist()]


def named_values(values: Array, names: Sequence[str]) -> dict[str, Array]:
    """Return the same values as an array of each name."""
    return dict(zip(names, values.reshape(len(values), len(names)).T, strict=True))


def reconstruction_predictions(values: Array, errors: Array) -> list[Prediction]:
    """Convert reconstructed samples of shape (n_samples, ...), in the units of the raw inputs, and the error of each to predictions."""
    return [{"value": value, "error": error} for value, error in zip(values.tolist(), errors.tolist(), strict=True)]


def series_predictions(values: Array, counts: Sequence[int]) -> list[Prediction]:
    """Group forecasts by series: one forecast for a single window, else a list with one for each window.

    A forecast has an axis of steps and one of features; axes of length 1 are dropped.
    """
    if values.ndim > 1 and values.shape[-1] == 1:
        values = values[..., 0]
    flat = [prediction["value"] for prediction in value_predictions(values)]
    ends = np.cumsum(counts)
    return [{"value": flat[end - 1] if count == 1 else flat[end - count : end]} for end, count in zip(ends, counts, strict=True)]


def _gathered(values: list[Any]) -> Array:
    """Return values of any sort as an array; lists of different lengths, and texts, as objects."""
    try:
        array: Array = np.asarray(values)
    except ValueError:
        array = np.empty(0, object)
    if len(array) == len(values) and array.dtype.kind in "fiub":
        return array
    return np.fromiter(values, object, len(values))


def _classified(row: list[float], labels: Sequence[Label], names: Sequence[str], wanted: Probabilities) -> Prediction:
    best = row.index(max(row))
    prediction: Prediction = {"label": labels[best], "probability": row[best]}
    if wanted is not Probabilities.NONE:
        prediction["probabilities"] = _CHOICES[wanted](row, names)
    return prediction


def _labelled(row: list[float], labels: Sequence[str], threshold: float, wanted: Probabilities) -> Prediction:
    prediction: Prediction = {"labels": [label for label, probability in zip(labels, row, strict=True) if probability >= threshold]}
    return prediction if wanted is Probabilities.NONE else {**prediction, "probabilities": _CHOICES[wanted](row, labels)}


def _all(row: list[float], names: Sequence[str]) -> dict[str, float]:
    return dict(zip(names, row, strict=True))


def _top3(row: list[float], names: Sequence[str]) -> dict[str, float]:
    columns = sorted(range(len(row)), key=row.__getitem__, reverse=True)[:3]
    return {names[column]: row[column] for column in columns}


_CHOICES: dict[Probabilities, Callable[[list[float], Sequence[str]], dict[str, float]]] = {
    Probabilities.ALL: _all,
    Probabilities.TOP3: _top3,
}
