"""Layers that make training steadier: dropout and batch normalization."""

from typing import Literal

from pydantic import Field

from models.spec.layers.base import Layer, LayerShapeError, require_known
from models.spec.tensors import Shape


class Dropout(Layer):
    """Set a share of the values to zero, in training only."""

    layer: Literal["Dropout"]
    rate: float = Field(ge=0, lt=1, description="Share of the values dropped.")

    def output_shape(self, shape: Shape) -> Shape:
        return shape


class BatchNormalization(Layer):
    """Shift and scale each channel to mean 0 and deviation 1, over the batch."""

    layer: Literal["BatchNormalization"]
    momentum: float = Field(0.99, ge=0, lt=1, description="Weight of the past in the moving averages.")
    epsilon: float = Field(0.001, gt=0, description="Added to the variance.")

    def output_shape(self, shape: Shape) -> Shape:
        if not shape:
            raise LayerShapeError("BatchNormalization takes samples with at least one axis, but single numbers reach it")
        require_known("BatchNormalization", shape[-1], "last")
        return shape

    def parameters(self, shape: Shape) -> int:
        return 4 * (shape[-1] or 0)

    def frozen_parameters(self, shape: Shape) -> int:
        return 2 * (shape[-1] or 0)
