"""Training that goes on from a registered model: what has to be equal, and what is carried over."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from models.datasets import Description
from models.errors import Fault
from models.preprocessing.labels import Labels
from models.spec.faults import quote
from models.spec.functional import Functional
from models.spec.job import JobSpec
from models.spec.kind import Kind, kind_of
from models.spec.layer_rows import layer_rows
from models.spec.model import Sequential
from models.spec.network import layer_names
from models.spec.registered import Origin, OriginSpec, Registered
from models.spec.rows import LayerRow
from models.spec.tensors import shape_text

POINTER = "/start_from"
#: Fields of a layer that say how it is trained, not what it computes, and endings of more of them.
_TRAINING_FIELDS = ("name", "trainable", "rate", "dropout", "recurrent_dropout", "stddev", "momentum")
_TRAINING_ENDINGS = ("_initializer", "_regularizer", "_constraint")


def judge_start(spec: JobSpec, rows: Sequence[LayerRow] | None, data: Description, registered: Registered) -> tuple[list[Fault], list[Fault]]:
    """Judge the model a spec goes on from.

    Args:
        spec: A spec that names one.
        rows: The layers of its network; None where the spec has other faults, which are to be mended first.
        data: What is known of the data set.
        registered: Where the model is looked up.

    Returns:
        What cannot work, and what is probably not meant.
    """
    origin = registered.origin(spec.start_from or "")
    unfit = _unfit(spec, origin)
    if unfit or origin is None:
        return [Fault(POINTER, unfit)], []
    if rows is None:
        return [], []
    difference = _layers_differ(spec, rows, origin, registered) or _answers_differ(spec, data, origin)
    return [Fault(POINTER, difference)] if difference else [], [] if difference else _warnings(spec, origin)


def same_steps(spec: JobSpec, origin: OriginSpec) -> bool:
    """Tell whether the preprocessing that a model recorded can be used as it is."""
    return spec.preprocessing.model_dump() == origin.preprocessing.model_dump()


def optimizer_change(spec: JobSpec, origin: OriginSpec) -> str:
    """Return why the state of the optimizer cannot be carried over; empty where it can.

    Only the learning rate may be another: all else decides which numbers an optimizer keeps, or what they mean.
    """
    if origin.training is None:
        return "the model was imported, without the state of an optimizer"
    ours, theirs = (part.training.optimizer.model_dump(exclude={"learning_rate"}) if part.training else {} for part in (spec, origin))
    if ours != theirs:
        key = next(key for key in ours if key not in theirs or ours[key] != theirs[key])
        return f"the optimizer is another one: {key} is {quote(ours[key])}, and was {quote(theirs.get(key))}"
    if _trained(spec.model.model_dump()) != _trained(origin.model.model_dump()):
        return "other layers are trained"
    return ""


def _unfit(spec: JobSpec, origin: Origin | None) -> str:
    if spec.task != "train":
        return f"expected the task train, which alone goes on from a model, got {spec.task}"
    if origin is None:
        return f"there is no model {quote(spec.start_from)}; a reference is a name, or a name and a version as in digits@3"
    if origin.kind is Kind.NAMED:
        return f"training goes on from a network of one input and one output, but {origin.ref} has named ones"
    for model, name in ((origin.spec.model, origin.ref), (spec.model, "the model of this job")):
        if not isinstance(model, Sequential | Functional):
            return f"training goes on from a network to a network, but {name} is a scikit-learn pipeline, which is fitted whole"
    return ""


def _layers_differ(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin, registered: Registered) -> str:
    """Return the first difference of two architectures; empty where they are equal."""
    if spec.model.kind != origin.spec.model.kind:
        return f"{origin.ref} is a {origin.spec.model.kind} model, but this one is {spec.model.kind}"
    for number, (ours, theirs) in enumerate(zip_longest(rows, layer_rows(origin.spec.model, origin.model_shape, registered)[0]), 1):
        if _line(ours) != _line(theirs):
            return f"expected the architecture of {origin.ref}, but layer {number} is {_line(ours)} here and {_line(theirs)} there"
    ours, theirs = _computations(spec.model), _computations(origin.spec.model)
    for name in ours:
        key = next((key for key in ours[name] if ours[name][key] != theirs[name].get(key)), None)
        if key is not None:
            came, wanted = quote(ours[name][key]), quote(theirs[name].get(key))
            return f"expected the architecture of {origin.ref}, but {key} of {name} is {came} here and {wanted} there"
    return ""


def _line(row: LayerRow | None) -> str:
    if row is None:
        return "missing"
    return f"{row.name} ({row.layer}, output {shape_text(row.output_shape)}, {row.parameters:,} parameters)"


def _computations(model: Any) -> dict[str, dict[str, Any]]:
    """Return by name what each layer computes, and what it computes that from."""
    if isinstance(model, Sequential):
        layers = [layer for _, layer in model.placed]
        return {name: _computing(layer.model_dump()) for name, layer in zip(layer_names(layers), layers, strict=True)}
    nodes = {node.name: node.model_dump(exclude={"layer", "shape"}) | (node.layer.model_dump() if node.layer else {}) for node in model.nodes}
    return {**{name: _computing(fields) for name, fields in nodes.items()}, "the model": {"outputs": model.outputs}}


def _computing(fields: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in fields.items() if key not in _TRAINING_FIELDS and not key.endswith(_TRAINING_ENDINGS)}
    return {key: _computing(value) if isinstance(value, dict) else value for key, value in kept.items()}


def _trained(value: Any) -> list[bool]:
    """Return every `trainable` of a model, in order."""
    if isinstance(value, list):
        return [flag for item in value for flag in _trained(item)]
    if not isinstance(value, dict):
        return []
    return [flag for key, item in value.items() for flag in ([item] if key == "trainable" else _trained(item))]


def _answers_differ(spec: JobSpec, data: Description, origin: Origin) -> str:
    kind = kind_of(spec, data)
    if kind is not origin.kind:
        return f"{origin.ref} is a model of {origin.kind}, but this job is one of {kind}"
    step = next((step for step in spec.preprocessing.target_steps if isinstance(step, Labels)), None)
    labels = (step.classes or data.labels) if step else None
    if labels is None or origin.labels is None or list(labels) == list(origin.labels):
        return ""
    if step is not None and step.classes is None and set(labels) == set(origin.labels):
        return ""
    return f"expected the labels of {origin.ref}, {quote(list(origin.labels))}, got {quote(list(labels))}"


def _warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    change = optimizer_change(spec, origin.spec)
    warnings = [Fault("/training/optimizer", f"{change}; it starts anew, from the weights of {origin.ref}")] if change else []
    if not same_steps(spec, origin.spec):
        warnings.append(
            Fault("/preprocessing", f"the steps are not those of {origin.ref}: they are fitted anew, but its weights know what those gave")
        )
    return warnings
