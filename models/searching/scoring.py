"""Scores of a fitted model on one part of the data, by name; the numbers are scikit-learn's own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sklearn import metrics

from models.core.arrays import Array, Label
from models.core.errors import DataError
from models.evaluation.classification import class_probabilities
from models.evaluation.scores import clustering, predicted_positions, true_positions
from models.preparing.parts import Pairs, Parts
from models.preprocessing.chain import Chain
from models.serving.runtime import KerasRuntime, SklearnRuntime
from models.specs.kinds import Kind
from models.training.signature import labels_of


@dataclass(frozen=True)
class Fitted:
    """A fitted model and what is needed to score it.

    Args:
        runtime: The model.
        chain: Its preprocessing.
        labels: Labels of a classifier, in the order of its outputs; empty for other models.
        truth: True group of each training sample, for clusters; None where it is not known.
    """

    runtime: KerasRuntime | SklearnRuntime
    chain: Chain
    labels: tuple[Label, ...]
    truth: Array | None

    @classmethod
    def of(cls, runtime: KerasRuntime | SklearnRuntime, parts: Parts, kind: Kind) -> "Fitted":
        """Return a model as fitted to those parts."""
        return cls(runtime, parts.chain, labels_of(parts, runtime) if kind is Kind.CLASSIFICATION else (), parts.truth)


def score(name: str, fitted: Fitted, pairs: Pairs) -> float:
    """Score a model on one part.

    Args:
        name: One of models.specs.tasks.scorings.
        fitted: The model.
        pairs: The part.

    Returns:
        The score, the larger the better.

    Raises:
        DataError: The model does not give what the score is worked out from.
    """
    return float(_SCORES[name](fitted, pairs))


def cluster_figures(fitted: Fitted, pairs: Pairs) -> dict[str, float]:
    """Return every figure of a clusterer's clusters."""
    return clustering(pairs.x, fitted.runtime, truth=fitted.truth)


def _of_labels(metric: Callable[..., float], fitted: Fitted, pairs: Pairs) -> float:
    return metric(true_positions(pairs.y, fitted.chain, fitted.labels), _positions(fitted, pairs.x))


def _of_values(metric: Callable[..., float], fitted: Fitted, pairs: Pairs) -> float:
    """Compare values in the targets' own units."""
    true, given = fitted.chain.invert(pairs.y), fitted.chain.invert(fitted.runtime.run(pairs.x))
    return metric(true.reshape(len(true), -1), given.reshape(len(given), -1))


def _log_loss(fitted: Fitted, pairs: Pairs) -> float:
    true = true_positions(pairs.y, fitted.chain, fitted.labels)
    return -float(metrics.log_loss(true, _probabilities(fitted, pairs.x), labels=np.arange(len(fitted.labels))))


def _roc_auc(fitted: Fitted, pairs: Pairs) -> float:
    true = true_positions(pairs.y, fitted.chain, fitted.labels)
    if len(fitted.labels) > 2:
        return float(metrics.roc_auc_score(true, _probabilities(fitted, pairs.x), multi_class="ovr"))
    if isinstance(fitted.runtime, SklearnRuntime) and hasattr(fitted.runtime.pipeline, "decision_function"):
        return float(metrics.roc_auc_score(true, fitted.runtime.pipeline.decision_function(pairs.x)))
    return float(metrics.roc_auc_score(true, _probabilities(fitted, pairs.x)[:, 1]))


def _of_clusters(name: str, sign: float, fitted: Fitted, pairs: Pairs) -> float:
    figures = cluster_figures(fitted, pairs)
    if name not in figures:
        raise DataError(f"the clusters have no {name}: it takes at least two of them, and fewer than samples")
    return sign * figures[name]


def _positions(fitted: Fitted, x: Array) -> Array:
    if isinstance(fitted.runtime, KerasRuntime):
        return predicted_positions(fitted.runtime.run(x))
    pipeline = fitted.runtime.pipeline
    return np.asarray(np.searchsorted(pipeline.classes_, pipeline.predict(x)))


def _probabilities(fitted: Fitted, x: Array) -> Array:
    outputs = fitted.runtime.run(x)
    if outputs.ndim == 1:
        raise DataError("the classifier gives no probabilities, from which this score is worked out")
    return class_probabilities(outputs)


def _negated(metric: Callable[..., Any]) -> Callable[..., float]:
    return lambda true, given: -float(metric(true, given))


_SCORES: dict[str, Callable[[Fitted, Pairs], float]] = {
    "accuracy": partial(_of_labels, metrics.accuracy_score),
    "balanced_accuracy": partial(_of_labels, metrics.balanced_accuracy_score),
    "f1_macro": partial(_of_labels, partial(metrics.f1_score, average="macro")),
    "f1_weighted": partial(_of_labels, partial(metrics.f1_score, average="weighted")),
    "precision_macro": partial(_of_labels, partial(metrics.precision_score, average="macro")),
    "recall_macro": partial(_of_labels, partial(metrics.recall_score, average="macro")),
    "neg_log_loss": _log_loss,
    "roc_auc": _roc_auc,
    "r2": partial(_of_values, metrics.r2_score),
    "explained_variance": partial(_of_values, metrics.explained_variance_score),
    "neg_mean_squared_error": partial(_of_values, _negated(metrics.mean_squared_error)),
    "neg_root_mean_squared_error": partial(_of_values, _negated(metrics.root_mean_squared_error)),
    "neg_mean_absolute_error": partial(_of_values, _negated(metrics.mean_absolute_error)),
    "silhouette": partial(_of_clusters, "silhouette", 1.0),
    "neg_inertia": partial(_of_clusters, "inertia", -1.0),
}
