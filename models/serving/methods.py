"""Predictions in the form of a method that a request names."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel

from models.artifact.answers import DecisionPrediction, ProbabilitiesPrediction, RowPrediction
from models.artifact.predictions import Prediction, row_predictions
from models.artifact.samples.numbers import ROOT, stack_samples
from models.artifact.samples.read import Decoded, Items
from models.artifact.signature import InputSignature, Method, Signature
from models.core.arrays import Array, Label, Ports
from models.core.errors import ArtifactError, DataError, Fault, InputError
from models.evaluation.classification import class_probabilities
from models.kinds import KINDS, Kind, Port
from models.preprocessing.chain import Chain
from models.serving.runtimes import Runtime
from models.serving.runtimes.sklearn import SklearnRuntime, Source

#: Routes that do with the preprocessing of any model what these methods do with a scikit-learn transformer.
_ROUTES = {
    Method.TRANSFORM: "; POST /v1/models/{ref}/transform applies the model's preprocessing",
    Method.INVERSE_TRANSFORM: "; POST /v1/models/{ref}/inverse_transform inverts the model's preprocessing",
}

#: Kind of an answer with an object for each sample, by output name: of models of several inputs or outputs.
OUTPUTS = "outputs"
#: Kind of the answer, and form of its predictions, by method; of `predict` they are those of the model's kind.
_ANSWERS: dict[Method, tuple[str, type[BaseModel]]] = {
    Method.PREDICT_PROBA: ("probabilities", ProbabilitiesPrediction),
    Method.DECISION_FUNCTION: ("decision", DecisionPrediction),
    Method.TRANSFORM: ("transform", RowPrediction),
    Method.INVERSE_TRANSFORM: ("transform", RowPrediction),
}


def answer_forms() -> dict[str, type[BaseModel]]:
    """Return the form of one prediction by the kind of the answer, of models of one input and one output."""
    return {name: kind.answer for name, kind in KINDS.items()} | dict(_ANSWERS.values())


def answer_kind(method: Method | None, kind: Kind) -> str:
    """Return the kind of the answer of a model of one input and one output.

    Args:
        method: The method that the request names; None if it names none.
        kind: The kind of the model.
    """
    return kind.name if method in (None, Method.PREDICT) else _ANSWERS[method][0]


def lacking(method: Method, signature: Signature) -> str:
    """Return why a request may not name a method that the model lacks."""
    if len(signature.outputs) > 1:
        return f"expected no method for a model of several outputs ({', '.join(signature.outputs)}), got {method}{_ROUTES.get(method, '')}"
    if not signature.methods:
        return f"expected no method, for this model labels its training data only; got {method}"
    return f"expected one of {', '.join(signature.methods)}, got {method}{_ROUTES.get(method, '')}"


def values_of(method: Method, x: Ports, runtime: Runtime, source: Source | None, signature: Signature) -> Array:
    """Compute the values of a method, of a model of one output.

    Args:
        method: One that the model has.
        x: Prepared inputs by port, arrays of shape (n_samples, ...); transformed rows for `inverse_transform`.
        runtime: Runs the model; used where the method needs only its outputs.
        source: Returns the scikit-learn model for all other methods.
        signature: Signature of the model.

    Returns:
        The position of each sample's class, its cluster, or its values, array of shape (n_samples, ...), for `predict`;
        array of shape (n_samples, n_classes) for `predict_proba`; (n_samples,) for `decision_function` over two classes,
        (n_samples, n_classes) over more; rows for `transform` and `inverse_transform`.
    """
    if method not in signature.direct_methods:
        (array,) = x.values()
        return _scikit_learn(runtime, source).ask(method, array)
    (outputs,) = runtime.run(x).values()
    if not signature.output.has_probabilities:
        return outputs
    probabilities = class_probabilities(outputs)
    return probabilities if method is Method.PREDICT_PROBA else np.asarray(np.argmax(probabilities, axis=1))


def encode_values(method: Method, values: Array, kind: Kind, port: Port, given: Decoded) -> list[Prediction]:
    """Convert the values of a method to predictions, one for each sample.

    Args:
        method: The method.
        values: Its values; see `values_of`.
        kind: The kind of the output.
        port: The output.
        given: The decoded inputs.
    """
    return kind.encode_predicted(values, port, given) if method is Method.PREDICT else _ENCODERS[method](values, port)


def transformed_rows(items: Items, signature: Signature) -> Ports:
    """Convert rows of transformed values to an array, at the only input."""
    shape = signature.output.output_shape
    (name,) = signature.inputs
    rows = items[name] if isinstance(items, dict) else items
    return {name: stack_samples(rows, InputSignature(shape, "float64", images=False, model_shape=shape))}


def raw_rows(x: Array, chain: Chain) -> Array:
    """Invert prepared values of the only input to the raw data's units.

    Raises:
        InputError: A step has no inverse for such values.
    """
    try:
        for step in reversed(chain.input_steps):
            x = step.invert(x)
    except DataError as error:
        raise InputError([Fault(ROOT, str(error))]) from error
    return x


def _scikit_learn(runtime: Runtime, source: Source | None) -> SklearnRuntime:
    if isinstance(runtime, SklearnRuntime):
        return runtime
    if source is None:
        raise ArtifactError("this method needs the artifact beside the compiled form")
    return source()


def _probabilities(values: Array, port: Port) -> list[Prediction]:
    return [{"probabilities": scores} for scores in _with_labels(values, port.signature.labels)]


def _decisions(values: Array, port: Port) -> list[Prediction]:
    decisions: list[Any] = values.tolist() if values.ndim == 1 else _with_labels(values, port.signature.labels)
    return [{"decision": decision} for decision in decisions]


def _rows(values: Array, port: Port) -> list[Prediction]:
    return row_predictions(values)


_ENCODERS: dict[Method, Callable[[Array, Port], list[Prediction]]] = {
    Method.PREDICT_PROBA: _probabilities,
    Method.DECISION_FUNCTION: _decisions,
    Method.TRANSFORM: _rows,
    Method.INVERSE_TRANSFORM: _rows,
}


def _with_labels(scores: Array, labels: Sequence[Label] | None) -> list[dict[str, float]]:
    """Name each column by its label, or by its cluster."""
    names = [str(label) for label in (range(scores.shape[1]) if labels is None else labels)]
    return [dict(zip(names, row, strict=True)) for row in scores.tolist()]
