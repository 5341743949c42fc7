"""Answers in the form of a method that was asked for by name."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.artifact.method import Method
from models.artifact.signature import Signature
from models.core.arrays import Array, Label
from models.core.errors import ArtifactError, DataError, Fault, InputError
from models.evaluation.classification import class_probabilities
from models.preprocessing.chain import Chain
from models.serving.answers import Answer, cluster_answers, row_answers, value_answers
from models.serving.inputs import ROOT, stack_samples
from models.serving.runtime import Runtime, SklearnRuntime, Source
from models.specs.kind import Kind


def require_method(method: Method, signature: Signature, pointer: str) -> None:
    """Refuse a method that the model does not have.

    Args:
        method: What is asked for.
        signature: What the model takes and gives.
        pointer: Where the request names the method.

    Raises:
        InputError: It lacks it; the fault says which it has.
    """
    known = signature.methods
    if method not in known:
        has = f"it has {' and '.join(', '.join(known).rsplit(', ', 1))}" if known else "it has none, for it labels its training data only"
        raise InputError([Fault(pointer, f"expected a method that this model has, got {method}; {has}")])


def values_of(method: Method, x: Array, runtime: Runtime, source: Source | None, signature: Signature) -> Array:
    """Ask a model for the values of a method.

    Args:
        method: One that the model has.
        x: Prepared inputs, array of shape (n_samples, ...); transformed rows for the way back.
        runtime: What runs the model; asked where its outputs answer the method.
        source: Gives the scikit-learn model for all else.
        signature: What the model takes and gives.

    Returns:
        The position of each sample's class, its cluster, or its values, array of shape (n_samples, ...), for `predict`;
        array of shape (n_samples, n_classes) for `predict_proba`; (n_samples,) for `decision_function` over two classes,
        (n_samples, n_classes) over more; rows for `transform` and `inverse_transform`.
    """
    if method not in signature.direct_methods:
        return _scikit_learn(runtime, source).ask(method, x)
    outputs = runtime.run(x)
    if not signature.has_probabilities:
        return outputs
    probabilities = class_probabilities(outputs)
    return probabilities if method is Method.PREDICT_PROBA else np.asarray(np.argmax(probabilities, axis=1))


def form_answers(method: Method, values: Array, signature: Signature, chain: Chain) -> list[Answer]:
    """Turn the values of a method into answers, one for each sample."""
    match method:
        case Method.PREDICT:
            return _predicted(values, signature, chain)
        case Method.PREDICT_PROBA:
            return [{"probabilities": scores} for scores in _by_label(values, signature.labels)]
        case Method.DECISION_FUNCTION:
            decisions: list[Any] = values.tolist() if values.ndim == 1 else _by_label(values, signature.labels)
            return [{"decision": decision} for decision in decisions]
    return row_answers(values)


def transformed_rows(items: Sequence[Any] | Array, signature: Signature) -> Array:
    """Turn rows in the space that a transform leads to into an array."""
    there = Signature(Kind.TRANSFORM, signature.output_shape, "float64", False, signature.output_shape, (), None)
    return stack_samples(items, there)


def undo_inputs(x: Array, chain: Chain) -> Array:
    """Bring inputs as the model takes them back to the raw data's units.

    Raises:
        InputError: There is no way back from such values.
    """
    try:
        for step in reversed(chain.inputs):
            x = step.invert(x)
    except DataError as error:
        raise InputError([Fault(ROOT, str(error))]) from error
    return x


def _scikit_learn(runtime: Runtime, source: Source | None) -> SklearnRuntime:
    if isinstance(runtime, SklearnRuntime):
        return runtime
    if source is None:
        raise ArtifactError("the compiled form answers this method only together with its artifact")
    return source()


def _predicted(values: Array, signature: Signature, chain: Chain) -> list[Answer]:
    if signature.labels is not None:
        return [{"label": signature.labels[position]} for position in values.tolist()]
    if signature.kind is Kind.RECONSTRUCTION:
        return [{"value": value} for value in chain.restore(values).tolist()]
    return cluster_answers(values) if signature.kind is Kind.CLUSTERING else value_answers(chain.invert(values))


def _by_label(scores: Array, labels: Sequence[Label] | None) -> list[dict[str, float]]:
    """Name each column by its label, or by its cluster."""
    names = [str(label) for label in (range(scores.shape[1]) if labels is None else labels)]
    return [dict(zip(names, row, strict=True)) for row in scores.tolist()]
