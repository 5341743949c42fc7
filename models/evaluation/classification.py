"""The report of a classifier."""

from collections.abc import Sequence

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.calibration import calibration
from models.evaluation.curves import precision_recall_curve, roc_curve
from models.evaluation.record import ClassFigures, ClassificationReport, MacroAverage, Mistake

#: Most classes of which a confusion matrix is kept, and most of which curves are.
MAX_MATRIX_CLASSES, MAX_CURVE_CLASSES = 1_000, 100
#: Most misclassified samples that are listed.
MAX_MISTAKES = 1_000
#: How far the probabilities of a sample may be from adding up to 1: room for float32, and no more.
SUM_TOLERANCE = 1e-3


def classification_report(true: Array, predicted: Array, probabilities: Array | None, labels: Sequence[Label]) -> ClassificationReport:
    """Compare predicted with true classes.

    Args:
        true: Position of each sample's class in `labels`, -1 for one that is none of them; integer array of shape (n_samples,).
        predicted: Position of the class the model gives it; array of the same shape.
        probabilities: Array of shape (n_samples, n_labels); None where the model gives none. Outputs that are no
            probabilities, such as those of a network that has diverged, are taken for none.
        labels: Labels of the model, in the order of its outputs.
    """
    right = predicted == true
    known = true >= 0
    sound = _sound(probabilities)
    classes = _classes(true[known], predicted[known], None if sound is None else sound[known], labels)
    confidence = None if sound is None else sound[np.arange(len(sound)), predicted]
    return ClassificationReport(
        labels=list(labels),
        accuracy=float(right.mean()),
        log_loss=_log_loss(true[known], sound[known]) if sound is not None and known.any() else None,
        n_unseen=int(np.sum(~known)),
        macro_average=_macro_average(classes, set(predicted.tolist())),
        classes=classes,
        confusion_matrix=_confusion_matrix(true[known], predicted[known], len(labels)) if len(labels) <= MAX_MATRIX_CLASSES else None,
        n_misclassified=int(np.sum(~right)),
        misclassified=_mistakes(true, predicted, confidence, labels),
        calibration=None if confidence is None else calibration(confidence, right),
    )


def _sound(probabilities: Array | None) -> Array | None:
    """Return probabilities as float64 that add up to 1 exactly enough for scikit-learn; None where they are no probabilities."""
    if probabilities is None:
        return None
    values = probabilities.astype(np.float64)
    sums = values.sum(axis=1)
    if not np.isfinite(values).all() or values.min() < 0 or np.abs(sums - 1).max() > SUM_TOLERANCE:
        return None
    shares: Array = values / sums[:, None]
    return shares


def _log_loss(true: Array, probabilities: Array) -> float:
    from sklearn.metrics import log_loss

    return float(log_loss(true, probabilities, labels=np.arange(probabilities.shape[1])))


def _confusion_matrix(true: Array, predicted: Array, n_labels: int) -> list[list[int]]:
    matrix = np.zeros((n_labels, n_labels), np.int64)
    np.add.at(matrix, (true, predicted), 1)
    rows: list[list[int]] = matrix.tolist()
    return rows


def _classes(true: Array, predicted: Array, probabilities: Array | None, labels: Sequence[Label]) -> list[ClassFigures]:
    from sklearn.metrics import precision_recall_fscore_support

    indices = range(len(labels))
    if len(true):
        figures = np.transpose(precision_recall_fscore_support(true, predicted, labels=indices, zero_division=0.0)).tolist()
    else:
        figures = [[0.0] * 4] * len(labels)
    with_curves = probabilities if len(labels) <= MAX_CURVE_CLASSES else None
    return [_class(labels[index], figures[index], true == index, None if with_curves is None else with_curves[:, index]) for index in indices]


def _class(label: Label, figures: Sequence[float], positive: Array, scores: Array | None) -> ClassFigures:
    precision, recall, f1, support = figures
    has_curves = scores is not None and positive.any() and not positive.all()
    return ClassFigures(
        label=label,
        precision=precision,
        recall=recall,
        f1=f1,
        support=int(support),
        roc=roc_curve(positive, scores) if has_curves and scores is not None else None,
        precision_recall=precision_recall_curve(positive, scores) if has_curves and scores is not None else None,
    )


def _macro_average(classes: Sequence[ClassFigures], predicted: set[int]) -> MacroAverage:
    occurring = [figures for index, figures in enumerate(classes) if figures.support or index in predicted]
    means = {name: float(np.mean([getattr(figures, name) for figures in occurring])) for name in ("precision", "recall", "f1")}
    return MacroAverage(**means)


def _mistakes(true: Array, predicted: Array, confidence: Array | None, labels: Sequence[Label]) -> list[Mistake]:
    indices = np.flatnonzero(predicted != true)[:MAX_MISTAKES]
    return [
        Mistake(
            index=int(position),
            true=labels[true[position]] if true[position] >= 0 else None,
            predicted=labels[predicted[position]],
            probability=None if confidence is None else float(confidence[position]),
        )
        for position in indices
    ]


def class_probabilities(outputs: Array) -> Array:
    """Return a column for each class; a single output is the probability of the second of two."""
    return np.concatenate([1 - outputs, outputs], axis=1) if outputs.shape[1] == 1 else outputs
