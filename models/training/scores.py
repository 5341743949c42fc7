"""Evaluate a finished model on the parts of its data."""

import numpy as np

from models.preprocessing.step import Array
from models.serving.answers import class_probabilities
from models.serving.predictor import Predictor
from models.serving.runtime import SklearnRuntime
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
        metrics |= _prefixed("test", _metrics(parts.test, predictor))
    if predictor.signature.kind is not Kind.CLASSIFICATION or isinstance(predictor.runtime, SklearnRuntime):
        metrics |= _prefixed("train", _metrics(parts.train, predictor, labels))
    return metrics


def _prefixed(part: str, metrics: dict[str, float]) -> dict[str, float]:
    return {f"{part}_{name}": value for name, value in metrics.items()}


def _metrics(pairs: Pairs, predictor: Predictor, clusters: Array | None = None) -> dict[str, float]:
    """Evaluate on one part; `clusters` are those of a model that labels its training data only."""
    match predictor.signature.kind:
        case Kind.TRANSFORM:
            return {}
        case Kind.CLUSTERING:
            return _clustering(pairs.x, predictor, clusters)
        case Kind.CLASSIFICATION:
            return {"accuracy": accuracy(_predicted(predictor.runtime.run(pairs.x)), _true(pairs.y, predictor))}
    return regression_metrics(predictor.chain.invert(predictor.runtime.run(pairs.x)), predictor.chain.invert(pairs.y))


def _predicted(outputs: Array) -> Array:
    """Return the position of the class that is answered."""
    return outputs if outputs.ndim == 1 else np.asarray(np.argmax(class_probabilities(outputs), axis=-1))


def _true(y: Array, predictor: Predictor) -> Array:
    """Return the position of the true class, -1 for one that training has not seen."""
    if y.ndim > 1 and y.shape[1] > 1:
        return _predicted(y)
    places = {label: place for place, label in enumerate(predictor.signature.labels or ())}
    return np.array([places.get(label, -1) for label in predictor.chain.invert(y.reshape(-1)).tolist()])


def _clustering(x: Array, predictor: Predictor, clusters: Array | None) -> dict[str, float]:
    if not isinstance(predictor.runtime, SklearnRuntime):
        return {}
    pipeline = predictor.runtime.pipeline
    metrics = clustering_metrics(_before_last(x, predictor.runtime), predictor.runtime.run(x) if clusters is None else clusters)
    if hasattr(pipeline[-1], "inertia_"):
        metrics["inertia"] = -float(pipeline.score(x))
    return metrics


def _before_last(x: Array, runtime: SklearnRuntime) -> Array:
    """Return samples as the last estimator of a pipeline is given them."""
    for estimator in list(runtime.pipeline)[:-1]:
        x = estimator.transform(x)
    return x
