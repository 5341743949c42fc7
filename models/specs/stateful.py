"""Stateful layers judged: a batch goes on where the one before it left off, so order and size of batches are fixed."""

from models.core.errors import Fault
from models.datasets import Description
from models.specs.functional import Functional
from models.specs.job import JobSpec
from models.specs.layers import Layer
from models.specs.layers.recurrent import Recurrent
from models.specs.layers.wrappers import Bidirectional
from models.specs.model import Sequential
from models.specs.series import windows_of


def is_stateful(layer: Layer) -> bool:
    """Tell whether a layer, or the one it wraps, keeps its state from batch to batch."""
    if isinstance(layer, Recurrent):
        return layer.stateful
    return isinstance(layer, Bidirectional) and is_stateful(layer.wrapped)


def freed(layer: Layer) -> Layer:
    """Return a layer that keeps no state from batch to batch."""
    if isinstance(layer, Recurrent) and layer.stateful:
        return layer.model_copy(update={"stateful": False})
    return layer.model_copy(update={"wrapped": freed(layer.wrapped)}) if isinstance(layer, Bidirectional) else layer


def has_state(model: object) -> bool:
    """Tell whether a model has a stateful layer."""
    return isinstance(model, Sequential) and any(is_stateful(layer) for _, layer in model.placed)


def batch_faults(spec: JobSpec, data: Description) -> list[Fault]:
    """Refuse batches of which a part of series has not one whole, as all of a stateful layer's are."""
    if spec.training is None or not has_state(spec.model):
        return []
    size = spec.training.batch_size
    return [
        Fault("/training/batch_size", f"a stateful layer takes whole batches: expected at most the {n:,} windows of the {part} part, got {size:,}")
        for part, n in windows_of(spec, data)
        if 0 < n < size
    ]


def batch_warnings(spec: JobSpec, data: Description) -> list[Fault]:
    """Tell of windows of series that make no whole batch of a stateful layer."""
    if spec.training is None or not has_state(spec.model):
        return []
    size = spec.training.batch_size
    return [
        Fault(
            "/training/batch_size",
            f"a stateful layer takes whole batches: of the {n:,} windows of the {part} part the last {n % size:,} are left out",
        )
        for part, n in windows_of(spec, data)
        if n >= size and n % size
    ]


def stateful_faults(spec: JobSpec) -> list[Fault]:
    """List what stateful layers cannot be trained with."""
    faults = []
    if isinstance(spec.model, Functional):
        told = "stateful layers go into a sequential model; expected false, got true"
        faults = [Fault(f"{pointer}/stateful", told) for pointer, layer in spec.model.placed if is_stateful(layer)]
    if spec.training and has_state(spec.model) and spec.training.shuffle:
        faults.append(Fault("/training/shuffle", "a stateful layer goes on where the batch before it left off: expected false, got true"))
    return faults
