"""A layer with another name in Keras, and one with the same name."""

from functools import partial
from typing import Any, Literal

from pydantic import Field

from models.core.tensors import Shape
from models.specs.layers.base import Layer


class Swish(Layer):
    """Multiply each value by its sigmoid. Source: Ramachandran, Zoph and Le, "Searching for activation functions", 2017."""

    layer: Literal["Swish"]

    def output_shape(self, shape: Shape) -> Shape:
        return shape

    def keras_class(self) -> Any:
        import keras

        return partial(keras.layers.Activation, "silu")


class LeakyReLU(Layer):
    """Scale values below zero; keep the others."""

    layer: Literal["LeakyReLU"]
    negative_slope: float = Field(ge=0, lt=1, description="Factor of values below zero.", examples=[0.3])

    def output_shape(self, shape: Shape) -> Shape:
        return shape
