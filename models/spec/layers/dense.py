"""Fully connected layers and activations."""

from typing import ClassVar, Literal

from pydantic import Field

from models.spec.layers.base import Activation as ActivationName
from models.spec.layers.base import KernelLayer, Layer, LayerShapeError, Units, require_known
from models.spec.tensors import Shape


class Dense(KernelLayer):
    """A fully connected layer over the last axis."""

    kernel_rank: ClassVar[int] = 2
    layer: Literal["Dense"]
    units: Units = Field(description="Number of outputs.")

    def output_shape(self, shape: Shape) -> Shape:
        if not shape:
            raise LayerShapeError("Dense takes samples with at least one axis, but single numbers reach it")
        require_known("Dense", shape[-1], "last")
        return (*shape[:-1], self.units)

    def parameters(self, shape: Shape) -> int:
        return self.units * ((shape[-1] or 0) + self.use_bias)


class Activation(Layer):
    """An activation as a layer of its own."""

    layer: Literal["Activation"]
    activation: ActivationName = Field(description="Function applied to each value.")

    def output_shape(self, shape: Shape) -> Shape:
        return shape
