"""Evaluate a finished model on the parts of its data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.artifact.named_signature import OutputSignature
from models.artifact.signature import Signature
from models.core.arrays import Array, Label
from models.evaluation.classification import class_probabilities, classification_report
from models.evaluation.metrics import accuracy, clustering_metrics, regression_metrics
from models.evaluation.reconstruction import reconstruction_metrics
from models.evaluation.record import Evaluation, PartName
from models.evaluation.regression import regression_report
from models.evaluation.text import text_report
from models.preparing.parts import Pairs, Parts
from models.preprocessing.chain import Chain
from models.serving.predictor import Predictor
from models.serving.runtime import Runtime, SklearnRuntime
from models.specs.kind import Kind


@dataclass(frozen=True)
class Scores:
    """What a finished model is worth.

    Args:
        metrics: Figures with the prefix of their part, such as "test_"; none for a model that transforms.
        evaluation: The full record of one part; None for a model that transforms or reconstructs, or that knows one class alone.
    """

    metrics: dict[str, float]
    evaluation: Evaluation | None


@dataclass(frozen=True)
class Answered:
    """A part with what the model answers to it.

    Args:
        metrics: Figures of the part.
        true: Positions of classes, true groups, or values in the targets' own units; None where they are not known.
        predicted: Positions of classes, clusters, or values in the targets' own units.
        probabilities: Array of shape (n_samples, n_classes); None where there are none.
    """

    metrics: dict[str, float]
    true: Array | None
    predicted: Array
    probabilities: Array | None = None


def evaluate(parts: Parts, predictor: Predictor) -> Scores:
    """Evaluate on the test part, on the training part where no epoch has, and keep a full record of one part.

    The record is of the test part where there is one, else of the validation part, else of the training part. The model
    runs once on each part that is needed.

    Args:
        parts: The data.
        predictor: The finished model.
    """
    kind, runtime = predictor.signature.kind, predictor.runtime
    if kind is Kind.TRANSFORM:
        return Scores({}, None)
    by_part = _by_part(parts, runtime)
    recorded = next(iter(by_part))
    if kind is Kind.RECONSTRUCTION:
        return Scores({f"{recorded}_{name}": value for name, value in reconstruction_metrics(by_part[recorded].x, runtime).items()}, None)
    if kind is Kind.GENERATION:
        return _text_scores(recorded, by_part[recorded], runtime)
    measured = {"test", "train"} if kind is not Kind.CLASSIFICATION or isinstance(runtime, SklearnRuntime) else {"test"}
    found = {part: _answered(part, pairs, parts, predictor) for part, pairs in by_part.items() if part in (*measured, recorded)}
    metrics = {f"{part}_{name}": value for part, one in found.items() if part in measured for name, value in one.metrics.items()}
    return Scores(metrics, evaluation_of(recorded, found[recorded], predictor.signature))


def _by_part(parts: Parts, runtime: Runtime) -> dict[PartName, Pairs]:
    """Return the parts that a model has answers for; one that labels its training data only has none for the others."""
    if isinstance(runtime, SklearnRuntime) and runtime.training_labels is not None:
        return {"train": parts.train}
    found: dict[PartName, Pairs | None] = {"test": parts.test, "validation": parts.validation, "train": parts.train}
    return {part: pairs for part, pairs in found.items() if pairs is not None}


def _text_scores(part: PartName, pairs: Pairs, runtime: Runtime) -> Scores:
    """Measure one part of a text; probabilities of all its symbols at once would not fit into memory."""
    report = text_report(pairs, runtime)
    metrics = {f"{part}_{name}": getattr(report, name) for name in ("loss", "accuracy", "perplexity")}
    others = dict.fromkeys(("classification", "regression", "clustering"))
    return Scores(metrics, Evaluation(kind="generation", part=part, n_samples=report.n_samples, generation=report, **others))


def _answered(part: PartName, pairs: Pairs, parts: Parts, predictor: Predictor) -> Answered:
    chain, runtime = predictor.chain, predictor.runtime
    if predictor.signature.kind is Kind.CLUSTERING:
        return _clustered(pairs.x, runtime, parts.truth if part == "train" else parts.raw_test.targets if parts.raw_test else None)
    return answered(runtime.run(pairs.x), pairs.y, chain, predictor.signature)


def answered(outputs: Array, y: Array, chain: Chain, signature: Signature | OutputSignature) -> Answered:
    """Compare outputs with targets.

    Args:
        outputs: What the model gave, array of shape (n_samples, ...).
        y: Targets as the model takes them.
        chain: The fitted preprocessing, which knows the way back to raw targets.
        signature: What the model, or one output of it, answers with: classes or values.
    """
    if signature.kind is Kind.CLASSIFICATION:
        predicted, true = predicted_positions(outputs), true_positions(y, chain, signature.labels or ())
        probabilities = class_probabilities(outputs) if outputs.ndim > 1 else None
        return Answered({"accuracy": accuracy(predicted, true)}, true, predicted, probabilities)
    values, true = chain.invert(outputs), chain.invert(y)
    return Answered(regression_metrics(values, true), true, values)


def _clustered(x: Array, runtime: Runtime, truth: Array | None) -> Answered:
    labels = runtime.training_labels if isinstance(runtime, SklearnRuntime) else None
    clusters = runtime.run(x) if labels is None else labels
    return Answered(clustering(x, runtime, clusters, truth), truth, clusters)


def evaluation_of(part: PartName, answered: Answered, signature: Signature | OutputSignature) -> Evaluation | None:
    """Return the full record of a part; None for a model that knows one class alone, and where the truth is not known.

    Args:
        part: Name of the part.
        answered: The part with what the model answers to it.
        signature: What the model, or one output of it, answers with.
    """
    kind, labels = signature.kind, signature.labels or ()
    true, predicted = answered.true, answered.predicted
    classification = regression = clusters = None
    if kind is Kind.CLUSTERING:
        clusters = answered.metrics
    elif true is None or (kind is Kind.CLASSIFICATION and len(labels) < 2):
        return None
    elif kind is Kind.CLASSIFICATION:
        classification = classification_report(true, predicted, answered.probabilities, labels)
    else:
        regression = regression_report(predicted, true, answered.metrics)
    reports = {"classification": classification, "regression": regression, "clustering": clusters, "generation": None}
    return Evaluation(kind=kind.value, part=part, n_samples=len(predicted), **reports)


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
