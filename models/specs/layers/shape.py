"""Layers that change the shape of samples, and layers that resize images, channels last."""

from collections.abc import Mapping
from math import prod
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from models.core.schema_name import SchemaName
from models.core.tensors import Shape, shape_text
from models.specs.layers.base import MAX_UNITS, Extents2D, Layer, LayerShapeError, Sliding, require_rank, require_sizes


class Flatten(Layer):
    """Flatten a sample to one axis."""

    rank: ClassVar[int] = 30
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["Flatten"]

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(require_sizes("Flatten", shape)),)


class Reshape(Layer):
    """Give a sample another shape of the same number of values."""

    rank: ClassVar[int] = 30
    wraps_in_time: ClassVar[bool] = True
    keras_names: ClassVar[Mapping[str, str]] = {"shape": "target_shape"}
    layer: Literal["Reshape"]
    shape: list[Annotated[int, Field(ge=1, le=MAX_UNITS)]] = Field(min_length=1, max_length=5, description="New shape of one sample.")

    def output_shape(self, shape: Shape) -> Shape:
        size = prod(require_sizes("Reshape", shape))
        if size != prod(self.shape):
            wanted = f"{shape_text(tuple(self.shape))} ({prod(self.shape)} values)"
            raise LayerShapeError(f"Reshape to {wanted}: expected as many values, got {shape_text(shape)} ({size} values)")
        return tuple(self.shape)


class Permute(Layer):
    """Reorder the axes of a sample."""

    rank: ClassVar[int] = 30
    layer: Literal["Permute"]
    dims: list[Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1, max_length=5, description="Axes in their new order, counted from 1.")

    def output_shape(self, shape: Shape) -> Shape:
        if sorted(self.dims) != list(range(1, len(shape) + 1)):
            wanted = f"samples of {len(self.dims)} axes, each named once"
            raise LayerShapeError(f"Permute by {self.dims}: expected {wanted}, got {shape_text(shape)}")
        return tuple(shape[axis - 1] for axis in self.dims)


class RepeatVector(Layer):
    """Repeat a row as the steps of a sequence."""

    rank: ClassVar[int] = 30
    layer: Literal["RepeatVector"]
    n: int = Field(ge=1, le=MAX_UNITS, description="Number of steps.")

    def output_shape(self, shape: Shape) -> Shape:
        require_rank("RepeatVector", shape, 1, "(features,)")
        return (self.n, *shape)


Count = Annotated[int, Field(ge=0, le=1024)]
Side = Annotated[tuple[Count, Count], SchemaName("Pair", "Two sizes.")]


def _sides(value: object) -> object:
    """Expand one number to all four sides, and one number for each axis to both of its sides."""
    if isinstance(value, int) and not isinstance(value, bool):
        return ((value, value), (value, value))
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(item, int) for item in value):
        return ((value[0], value[0]), (value[1], value[1]))
    return value


Sides = Annotated[
    tuple[Side, Side],
    BeforeValidator(_sides, json_schema_input_type=Count | Side | tuple[Side, Side]),
    SchemaName("Sides", "Sizes at the sides of an image: one number for all, one for each axis, or one for each side."),
]


class _ImageLayer(Sliding):
    rank: ClassVar[int] = 60
    axes: ClassVar[tuple[str, ...]] = ("height", "width")


class UpSampling2D(_ImageLayer):
    """Enlarge an image by repeating or interpolating rows and columns."""

    layer: Literal["UpSampling2D"]
    size: Extents2D = Field((2, 2), description="Factors by which height and width grow; one number for both.")
    interpolation: Literal["nearest", "bilinear"] = Field("nearest", description="Method of interpolation.")

    def output_shape(self, shape: Shape) -> Shape:
        sizes = (None if size is None else size * factor for size, factor in zip(self.spatial(shape), self.size, strict=True))
        return (*sizes, shape[-1])


class ZeroPadding2D(_ImageLayer):
    """Add zeros around an image."""

    layer: Literal["ZeroPadding2D"]
    padding: Sides = Field(((1, 1), (1, 1)), description="Rows above and below, columns left and right; one number for all.")

    def output_shape(self, shape: Shape) -> Shape:
        sizes = (None if size is None else size + sum(side) for size, side in zip(self.spatial(shape), self.padding, strict=True))
        return (*sizes, shape[-1])


class Cropping2D(_ImageLayer):
    """Cut rows and columns off an image."""

    layer: Literal["Cropping2D"]
    cropping: Sides = Field(((0, 0), (0, 0)), description="Rows above and below, columns left and right; one number for all.")

    def output_shape(self, shape: Shape) -> Shape:
        sizes = tuple(None if size is None else size - sum(side) for size, side in zip(self.spatial(shape), self.cropping, strict=True))
        if any(size is not None and size < 1 for size in sizes):
            raise LayerShapeError(f"Cropping2D of {self.cropping}: expected larger images, got {shape_text(shape)}")
        return (*sizes, shape[-1])
