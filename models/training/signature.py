"""What a trained model takes and gives."""

from typing import Any

from models.preprocessing.image import Image
from models.preprocessing.labels import Labels
from models.serving.runtime import KerasRuntime, SklearnRuntime
from models.serving.signature import Signature
from models.spec.job import JobSpec
from models.spec.kind import Kind, kind_of
from models.training.parts import Parts


def signature_of(spec: JobSpec, parts: Parts, runtime: KerasRuntime | SklearnRuntime) -> Signature:
    """Return the signature of a trained model.

    Args:
        spec: What it was trained by.
        parts: The data it was trained on.
        runtime: The model.
    """
    raw = parts.description.inputs
    kind = kind_of(spec, parts.description)
    labels = labels_of(parts, runtime) if kind is Kind.CLASSIFICATION else None
    return Signature(
        kind=kind,
        input_shape=(None, *raw.shape) if raw.axis == "time" else raw.shape,
        input_dtype=raw.dtype,
        pictures=any(isinstance(step, Image) for step in parts.chain.inputs),
        model_shape=parts.train.x.shape[1:],
        output_shape=_output_shape(parts, runtime, kind, labels),
        labels=labels,
    )


def labels_of(parts: Parts, runtime: KerasRuntime | SklearnRuntime) -> tuple[Any, ...]:
    """Return the labels of a classifier, in the order of its outputs."""
    if isinstance(runtime, SklearnRuntime):
        return tuple(parts.chain.invert(runtime.pipeline.classes_).tolist())
    step = next((step for step in parts.chain.targets if isinstance(step, Labels)), None)
    return tuple(step.classes_) if step else tuple(range(max(2, int(runtime.network.output_shape[-1]))))


def _output_shape(parts: Parts, runtime: KerasRuntime | SklearnRuntime, kind: Kind, labels: tuple[Any, ...] | None) -> tuple[int, ...]:
    if kind is Kind.CLUSTERING:
        return ()
    if isinstance(runtime, SklearnRuntime):
        return tuple(runtime.run(parts.train.x[:1]).shape[1:])
    return tuple(runtime.network.output_shape[1:])
