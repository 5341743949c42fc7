"""A functional spec to a Keras model."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras

from models.building.layers import build_layer
from models.errors import DataError
from models.spec.functional import Functional, Node
from models.spec.graph import ordered

#: Loads the network that a reference means.
LoadNetwork = Callable[[str], keras.Model]


def none_registered(ref: str) -> keras.Model:
    """Load nothing: there is no registry here.

    Raises:
        DataError: Always.
    """
    raise DataError(f"there is no registry to take model {ref!r} from")


def loader_of(artifact_of: Callable[[str], Path] | None) -> LoadNetwork:
    """Return a loader of registered models, given where their artifacts lie."""
    if artifact_of is None:
        return none_registered
    return lambda ref: keras.models.load_model(artifact_of(ref), compile=False)


def build_graph(model: Functional, input_shape: tuple[int, ...], load: LoadNetwork) -> keras.Model:
    """Build an uncompiled Keras model.

    Args:
        model: The graph; a checked one.
        input_shape: Shape of one sample that enters.
        load: Loads registered models that are used as layers.

    Returns:
        A built functional model, its layers named as its nodes.
    """
    layers: dict[str, Any] = {}
    tensors: dict[str, Any] = {}
    nodes, _ = ordered(model)
    for node in nodes:
        if node.is_input:
            tensors[node.name] = keras.Input(input_shape, name=node.name)
            continue
        layer = layers[node.shares] if node.shares else _layer(node, load)
        layers[node.name] = layer
        given = [tensors[name] for name in node.inputs]
        tensors[node.name] = layer(given if len(given) > 1 else given[0])
    inputs = [tensors[node.name] for node in nodes if node.is_input]
    outputs = [tensors[name] for name in model.outputs]
    return keras.Model(inputs if len(inputs) > 1 else inputs[0], outputs if len(outputs) > 1 else outputs[0])


def _layer(node: Node, load: LoadNetwork) -> Any:
    if node.layer is not None:
        return build_layer(node.layer, node.name)
    network = load(node.model or "")
    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    copy.name, copy.trainable = node.name, node.trainable
    return copy
