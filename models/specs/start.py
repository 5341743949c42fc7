"""Training that goes on from a registered model: what has to be equal, and what is carried over."""

from typing import Any

from models.core.faults import quote
from models.specs.freezing import trained_network
from models.specs.job import JobSpec
from models.specs.registered import OriginSpec
from models.specs.start_from import StartFrom


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


def _trained(part: OriginSpec) -> list[bool]:
    """Return every `trainable` of a network, in order, as the job's own patterns leave it."""
    return _flags(trained_network(part).model_dump())


def _flags(value: Any) -> list[bool]:
    if isinstance(value, list):
        return [flag for item in value for flag in _flags(item)]
    if not isinstance(value, dict):
        return []
    return [flag for key, item in value.items() for flag in ([item] if key == "trainable" else _flags(item))]
