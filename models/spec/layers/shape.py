"""Layers that only move values about."""

from math import prod
from typing import Annotated, Literal

from pydantic import Field

from models.spec.layers.base import MAX_UNITS, Layer, LayerShapeError, require_known
from models.spec.tensors import Shape, shape_text


class Flatten(Layer):
    """Lay all axes of a sample out in one row."""

    layer: Literal["Flatten"]

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(require_known("Flatten", size, "every") for size in shape),)


class Reshape(Layer):
    """Give a sample another shape of the same number of values."""

    layer: Literal["Reshape"]
    target_shape: list[Annotated[int, Field(ge=1, le=MAX_UNITS)]] = Field(min_length=1, max_length=5, description="New shape of one sample.")

    def output_shape(self, shape: Shape) -> Shape:
        size = prod(require_known("Reshape", size, "every") for size in shape)
        if size != prod(self.target_shape):
            wanted = f"{shape_text(tuple(self.target_shape))} ({prod(self.target_shape)} values)"
            raise LayerShapeError(f"Reshape to {wanted} cannot take {shape_text(shape)} ({size} values)")
        return tuple(self.target_shape)
