"""Layers that only move values about."""

from math import prod
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import MAX_UNITS, Layer, LayerShapeError, require_rank, require_sizes


class Flatten(Layer):
    """Lay all axes of a sample out in one row."""

    rank: ClassVar[int] = 30
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["Flatten"]

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(require_sizes("Flatten", shape)),)


class Reshape(Layer):
    """Give a sample another shape of the same number of values."""

    rank: ClassVar[int] = 30
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["Reshape"]
    target_shape: list[Annotated[int, Field(ge=1, le=MAX_UNITS)]] = Field(min_length=1, max_length=5, description="New shape of one sample.")

    def output_shape(self, shape: Shape) -> Shape:
        size = prod(require_sizes("Reshape", shape))
        if size != prod(self.target_shape):
            wanted = f"{shape_text(tuple(self.target_shape))} ({prod(self.target_shape)} values)"
            raise LayerShapeError(f"Reshape to {wanted} cannot take {shape_text(shape)} ({size} values)")
        return tuple(self.target_shape)


class Permute(Layer):
    """Put the axes of a sample in another order."""

    rank: ClassVar[int] = 30
    layer: Literal["Permute"]
    dims: list[Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1, max_length=5, description="Axes in their new order, counted from 1.")

    def output_shape(self, shape: Shape) -> Shape:
        if sorted(self.dims) != list(range(1, len(shape) + 1)):
            wanted = f"samples of {len(self.dims)} axes, each named once"
            raise LayerShapeError(f"Permute by {self.dims} takes {wanted}, but {shape_text(shape)} reaches it")
        return tuple(shape[axis - 1] for axis in self.dims)


class RepeatVector(Layer):
    """Repeat a row, as the steps of a sequence."""

    rank: ClassVar[int] = 30
    layer: Literal["RepeatVector"]
    n: int = Field(ge=1, le=MAX_UNITS, description="How often.")

    def output_shape(self, shape: Shape) -> Shape:
        require_rank("RepeatVector", shape, 1, "(features,)")
        return (self.n, *shape)
