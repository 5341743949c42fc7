"""A sequential spec to a compiled Keras model."""

from typing import Any

import keras

from models.spec.layers import Layer
from models.spec.model import Sequential
from models.spec.network import layer_names
from models.spec.part import Part
from models.spec.training import Training


def build_network(model: Sequential, input_shape: tuple[int, ...]) -> keras.Model:
    """Build an uncompiled Keras model.

    Args:
        model: The layers.
        input_shape: Shape of one sample that reaches the first layer.

    Returns:
        A built `keras.Sequential`, its layers named as the checker names them.
    """
    names = layer_names(model.layers)
    layers = [_build_layer(layer, name) for layer, name in zip(model.layers, names, strict=True)]
    return keras.Sequential([keras.Input(input_shape, name="inputs"), *layers], name="network")


def compile_network(network: keras.Model, training: Training) -> None:
    """Give a network its loss, optimizer and metrics."""
    optimizer = keras.optimizers.get({"class_name": training.optimizer.name, "config": training.optimizer.model_dump(exclude={"name"})})
    network.compile(optimizer=optimizer, loss=training.loss, metrics=[_metric(name) for name in training.metrics])


def _metric(name: str) -> Any:
    return keras.metrics.RootMeanSquaredError(name=name) if name == "root_mean_squared_error" else name


def _build_layer(layer: Layer, name: str) -> keras.layers.Layer:
    arguments = {key: _argument(getattr(layer, key), value) for key, value in layer.keras_arguments().items()}
    return getattr(keras.layers, layer.layer)(**{**arguments, "name": name})


def _argument(field: Any, value: Any) -> Any:
    """Turn a part of a layer, such as a constraint, into the Keras object of its name."""
    if not isinstance(field, Part):
        return tuple(value) if isinstance(value, list) else value
    kind = value.pop("constraint")
    return getattr(keras.constraints, kind)(**value)
