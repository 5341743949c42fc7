"""A functional spec to a Keras model."""

from collections.abc import Mapping
from typing import Any

import keras

from models.building.backbone import build_backbone
from models.building.layers import build_layer
from models.specs.functional import Functional, Node
from models.specs.graph import ordered
from models.specs.layers import Backbone
from models.specs.registered import Registered

#: Shape of one sample that enters at the one input, or that of each input by its name.
Shapes = tuple[int, ...] | Mapping[str, tuple[int, ...]]


def build_graph(model: Functional, input_shape: Shapes, registered: Registered) -> keras.Model:
    """Build an uncompiled Keras model.

    Args:
        model: The graph; a checked one.
        input_shape: Shape of one sample that enters; by the names of the inputs where they are told apart.
        registered: Where models used as layers are looked up.

    Returns:
        A built functional model, its layers named as its nodes.
    """
    layers: dict[str, Any] = {}
    tensors: dict[str, Any] = {}
    nodes, _ = ordered(model)
    for node in nodes:
        if node.is_input:
            shape = input_shape[node.name] if isinstance(input_shape, Mapping) else input_shape
            tensors[node.name] = keras.Input(shape, name=node.name)
            continue
        given = [tensors[name] for name in node.inputs]
        layer = layers[node.shares] if node.shares else _layer(node, given[0].shape[1:], registered)
        layers[node.name] = layer
        tensors[node.name] = layer(given if len(given) > 1 else given[0])
    inputs = [tensors[name] for name in model.input_names]
    outputs = [tensors[name] for name in model.outputs]
    return keras.Model(inputs if len(inputs) > 1 else inputs[0], outputs if len(outputs) > 1 else outputs[0])


def _layer(node: Node, shape: tuple[int, ...], registered: Registered) -> Any:
    if isinstance(node.layer, Backbone):
        return build_backbone(node.layer, node.name, shape, registered)
    if node.layer is not None:
        return build_layer(node.layer, node.name)
    network = keras.models.load_model(registered.artifact(node.model or ""), compile=False)
    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    copy.name, copy.trainable = node.name, node.trainable
    return copy
