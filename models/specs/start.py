"""Training that goes on from a registered model: what has to be equal, and what is carried over."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from models.core.errors import Fault
from models.core.faults import quote
from models.core.tensors import shape_text
from models.datasets import Description
from models.preprocessing.labels import Labels
from models.specs.freezing import frozen_rows, kept_names, trained_network
from models.specs.functional import Functional
from models.specs.job import JobSpec
from models.specs.kind import Kind, kind_of
from models.specs.layer_rows import layer_rows
from models.specs.missing import named_origin, no_such_model
from models.specs.model import Sequential
from models.specs.network import layer_names
from models.specs.registered import Origin, OriginSpec, Registered
from models.specs.rows import LayerRow
from models.specs.start_from import StartFrom

POINTER = "/start_from"
#: Fields of a layer that say how it is trained, not what it computes, and endings of more of them.
_TRAINING_FIELDS = ("name", "trainable", "weights", "rate", "dropout", "recurrent_dropout", "stddev", "momentum")
_TRAINING_ENDINGS = ("_initializer", "_regularizer", "_constraint")
#: Largest learning rate that weights of a trained model are held to bear, where new layers behind them still give noise.
GENTLE_RATE = 1e-4


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
    origin = registered.origin(spec.origin_ref or "")
    unfit = _unfit(spec, origin)
    if unfit or origin is None:
        return [Fault(POINTER, unfit)], []
    if rows is None:
        return [], []
    if transfers(spec):
        return _weights_differ(spec, rows, origin, registered), _transfer_warnings(spec, rows, origin)
    difference = _layers_differ(spec, rows, origin, registered) or _answers_differ(spec, data, origin)
    return [Fault(POINTER, difference)] if difference else [], [] if difference else _warnings(spec, origin)


def transfers(spec: JobSpec) -> bool:
    """Tell whether a job takes some layers of the model it starts from, and not the model as it is."""
    return isinstance(spec.start_from, StartFrom) and spec.start_from.changes_layers


def same_steps(spec: JobSpec, origin: OriginSpec) -> bool:
    """Tell whether the preprocessing that a model recorded can be used as it is: that of the inputs alone, where layers are changed."""
    ours, theirs = (part.preprocessing.model_dump(include={"inputs"} if transfers(spec) else None) for part in (spec, origin))
    return ours == theirs


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
    if _trained(spec) != _trained(origin):
        return "other layers are trained"
    return ""


def _unfit(spec: JobSpec, origin: Origin | None) -> str:
    if not spec.task_facts.trains:
        return f"expected the task train, which alone goes on from a model, got {spec.task}"
    if origin is None:
        return no_such_model(spec.origin_ref)
    if origin.kind is Kind.NAMED:
        return named_origin(origin.ref)
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
        return {name: computing(layer.model_dump()) for name, layer in zip(layer_names(layers), layers, strict=True)}
    nodes = {node.name: node.model_dump(exclude={"layer", "shape"}) | (node.layer.model_dump() if node.layer else {}) for node in model.nodes}
    return {**{name: computing(fields) for name, fields in nodes.items()}, "the model": {"outputs": model.outputs}}


def computing(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields of a layer that say what it computes, not how it is trained."""
    kept = {key: value for key, value in fields.items() if key not in _TRAINING_FIELDS and not key.endswith(_TRAINING_ENDINGS)}
    return {key: computing(value) if isinstance(value, dict) else value for key, value in kept.items()}


def _trained(part: OriginSpec) -> list[bool]:
    """Return every `trainable` of a network, in order, as the job's own patterns leave it."""
    return _flags(trained_network(part).model_dump())


def _flags(value: Any) -> list[bool]:
    if isinstance(value, list):
        return [flag for item in value for flag in _flags(item)]
    if not isinstance(value, dict):
        return []
    return [flag for key, item in value.items() for flag in ([item] if key == "trainable" else _flags(item))]


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
    mend = "; to learn others, leave its last layer out (start_from.drop_last) and append one" if isinstance(spec.start_from, StartFrom) else ""
    return f"expected the labels of {origin.ref}, {quote(list(origin.labels))}, got {quote(list(labels))}{mend}"


def _warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    change = optimizer_change(spec, origin.spec)
    warnings = [Fault("/training/optimizer", f"{change}; it starts anew, from the weights of {origin.ref}")] if change else []
    return warnings + _step_warnings(spec, origin)


def _step_warnings(spec: JobSpec, origin: Origin) -> list[Fault]:
    if same_steps(spec, origin.spec):
        return []
    return [Fault("/preprocessing", f"the steps are not those of {origin.ref}: they are fitted anew, but its weights know what those gave")]


def _weights_differ(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin, registered: Registered) -> list[Fault]:
    """Refuse data on which a layer that is kept has other weights than it had: inputs of another size reach it."""
    theirs = {row.name: row for row in layer_rows(origin.spec.model, origin.model_shape, registered)[0]}
    kept = [row for row in rows if row.name in set(kept_names(spec))]
    different = next((row for row in kept if row.parameters != theirs[row.name].parameters), None)
    if different is None:
        return []
    came = f"{different.name} has {different.parameters:,} weights on this data and {theirs[different.name].parameters:,} there"
    return [Fault(POINTER, f"expected samples that reach the layers of {origin.ref} in a shape its weights fit, but {came}")]


def _transfer_warnings(spec: JobSpec, rows: Sequence[LayerRow], origin: Origin) -> list[Fault]:
    warnings = _step_warnings(spec, origin)
    rate = spec.training.optimizer.learning_rate if spec.training else 0.0
    names = set(kept_names(spec))
    kept = [row for row in frozen_rows(spec, rows) if row.name in names and row.parameters]
    if rate > GENTLE_RATE and kept and all(row.trainable for row in kept):
        risk = f"at a learning rate of {rate:g} the first steps, made while the new layers still guess, may undo what {origin.ref} has learned"
        warnings.append(Fault("/training/optimizer", f"{risk}: freeze its layers (start_from.freeze), or take a rate of {GENTLE_RATE:g} or less"))
    return warnings
