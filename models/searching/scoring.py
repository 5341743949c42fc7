"""Scores of a fitted model on one part of the data, by name, computed by scikit-learn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sklearn import metrics

from models.artifact.signature import Method
from models.core.arrays import Array, Label, as_fed
from models.core.deferred_rows import in_memory
from models.core.errors import DataError
from models.evaluation.classification import class_probabilities, predicted_positions, true_positions
from models.evaluation.metrics import cluster_figures
from models.kinds import Kind, Port
from models.preparing.prepared import Pairs, Prepared
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import JobSpec
from models.training.signature import signature_of


@dataclass(frozen=True)
class Fitted:
    """A fitted model of one output, with what is needed to score it.

    Args:
        runtime: The model.
        port: Its output, with its preprocessing.
        truth: True group of each training sample, for clusters, array of shape (n_samples,); None if unknown.
    """

    runtime: KerasRuntime | SklearnRuntime
    port: Port
    truth: Array | None

    @classmethod
    def of(cls, spec: JobSpec, prepared: Prepared, kinds: Mapping[str, Kind], runtime: KerasRuntime | SklearnRuntime) -> "Fitted":
        """Return a model fitted to the data.

        Raises:
            DataError: It has several outputs.
        """
        if len(kinds) > 1:
            raise DataError(f"expected a model of one output to score, got the outputs {', '.join(kinds)}")
        ((name, output),) = signature_of(spec, prepared, kinds, runtime).outputs.items()
        return cls(runtime, Port(name, output, prepared.chain), None if prepared.truth is None else prepared.truth[name])

    @property
    def labels(self) -> tuple[Label, ...]:
        """Return the class labels; empty if the output has none."""
        return self.port.signature.labels or ()

    def run(self, pairs: Pairs) -> Array:
        """Return the outputs for the inputs of a part, array of shape (n_samples, ...)."""
        return pairs.run(self.runtime.run)[self.port.name]


def score(name: str, fitted: Fitted, pairs: Pairs) -> float:
    """Score a model on one part.

    Args:
        name: One of models.specs.tasks.folding.
        fitted: The model.
        pairs: The part.

    Returns:
        The score; larger is better.

    Raises:
        DataError: The model does not provide what the score needs.
    """
    return float(_SCORES[name](fitted, pairs))


def figures_of_clusters(fitted: Fitted, pairs: Pairs) -> dict[str, float]:
    """Return all figures of the clusters."""
    (x,) = pairs.input_arrays.values()
    return cluster_figures(fitted.runtime.model, x, fitted.run(pairs), fitted.truth)


def _of_labels(metric: Callable[..., float], fitted: Fitted, pairs: Pairs) -> float:
    return metric(_true_positions(fitted, pairs), _positions(fitted, pairs))


def _of_values(metric: Callable[..., float], fitted: Fitted, pairs: Pairs) -> float:
    """Compare values in the units of the targets."""
    true, given = fitted.port.invert(in_memory(pairs.y[fitted.port.name])), fitted.port.invert(fitted.run(pairs))
    return metric(true.reshape(len(true), -1), given.reshape(len(given), -1))


def _log_loss(fitted: Fitted, pairs: Pairs) -> float:
    true = _true_positions(fitted, pairs)
    return -float(metrics.log_loss(true, _probabilities(fitted, pairs), labels=np.arange(len(fitted.labels))))


def _roc_auc(fitted: Fitted, pairs: Pairs) -> float:
    true = _true_positions(fitted, pairs)
    missing = [label for position, label in enumerate(fitted.labels) if position not in true]
    if missing:
        raise DataError(f"roc_auc is defined where every class occurs, but the fold has no sample of {missing[:5]}; use stratified folds")
    if len(fitted.labels) > 2:
        return float(metrics.roc_auc_score(true, _probabilities(fitted, pairs), multi_class="ovr"))
    if isinstance(fitted.runtime, SklearnRuntime) and hasattr(fitted.runtime.pipeline, "decision_function"):
        return float(metrics.roc_auc_score(true, fitted.runtime.pipeline.decision_function(as_fed(pairs.input_arrays))))
    return float(metrics.roc_auc_score(true, _probabilities(fitted, pairs)[:, 1]))


def _of_clusters(name: str, sign: float, fitted: Fitted, pairs: Pairs) -> float:
    figures = figures_of_clusters(fitted, pairs)
    if name not in figures:
        raise DataError(f"the clusters have no {name}: expected at least two clusters, and fewer clusters than samples")
    return sign * figures[name]


def _positions(fitted: Fitted, pairs: Pairs) -> Array:
    if isinstance(fitted.runtime, SklearnRuntime):
        return fitted.runtime.ask(Method.PREDICT, as_fed(pairs.input_arrays))
    return predicted_positions(fitted.run(pairs))


def _true_positions(fitted: Fitted, pairs: Pairs) -> Array:
    port = fitted.port
    return true_positions(in_memory(pairs.y[port.name]), port.chain, port.name, fitted.labels)


def _probabilities(fitted: Fitted, pairs: Pairs) -> Array:
    outputs = fitted.run(pairs)
    if outputs.ndim == 1:
        raise DataError("the classifier gives no probabilities, which this score needs")
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
