"""Layers of a spec to Keras layers."""

from typing import Any

import keras

from models.core.part import Part
from models.specs.layers import Layer
from models.specs.layers.bounds import L1, L1L2, L2, MaxNorm, NonNeg, UnitNorm


def build_layer(layer: Layer, name: str) -> Any:
    """Build a Keras layer, or what is called like one where Keras has none of that name.

    Args:
        layer: The layer of the spec.
        name: Its name in the model.
    """
    arguments = {key: _argument(value) for key, value in layer.keras_arguments().items()}
    wrapped = arguments.pop("wrapped", None)
    if wrapped is not None:
        arguments["layer"] = wrapped
    trainable = arguments.pop("trainable")
    built = layer.keras_class()(**arguments, name=name)
    if not trainable:
        built.trainable = False  # Said to the constructor of a wrapper, it would not reach the layer within.
    return built


def _argument(value: Any) -> Any:
    """Turn a part of a layer, such as a constraint, into the Keras object of its name."""
    if isinstance(value, Layer):
        return build_layer(value, value.name or f"wrapped_{value.layer.lower()}")
    if isinstance(value, MaxNorm | UnitNorm | NonNeg):
        return getattr(keras.constraints, value.constraint)(**value.model_dump(exclude={"constraint"}))
    if isinstance(value, L1 | L2 | L1L2):
        return getattr(keras.regularizers, value.regularizer)(**value.model_dump(exclude={"regularizer"}))
    if isinstance(value, Part):
        raise TypeError(f"expected a layer, a constraint or a regularizer, got {type(value).__name__}")
    return tuple(value) if isinstance(value, list) else value
