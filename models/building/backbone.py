"""A known architecture to a Keras model that is one layer of another; weights come from a registered model, or are drawn."""

import warnings
from typing import Any

import keras

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import Shape
from models.specs.backbones import backbone_of
from models.specs.layers.backbone import NO_WEIGHTS, Backbone
from models.specs.registered import Registered


def build_backbone(layer: Backbone, name: str, shape: Shape, registered: Registered) -> keras.Model:
    """Build an architecture of Keras Applications without its top. Nothing is ever fetched.

    Args:
        layer: Which one, and where its weights come from.
        name: Its name in the model.
        shape: Shape of the pictures that reach it.
        registered: Where a model with its weights is looked up.

    Raises:
        DataError: That model is gone, or holds other weights.
    """
    architecture = layer.keras_class()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "This model usually expects 1 or 3 input channels")  # It takes any number of them.
        network: keras.Model = architecture(include_top=False, weights=None, input_shape=shape, pooling=layer.pooling, name=name)
    if layer.weights != NO_WEIGHTS:
        values = _weights_of(layer, registered)
        if [value.shape for value in values] != [tuple(weight.shape) for weight in network.weights]:
            raise DataError(f"expected the weights of {layer.backbone} in {layer.weights}, but those it has are of other shapes")
        network.set_weights(values)
    if not layer.trainable:
        network.trainable = False
    return network


def _weights_of(layer: Backbone, registered: Registered) -> list[Array]:
    origin = registered.origin(layer.weights)
    if origin is None:
        raise DataError(f"there is no model {layer.weights} any more, whose weights {layer.backbone} is to start with")
    network: Any = keras.models.load_model(registered.artifact(layer.weights), compile=False)
    name = backbone_of(origin.spec.model, layer)
    values: list[Array] = (network.get_layer(name) if name else network).get_weights()
    return values
