"""Layers that shift and scale values, and layers that add noise in training."""

from typing import ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape
from models.specs.layers.base import Layer, require_axes, require_known


class _SameShape(Layer):
    """A layer whose output has the shape of its input."""

    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True

    def output_shape(self, shape: Shape) -> Shape:
        return shape


class _OverChannels(_SameShape):
    """The same for samples with channels as the last axis."""

    def output_shape(self, shape: Shape) -> Shape:
        require_axes(self.layer, shape)
        require_known(self.layer, shape[-1], "last")
        return shape


class Dropout(_SameShape):
    """Set a share of the values to zero in training."""

    rank: ClassVar[int] = 20
    layer: Literal["Dropout"]
    rate: float = Field(ge=0, le=1, description="Share of the values dropped.")

    @property
    def drops_all(self) -> bool:
        return self.rate == 1


class GaussianNoise(_SameShape):
    """Add noise in training."""

    rank: ClassVar[int] = 71
    layer: Literal["GaussianNoise"]
    stddev: float = Field(ge=0, le=1, description="Standard deviation of the noise.")


class BatchNormalization(_OverChannels):
    """Shift and scale each channel to mean 0 and deviation 1, over the batch."""

    rank: ClassVar[int] = 70
    layer: Literal["BatchNormalization"]
    momentum: float = Field(0.99, ge=0, lt=1, description="Weight of earlier batches in the moving averages.")
    epsilon: float = Field(0.001, gt=0, description="Added to the variance.")
    center: bool = Field(True, description="Learn a shift.")
    scale: bool = Field(True, description="Learn a factor.")

    def parameters(self, shape: Shape) -> int:
        return (2 + self.center + self.scale) * (shape[-1] or 0)

    def frozen_parameters(self, shape: Shape) -> int:
        return 2 * (shape[-1] or 0)


class LayerNormalization(_OverChannels):
    """Shift and scale each position of each sample to mean 0 and deviation 1, over its channels."""

    rank: ClassVar[int] = 70
    layer: Literal["LayerNormalization"]
    epsilon: float = Field(0.001, gt=0, description="Added to the variance.")
    center: bool = Field(True, description="Learn a shift.")
    scale: bool = Field(True, description="Learn a factor.")

    def parameters(self, shape: Shape) -> int:
        return (self.center + self.scale) * (shape[-1] or 0)


class Rescaling(_SameShape):
    """Multiply every value by a factor and add an offset."""

    rank: ClassVar[int] = 101
    scales: ClassVar[bool] = True
    layer: Literal["Rescaling"]
    scale: float = Field(description="Factor.")
    offset: float = Field(0.0, description="Added to the product.")


class Normalization(_OverChannels):
    """Shift and scale by a given mean and variance."""

    rank: ClassVar[int] = 101
    wraps_in_time: ClassVar[bool] = False
    each_step: ClassVar[bool] = False
    scales: ClassVar[bool] = True
    layer: Literal["Normalization"]
    mean: float = Field(description="Mean of the values before.")
    variance: float = Field(gt=0, description="Variance of the values before.")
