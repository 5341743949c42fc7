"""Stateful layers: a batch continues from the state in which the batch before left each series."""

from models.specs.model import AnyModel, layers_by_pointer


def has_state(model: AnyModel) -> bool:
    """Tell whether a model has a stateful layer."""
    return any(layer.keeps_state for _, layer in layers_by_pointer(model))
