"""Evaluate a finished model on the parts of its data."""

from collections.abc import Sequence

import numpy as np

from models.datasets import Label
from models.preprocessing.chain import Chain
from models.preprocessing.step import Array
from models.serving.answers import class_probabilities
from models.serving.predictor import Predictor
from models.serving.runtime import Runtime, SklearnRuntime
from models.spec.kind import Kind
from models.training.evaluation import accuracy, clustering_metrics, regression_metrics
from models.training.parts import Pairs, Parts


def evaluate(parts: Parts, predictor: Predictor) -> dict[str, float]:
    """Evaluate on the test part, and on the training part where no epoch has.

    Args:
        parts: The data.
        predictor: The finished model.

    Returns:
        Metrics with the prefix "test_" or "train_"; none for a model that transforms.
    """
    metrics: dict[str, float] = {}
    labels = predictor.runtime.training_labels if isinstance(predictor.runtime, SklearnRuntime) else None
    if parts.test is not None and labels is None:
        metrics |= _prefixed("test", _metrics(parts.test, predictor, truth=parts.raw_test.targets if parts.raw_test else None))
    if predictor.signature.kind is not Kind.CLASSIFICATION or isinstance(predictor.runtime, SklearnRuntime):
        metrics |= _prefixed("train", _metrics(parts.train, predictor, labels, parts.truth))
    return metrics


def _prefixed(part: str, metrics: dict[str, float]) -> dict[str, float]:
    return {f"{part}_{name}": value for name, value in metrics.items()}


def _metrics(pairs: Pairs, predictor: Predictor, clusters: Array | None = None, truth: Array | None = None) -> dict[str, float]:
    """Evaluate on one part; `clusters` are those of a model that labels its training data only, `truth` the true groups."""
    match predictor.signature.kind:
        case Kind.TRANSFORM:
            return {}
        case Kind.CLUSTERING:
            return clustering(pairs.x, predictor.runtime, clusters, truth)
        case Kind.CLASSIFICATION:
            true = true_positions(pairs.y, predictor.chain, predictor.signature.labels or ())
            return {"accuracy": accuracy(predicted_positions(predictor.runtime.run(pairs.x)), true)}
    return regression_metrics(predictor.chain.invert(predictor.runtime.run(pairs.x)), predictor.chain.invert(pairs.y))


def predicted_positions(outputs: Array) -> Array:
    """Return the position of the class that each output answers."""
    return outputs if outputs.ndim == 1 else np.asarray(np.argmax(class_probabilities(outputs), axis=-1))


def true_positions(y: Array, chain: Chain, labels: Sequence[Label]) -> Array:
    """Return the position of each true class, -1 for one that training has not seen.

    Args:
        y: Targets as the model takes them: one-hot rows, or one label a sample.
        chain: The fitted preprocessing, which knows the way back to raw labels.
        labels: Labels of the model, in the order of its outputs.
    """
    if y.ndim > 1 and y.shape[1] > 1:
        return predicted_positions(y)
    places = {label: place for place, label in enumerate(labels)}
    return np.array([places.get(label, -1) for label in chain.invert(y.reshape(-1)).tolist()])


def clustering(x: Array, runtime: Runtime, clusters: Array | None = None, truth: Array | None = None) -> dict[str, float]:
    """Return the figures of clusters.

    Args:
        x: Samples as the model takes them.
        runtime: The model.
        clusters: Cluster of each sample; those the model finds when left out.
        truth: The true group of each sample, where that is known.
    """
    if not isinstance(runtime, SklearnRuntime):
        return {}
    pipeline = runtime.pipeline
    metrics = clustering_metrics(_before_last(x, runtime), runtime.run(x) if clusters is None else clusters, truth)
    if hasattr(pipeline[-1], "inertia_"):
        metrics["inertia"] = -float(pipeline.score(x))
    return metrics


def _before_last(x: Array, runtime: SklearnRuntime) -> Array:
    """Return samples as the last estimator of a pipeline is given them."""
    for estimator in list(runtime.pipeline)[:-1]:
        x = estimator.transform(x)
    return x
