"""The signature of a trained model."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.artifact.signature import InputSignature, Method, OutputSignature, Signature
from models.core.arrays import Array
from models.core.deferred_rows import in_memory
from models.datasets.series_time import SeriesTime
from models.kinds import Kind, direct_methods
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain, filled_sources
from models.preprocessing.image import Image
from models.preprocessing.row_columns import numbered
from models.preprocessing.steps_in_order import each_series
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import JobSpec
from models.specs.learned import latent_space
from models.specs.model import has_state

#: Classifiers whose `predict` may differ from the most probable class: the probabilities of SVC are from a separate fit, and
#: boosted trees can differ in scores that are equal as rounded probabilities.
_NOT_BY_PROBABILITY = ("SVC", "GradientBoostingClassifier")


def signature_of(spec: JobSpec, prepared: Prepared, kinds: Mapping[str, Kind], runtime: KerasRuntime | SklearnRuntime) -> Signature:
    """Return the signature of a trained model.

    Args:
        spec: Its spec.
        prepared: Its data.
        kinds: The kind of each output.
        runtime: The model.
    """
    shapes, classes = _output_shapes(prepared, runtime), runtime.classes if isinstance(runtime, SklearnRuntime) else None
    outputs = {name: _output(name, kind, shape, prepared, classes) for (name, kind), shape in zip(kinds.items(), shapes, strict=True)}
    kind, output = next(iter(kinds.values())), next(iter(outputs.values()))
    return Signature(
        inputs={name: _input(name, prepared) for name in prepared.inputs},
        outputs=outputs,
        methods=_methods(prepared.chain, runtime, output) if len(outputs) == 1 else (),
        direct_methods=direct_methods(kind, output, predicts_likeliest=_predicts_likeliest(runtime)) if len(outputs) == 1 else (),
        stateful=has_state(spec.model),
        latent_size=_latent_size(spec, runtime),
        time=_time(spec, prepared),
    )


def _time(spec: JobSpec, prepared: Prepared) -> SeriesTime | None:
    """Return the time of series, with their ends where the last part has them: without a test part the last steps are left out of a subset."""
    time = next(iter(prepared.inputs.values())).time
    last = prepared.raw_test or (None if spec.data.subset else prepared.raw_validation or prepared.raw_train)
    if time is None or last is None:
        return None if time is None else replace(time, ends=())
    (steps,) = last.input_arrays.values()
    return time.with_ends(each_series(steps, last.lengths))


def _input(name: str, prepared: Prepared) -> InputSignature:
    data = prepared.inputs[name]
    raw = data.inputs
    return InputSignature(
        input_shape=(None, *raw.shape) if raw.axis == "time" else raw.shape,
        input_dtype=raw.dtype,
        images=any(isinstance(step, Image) for step in prepared.chain.inputs[name]),
        model_shape=prepared.train.shapes[name],
        columns=data.columns,
        text_columns=data.text_columns,
        cells=data.cells,
        gaps=_gaps(name, prepared),
        passed_over=data.passed_over,
    )


def _gaps(name: str, prepared: Prepared) -> tuple[int, ...]:
    """Return the columns whose missing values no step fills: the model has learned with them."""
    data = prepared.inputs[name]
    if data.inputs.axis == "time" or not data.gaps:
        return ()
    filled = filled_sources(prepared.chain.inputs[name], numbered(data.inputs.shape[0] or 0))
    return tuple(column for column in data.gaps if column not in filled)


def _output(name: str, kind: Kind, shape: tuple[int, ...], prepared: Prepared, classes: Array | None) -> OutputSignature:
    labels = kind.labels(prepared.chain, name, shape, classes)
    return OutputSignature(kind.name, shape, labels, prepared.targets[name].target_columns)


def _output_shapes(prepared: Prepared, runtime: KerasRuntime | SklearnRuntime) -> list[tuple[int, ...]]:
    if isinstance(runtime, KerasRuntime):
        return [tuple(output.shape[1:]) for output in runtime.network.outputs]
    (x,) = prepared.train.x.values()
    return [runtime.output_shape(in_memory(x[:1]))]


def _predicts_likeliest(runtime: KerasRuntime | SklearnRuntime) -> bool:
    return not (isinstance(runtime, SklearnRuntime) and type(runtime.pipeline[-1]).__name__ in _NOT_BY_PROBABILITY)


def _latent_size(spec: JobSpec, runtime: KerasRuntime | SklearnRuntime) -> int | None:
    space = latent_space(spec)
    return int(runtime.network.get_layer(space.mean).output.shape[-1]) if space and isinstance(runtime, KerasRuntime) else None


def _methods(chain: Chain, runtime: KerasRuntime | SklearnRuntime, output: OutputSignature) -> tuple[Method, ...]:
    if isinstance(runtime, KerasRuntime):
        return (Method.PREDICT, Method.PREDICT_PROBA) if output.labels is not None else (Method.PREDICT,)
    left_out = {Method.DECISION_FUNCTION} if runtime.seen is not None or _scores_pairs(runtime.pipeline) else set()
    if not all(step.has_inverse() for step in chain.input_steps):
        left_out.add(Method.INVERSE_TRANSFORM)
    return tuple(method for method in Method if hasattr(runtime.pipeline, method) and method not in left_out)


def _scores_pairs(pipeline: Any) -> bool:
    """Return whether the scores of a classifier are of pairs of labels, not of labels."""
    return getattr(pipeline[-1], "decision_function_shape", None) == "ovo" and len(pipeline.classes_) > 2
