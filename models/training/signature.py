"""What a trained model takes and gives."""

from typing import Any

from models.artifact.method import Method
from models.artifact.signature import Signature
from models.preparing.parts import Parts
from models.preprocessing.chain import Chain
from models.preprocessing.image import Image
from models.preprocessing.labels import Labels
from models.preprocessing.symbols import Symbols
from models.serving.runtime import KerasRuntime, SklearnRuntime
from models.specs.job import JobSpec
from models.specs.kind import Kind, kind_of
from models.specs.latent import latent_space
from models.specs.stateful import has_state

#: Classifiers whose `predict` may give another class than the likeliest: the probabilities of SVC come from a fit of their
#: own, and trees that were boosted differ in scores that rounding makes equal as probabilities.
_NOT_BY_PROBABILITY = ("SVC", "GradientBoostingClassifier")


def signature_of(spec: JobSpec, parts: Parts, runtime: KerasRuntime | SklearnRuntime) -> Signature:
    """Return the signature of a trained model.

    Args:
        spec: What it was trained by.
        parts: The data it was trained on.
        runtime: The model.
    """
    data = parts.description
    raw, kind = data.inputs, kind_of(spec, data)
    return Signature(
        kind=kind,
        input_shape=(None, *raw.shape) if raw.axis == "time" else raw.shape,
        input_dtype=raw.dtype,
        pictures=any(isinstance(step, Image) for step in parts.chain.inputs),
        model_shape=parts.train.x.shape[1:],
        output_shape=_output_shape(parts, runtime, kind),
        labels=labels_of(parts, runtime) if kind in (Kind.CLASSIFICATION, Kind.GENERATION) else None,
        methods=_methods(parts, runtime, kind),
        columns=data.columns,
        text_columns=data.text_columns,
        target_columns=data.target_columns,
        stateful=has_state(spec.model),
        latent_size=_latent_size(spec, runtime),
        predicts_likeliest=not (isinstance(runtime, SklearnRuntime) and type(runtime.pipeline[-1]).__name__ in _NOT_BY_PROBABILITY),
    )


def _latent_size(spec: JobSpec, runtime: KerasRuntime | SklearnRuntime) -> int | None:
    space = latent_space(spec)
    return int(runtime.network.get_layer(space.mean).output.shape[-1]) if space and isinstance(runtime, KerasRuntime) else None


def labels_of(parts: Parts, runtime: KerasRuntime | SklearnRuntime) -> tuple[Any, ...]:
    """Return the labels of a classifier, in the order of its outputs."""
    if isinstance(runtime, SklearnRuntime):
        return tuple(parts.chain.invert(runtime.pipeline.classes_).tolist())
    return network_labels(parts.chain, runtime.network.output_shape)


def network_labels(chain: Chain, output_shape: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the labels of a network's output, in its order: those that a step has learned, else numbers."""
    symbols = next((step for step in chain.inputs if isinstance(step, Symbols)), None)
    if symbols is not None:
        return tuple(symbols.vocabulary_)
    step = next((step for step in chain.targets if isinstance(step, Labels)), None)
    return tuple(step.classes_) if step else tuple(range(max(2, int(output_shape[-1]))))


def _output_shape(parts: Parts, runtime: KerasRuntime | SklearnRuntime, kind: Kind) -> tuple[int, ...]:
    if kind is Kind.CLUSTERING:
        return ()
    if isinstance(runtime, SklearnRuntime):
        return tuple(runtime.run(parts.train.x[:1]).shape[1:])
    return tuple(runtime.network.output_shape[1:])


def _methods(parts: Parts, runtime: KerasRuntime | SklearnRuntime, kind: Kind) -> tuple[Method, ...]:
    if isinstance(runtime, KerasRuntime):
        return (Method.PREDICT, Method.PREDICT_PROBA) if kind in (Kind.CLASSIFICATION, Kind.GENERATION) else (Method.PREDICT,)
    left_out = {Method.DECISION_FUNCTION} if _scores_pairs(runtime.pipeline) else set()
    if not all(step.has_inverse() for step in parts.chain.inputs):
        left_out.add(Method.INVERSE_TRANSFORM)
    return tuple(method for method in Method if hasattr(runtime.pipeline, method) and method not in left_out)


def _scores_pairs(pipeline: Any) -> bool:
    """Tell whether the scores of a classifier belong to pairs of labels, not to labels."""
    return getattr(pipeline[-1], "decision_function_shape", None) == "ovo" and len(pipeline.classes_) > 2
