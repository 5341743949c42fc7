"""Curves over all thresholds of one class's probability, few enough points each to be kept and drawn."""

import numpy as np

from models.core.arrays import Array
from models.evaluation.record import PrecisionRecallCurve, RocCurve

#: Most points of a curve.
MAX_POINTS = 200
#: Digits behind the point that are kept of a rate.
DIGITS = 6


def roc_curve(positive: Array, scores: Array) -> RocCurve:
    """Return true against false positives.

    Args:
        positive: Bool array of shape (n_samples,), both values among it.
        scores: Array of shape (n_samples,), the larger the likelier.
    """
    from sklearn import metrics

    false, true, _ = metrics.roc_curve(positive, scores)
    kept = thinned(false, true)
    return RocCurve(auc=float(metrics.auc(false, true)), false_positive_rate=_rates(false[kept]), true_positive_rate=_rates(true[kept]))


def precision_recall_curve(positive: Array, scores: Array) -> PrecisionRecallCurve:
    """Return precision against recall; arguments as for `roc_curve`."""
    from sklearn import metrics

    precision, recall, _ = metrics.precision_recall_curve(positive, scores, drop_intermediate=True)
    precision, recall = precision[::-1], recall[::-1]
    kept = thinned(recall, precision)
    average = float(metrics.average_precision_score(positive, scores))
    return PrecisionRecallCurve(average_precision=average, recall=_rates(recall[kept]), precision=_rates(precision[kept]))


def thinned(x: Array, y: Array) -> Array:
    """Return the places of at most MAX_POINTS points of a curve, both ends among them, spread evenly over its length.

    Spread over the points instead, most would lie in the corner where thresholds are dense.
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
