"""Values of a model in the units it is fitted in, and in those of the raw data: its preprocessing, without the model."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from math import prod
from typing import Annotated, Any

import numpy as np
from pydantic import Discriminator, Field, Tag

from models.artifact.samples.numbers import ROOT, stack_samples
from models.artifact.signature import InputSignature
from models.core.arrays import Array, Label
from models.core.errors import DataError, Fault, InputError
from models.core.faults import pointer_of, quote
from models.core.part import Part
from models.evaluation.classification import class_probabilities
from models.kinds import Kind, Port
from models.preprocessing.step_log import StepLog
from models.serving.predictor import Predictor
from models.serving.window_counts import n_windows
from models.specs.classes import labels_step
from models.specs.training import FOR_ALL, PER_PORT, form_of

#: Most samples in one request, and most values in one response.
MAX_SAMPLES, MAX_VALUES = 10_000, 1_000_000
_TARGETS = "/targets"
#: Values of the only port, or by the names of several.
ByPort = Annotated[Annotated[list[Any], Tag(FOR_ALL)] | Annotated[dict[str, list[Any]], Tag(PER_PORT)], Discriminator(form_of)]


class TransformSpec(Part):
    """Raw values, to be preprocessed as for the model."""

    inputs: list[Any] | None = Field(None, max_length=MAX_SAMPLES, description="Raw inputs, as in a prediction.")
    each_step: bool = Field(False, description="Whether to return what each step makes of the input, too; of one input only.")
    targets: ByPort | None = Field(
        None, description="Raw targets: labels, numbers or rows; of several outputs an object of lists by output name. Those of a series are steps."
    )


class InverseSpec(Part):
    """Values in the units of the model, to be converted to those of the raw data."""

    inputs: ByPort | None = Field(None, description="Prepared inputs of the `model_shape`; of several inputs an object of lists by input name.")
    targets: ByPort | None = Field(
        None,
        description="Outputs or prepared targets: of the `output_shape`, or ids of classes; of several outputs an object of lists by output name.",
    )


@dataclass(frozen=True)
class Stage:
    """What a step has made of a sample.

    Args:
        step: Name of the step.
        value: The value after it.
    """

    step: str
    value: Array


@dataclass(frozen=True)
class Converted:
    """Converted values.

    Args:
        inputs: Values of each input; None if none were given.
        targets: Values of each output; None if none were given.
        counts: Number of windows of each series that was given as an input; None for other models.
        stages: What each step over an input gave for the one sample, by the name of the input, where that was asked for; else None. A series
            has its time steps first.
    """

    inputs: dict[str, Array] | None
    targets: dict[str, Array] | None
    counts: list[int] | None = None
    stages: dict[str, list[Stage]] | None = None


def transform(spec: TransformSpec, predictor: Predictor) -> Converted:
    """Preprocess raw values by the recorded steps of a model.

    Raises:
        InputError: Values that the model cannot take; or none at all.
    """
    _require_some(spec.inputs, spec.targets)
    if spec.each_step and len(spec.inputs or ()) != 1:
        raise InputError([Fault("/each_step", f"expected one input to follow through the steps, got {len(spec.inputs or ())}")])
    targets = None if spec.targets is None else _targets(spec.targets, predictor, _prepared_target)
    if not spec.inputs:
        return Converted(None if spec.inputs is None else dict.fromkeys(predictor.signature.inputs, np.empty(0)), targets)
    _require_few(spec.inputs, predictor)
    log = StepLog()
    with log if spec.each_step else nullcontext():
        given = predictor.decode(spec.inputs)
    stages = _stages(log, predictor) if spec.each_step else None
    return Converted(dict(given.x), targets, None if given.counts is None else list(given.counts), stages)


def _stages(log: StepLog, predictor: Predictor) -> dict[str, list[Stage]]:
    """Return what each step gave; a sample without the axis of samples."""
    is_series = predictor.kind.continues_series or predictor.kind.reads_texts
    return {
        name: [Stage(step.step, array if is_series else array[0]) for step, array in zip(steps, log.given_by(steps), strict=True)]
        for name, steps in predictor.chain.inputs.items()
    }


def inverse_transform(spec: InverseSpec, predictor: Predictor) -> Converted:
    """Convert values in the units of a model to the units and labels of the raw data.

    Raises:
        InputError: Values of another shape, a step without an inverse, or no values at all.
    """
    _require_some(spec.inputs, spec.targets)
    targets = None if spec.targets is None else _targets(spec.targets, predictor, _raw_target)
    return Converted(None if spec.inputs is None else _raw_inputs(spec.inputs, predictor), targets)


def _require_some(inputs: object, targets: object) -> None:
    if inputs is None and targets is None:
        raise InputError([Fault("", "expected inputs, targets or both, got neither")])


def _require_few(inputs: Sequence[Any], predictor: Predictor) -> None:
    """Refuse inputs whose prepared values are too many; windows of series are counted without making them."""
    n_values = n_windows(inputs, predictor) * sum(prod(shape) for shape in predictor.signature.model_shapes.values())
    if n_values > MAX_VALUES:
        raise InputError([Fault(ROOT, f"expected inputs that give at most {MAX_VALUES:,} prepared values, got {n_values:,}; send fewer at a time")])


def _lists(given: ByPort, names: Sequence[str], pointer: str) -> dict[str, list[Any]]:
    """Return the values of each port; a bare list is that of the only one."""
    if isinstance(given, list) and len(names) == 1:
        given = {names[0]: given}
    if not isinstance(given, dict) or given.keys() != set(names):
        came = f"an object with {', '.join(given) or 'nothing'}" if isinstance(given, dict) else "a list"
        raise InputError([Fault(pointer, f"expected an object of lists with {', '.join(names)}, got {came}")])
    for name, values in given.items():
        if len(values) > MAX_SAMPLES:
            detail = f"expected at most {MAX_SAMPLES:,} samples, got {len(values):,}"
            raise InputError([Fault(pointer + (pointer_of([name]) if len(names) > 1 else ""), detail)])
    return given


def _numbers(values: list[Any], shape: tuple[int, ...], pointer: str) -> Array:
    """Return samples of a shape as an array; numbers may stand for samples of one value."""
    bare = prod(shape) == 1 and bool(values) and not isinstance(values[0], list)
    try:
        numbers = stack_samples(values, InputSignature(() if bare else shape, "float64", images=False, model_shape=shape))
    except InputError as error:
        raise InputError([fault.moved(ROOT, pointer) for fault in error.faults]) from error
    return numbers.reshape(len(values), *shape)


def _raw_inputs(given: ByPort, predictor: Predictor) -> dict[str, Array]:
    shapes = predictor.signature.model_shapes
    lists = _lists(given, list(shapes), ROOT)
    return {name: _raw_input(name, lists[name], predictor, ROOT + (pointer_of([name]) if len(shapes) > 1 else "")) for name in shapes}


def _raw_input(name: str, values: list[Any], predictor: Predictor, pointer: str) -> Array:
    steps, window = predictor.chain.inputs[name], predictor.chain.window
    lossy = [step.step for step in steps if step is not window and not step.decodes and not step.has_inverse()]
    if lossy:
        raise InputError([Fault(pointer, f"expected a model whose input steps have an inverse; {', '.join(lossy)} has none")])
    if not values:
        return np.empty(0)
    numbers = _numbers(values, predictor.signature.inputs[name].model_shape, pointer)
    if predictor.kind.reads_texts:
        _require_ids(numbers, predictor.signature.output.labels or (), pointer)
    return _converted(lambda: predictor.chain.invert_inputs(name, numbers), pointer)


def _targets(given: ByPort, predictor: Predictor, convert: Callable[[list[Any], Kind, Port, str], Array]) -> dict[str, Array]:
    ports = {port.name: (kind, port) for kind, port in predictor.outputs_by_kind}
    for kind, _ in ports.values():
        if not (kind.takes_targets or kind.gives_inputs):
            advice = "; predict has the method inverse_transform" if kind.transforms else ""
            raise InputError([Fault(_TARGETS, f"expected no targets, as a model of kind {kind.name} is fitted to none{advice}")])
    lists = _lists(given, list(ports), _TARGETS)
    return {name: convert(lists[name], *found, _TARGETS + (pointer_of([name]) if len(ports) > 1 else "")) for name, found in ports.items()}


def _prepared_target(values: list[Any], kind: Kind, port: Port, pointer: str) -> Array:
    """Convert raw targets of an output to those that the model is fitted to."""
    if not values:
        return np.empty(0)
    if port.signature.labels is not None:
        return _prepared_labels(values, kind, port, port.signature.labels, pointer)
    shape = port.signature.output_shape
    numbers = _numbers(values, shape, pointer)
    if kind.gives_inputs:
        raise InputError([Fault(pointer, "expected inputs only, as the targets of an autoencoder are its prepared inputs")])
    window = port.chain.window
    if window is not None:
        numbers = numbers.reshape(*numbers.shape[:1], *((window.horizon,) if window.horizon > 1 else ()), -1)
    elif prod(shape) == 1:
        numbers = numbers.reshape(len(numbers))
    return _converted(lambda: port.chain.prepare_targets(port.name, numbers), pointer)


def _prepared_labels(values: list[Any], kind: Kind, port: Port, labels: Sequence[Label], pointer: str) -> Array:
    positions = {(type(label), label): index for index, label in enumerate(labels)}
    unknown = [index for index, value in enumerate(values) if isinstance(value, list | dict) or (type(value), value) not in positions]
    if unknown:
        listed = ", ".join(quote(label) for label in labels[:20])
        raise InputError(
            [Fault(f"{pointer}/{index}", f"expected a label of the model ({listed}), got {quote(values[index])}") for index in unknown[:10]]
        )
    if kind.reads_texts:
        return np.array([positions[type(value), value] for value in values])
    return _converted(lambda: port.chain.prepare_targets(port.name, np.array(values)), pointer)


def _raw_target(values: list[Any], kind: Kind, port: Port, pointer: str) -> Array:
    """Convert outputs, or prepared targets, to labels or to the units of the raw targets."""
    if not values:
        return np.empty(0)
    output, labels = port.signature, port.signature.labels
    if labels is None:
        numbers = _numbers(values, output.output_shape, pointer)
        return _converted(lambda: kind.in_units(numbers, port), pointer)
    if isinstance(values[0], str) and labels_step(port.chain.targets[port.name]) is None:
        _prepared_labels(values, kind, port, labels, pointer)  # Refuses what is no label.
        return np.array(values, object)
    if not isinstance(values[0], list):
        ids = _numbers(values, (), pointer)
        _require_ids(ids, labels, pointer)
    else:
        ids = class_probabilities(_numbers(values, output.output_shape or (len(labels),), pointer)).argmax(axis=1)
    return np.array([labels[index] for index in ids.astype(np.int64).tolist()], object)


def _require_ids(ids: Array, labels: Sequence[Label], pointer: str) -> None:
    wrong = np.argwhere((ids < 0) | (ids >= len(labels)) | (ids != np.floor(ids)))
    if len(wrong):
        position = tuple(wrong[0].tolist())
        where = pointer + "".join(f"/{index}" for index in position)
        detail = f"expected the id of one of {len(labels):,} classes, a whole number from 0 to {len(labels) - 1:,}, got {ids[position]:g}"
        raise InputError([Fault(where, detail)])


def _converted(convert: Callable[[], Array], pointer: str) -> Array:
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # Values that overflow become infinite, and null in a response.
            return convert()
    except DataError as error:
        raise InputError([Fault(pointer, str(error))]) from error
