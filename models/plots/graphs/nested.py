"""Models that are used as layers, described by the network that contains them."""

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

from models.specs.registered import NoneRegistered, RegisteredModel


class NestedModels(NoneRegistered):
    """Describes the registered models in a network by the network itself, where their shapes and weights are recorded.

    Args:
        nodes: Name of the node of each model, by its reference.
        runtime: Returns the runtime of the network; only asked for where there is such a model.
    """

    def __init__(self, nodes: Mapping[str, str], runtime: Callable[[], Any]) -> None:
        self._nodes, self._runtime = nodes, runtime

    def describe(self, ref: str) -> RegisteredModel | None:
        """Return the model of that reference; None if the network has none."""
        if ref not in self._nodes:
            return None
        layer = self._runtime().model.get_layer(self._nodes[ref])
        trainable = sum(prod(weight.shape) for weight in layer.trainable_weights)
        return RegisteredModel(ref, tuple(layer.input.shape[1:]), tuple(layer.output.shape[1:]), layer.count_params(), trainable)
