"""Evaluate a classifier: figures by class, curves, calibration, misclassified samples."""

from collections.abc import Sequence

import numpy as np

from models.core.arrays import Array, Label
from models.evaluation.record import (
    Calibration,
    CalibrationBin,
    ClassFigures,
    ClassificationReport,
    MacroAverage,
    Mistake,
    PrecisionRecallCurve,
    RocCurve,
)
from models.preprocessing.chain import Chain

#: Most classes with a confusion matrix, and with curves.
MAX_MATRIX_CLASSES, MAX_CURVE_CLASSES = 1_000, 100
#: Most misclassified samples that are listed.
MAX_MISTAKES = 1_000
#: Largest difference of a sample's sum of probabilities from 1: float32 rounding only.
SUM_TOLERANCE = 1e-3
N_BINS = 10
#: Most points of a curve.
MAX_POINTS = 200
#: Decimal places of a rate.
DIGITS = 6


def classification_report(true: Array, predicted: Array, probabilities: Array | None, labels: Sequence[Label]) -> ClassificationReport:
    """Compare predicted with true classes.

    Args:
        true: Position of each sample's class in `labels`, -1 for an unseen class; integer array of shape (n_samples,).
        predicted: Position of its predicted class; array of the same shape.
        probabilities: Array of shape (n_samples, n_labels); None for a model without them. Outputs that are not
            probabilities, such as those of a diverged network, count as None.
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
    """Return probabilities as float64, normalized for scikit-learn; None where they are not probabilities."""
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


def calibration(confidence: Array, right: Array) -> Calibration:
    """Compare confidence with accuracy in ten bins of confidence.

    Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.

    Args:
        confidence: Probability of each sample's likeliest class, array of shape (n_samples,), at least one.
        right: Bool array of shape (n_samples,), whether that class is correct.
    """
    edges = np.linspace(0, 1, N_BINS + 1)
    indices = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, N_BINS - 1)
    bins = [_bin(edges[index : index + 2], confidence[indices == index], right[indices == index]) for index in range(N_BINS)]
    gaps = [abs(one.accuracy - one.confidence) * one.count for one in bins if one.accuracy is not None and one.confidence is not None]
    return Calibration(expected_error=sum(gaps) / len(confidence), bins=bins)


def _bin(edges: Array, confidence: Array, right: Array) -> CalibrationBin:
    low, high = (round(float(edge), 6) for edge in edges)
    if not len(confidence):
        return CalibrationBin(low=low, high=high, count=0, confidence=None, accuracy=None)
    return CalibrationBin(low=low, high=high, count=len(confidence), confidence=float(confidence.mean()), accuracy=float(right.mean()))


def roc_curve(positive: Array, scores: Array) -> RocCurve:
    """Return the curve of true against false positives.

    Args:
        positive: Bool array of shape (n_samples,), with both values.
        scores: Array of shape (n_samples,), higher means more likely.
    """
    from sklearn import metrics

    false, true, _ = metrics.roc_curve(positive, scores)
    kept = thinned(false, true)
    return RocCurve(auc=float(metrics.auc(false, true)), false_positive_rate=_rates(false[kept]), true_positive_rate=_rates(true[kept]))


def precision_recall_curve(positive: Array, scores: Array) -> PrecisionRecallCurve:
    """Return the curve of precision against recall; arguments as for `roc_curve`."""
    from sklearn import metrics

    precision, recall, _ = metrics.precision_recall_curve(positive, scores, drop_intermediate=True)
    precision, recall = precision[::-1], recall[::-1]
    kept = thinned(recall, precision)
    average = float(metrics.average_precision_score(positive, scores))
    return PrecisionRecallCurve(average_precision=average, recall=_rates(recall[kept]), precision=_rates(precision[kept]))


def thinned(x: Array, y: Array) -> Array:
    """Return indices of at most MAX_POINTS points of a curve, including both ends, evenly spaced along its length.

    With even spacing by index, most points would be in the corner where thresholds are dense.
    """
    if len(x) <= MAX_POINTS:
        return np.arange(len(x))
    length = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(x)) + np.abs(np.diff(y)))])
    indices = np.searchsorted(length, np.linspace(0, length[-1], MAX_POINTS))
    indices[0], indices[-1] = 0, len(x) - 1
    return np.unique(indices)


def _rates(values: Array) -> list[float]:
    rates: list[float] = np.round(values, DIGITS).tolist()
    return rates


def predicted_positions(outputs: Array) -> Array:
    """Return the position of the predicted class of each output."""
    return outputs if outputs.ndim == 1 else np.asarray(np.argmax(class_probabilities(outputs), axis=-1))


def true_positions(y: Array, chain: Chain, name: str, labels: Sequence[Label]) -> Array:
    """Return the position of each true class, -1 for one not seen in training.

    Args:
        y: Prepared targets: one-hot rows, or one label a sample.
        chain: The fitted preprocessing, which inverts them to raw labels.
        name: The output.
        labels: Labels of the output, in order.
    """
    if y.ndim > 1 and y.shape[1] > 1:
        return predicted_positions(y)
    positions = {label: position for position, label in enumerate(labels)}
    return np.array([positions.get(label, -1) for label in chain.invert(name, y.reshape(-1)).tolist()])
