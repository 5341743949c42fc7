"""Layers that shift and scale, and layers that disturb values in training."""

from typing import ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape
from models.specs.layers.base import Layer, require_axes, require_known


class Dropout(Layer):
    """Set a share of the values to zero, in training only."""

    rank: ClassVar[int] = 20
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["Dropout"]
    rate: float = Field(ge=0, le=1, description="Share of the values dropped.")

    @property
    def drops_all(self) -> bool:
        return self.rate == 1

    def output_shape(self, shape: Shape) -> Shape:
        return shape


class GaussianNoise(Layer):
    """Add noise, in training only."""

    rank: ClassVar[int] = 71
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["GaussianNoise"]
    stddev: float = Field(ge=0, le=1, description="Standard deviation of the noise.")

    def output_shape(self, shape: Shape) -> Shape:
        return shape


class BatchNormalization(Layer):
    """Shift and scale each channel to mean 0 and deviation 1, over the batch."""

    rank: ClassVar[int] = 70
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["BatchNormalization"]
    momentum: float = Field(0.99, ge=0, lt=1, description="Weight of the past in the moving averages.")
    epsilon: float = Field(0.001, gt=0, description="Added to the variance.")
    center: bool = Field(True, description="Learn a shift.")
    scale: bool = Field(True, description="Learn a factor.")

    def output_shape(self, shape: Shape) -> Shape:
        require_axes("BatchNormalization", shape)
        require_known("BatchNormalization", shape[-1], "last")
        return shape

    def parameters(self, shape: Shape) -> int:
        return (2 + self.center + self.scale) * (shape[-1] or 0)

    def frozen_parameters(self, shape: Shape) -> int:
        return 2 * (shape[-1] or 0)


class LayerNormalization(Layer):
    """Shift and scale each place of each sample to mean 0 and deviation 1, over its channels."""

    rank: ClassVar[int] = 70
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["LayerNormalization"]
    epsilon: float = Field(0.001, gt=0, description="Added to the variance.")
    center: bool = Field(True, description="Learn a shift.")
    scale: bool = Field(True, description="Learn a factor.")

    def output_shape(self, shape: Shape) -> Shape:
        require_axes("LayerNormalization", shape)
        require_known("LayerNormalization", shape[-1], "last")
        return shape

    def parameters(self, shape: Shape) -> int:
        return (self.center + self.scale) * (shape[-1] or 0)


class Rescaling(Layer):
    """Multiply every value by a number and add another."""

    rank: ClassVar[int] = 101
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    scales: ClassVar[bool] = True
    layer: Literal["Rescaling"]
    scale: float = Field(description="Factor.")
    offset: float = Field(0.0, description="Added after it.")

    def output_shape(self, shape: Shape) -> Shape:
        return shape


class Normalization(Layer):
    """Shift and scale by a given mean and variance."""

    rank: ClassVar[int] = 101
    scales: ClassVar[bool] = True
    layer: Literal["Normalization"]
    mean: float = Field(description="Mean that becomes 0.")
    variance: float = Field(gt=0, description="Variance that becomes 1.")

    def output_shape(self, shape: Shape) -> Shape:
        require_axes("Normalization", shape)
        require_known("Normalization", shape[-1], "last")
        return shape
