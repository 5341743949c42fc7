"""Layers that make images larger or smaller, channels last."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import LayerShapeError
from models.specs.layers.sliding import Extents2D, Sliding

Count = Annotated[int, Field(ge=0, le=1024)]
Side = tuple[Count, Count]


def _sides(value: object) -> object:
    """Let one number stand for all four sides, and a number an axis for both of its sides."""
    if isinstance(value, int) and not isinstance(value, bool):
        return ((value, value), (value, value))
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(item, int) for item in value):
        return ((value[0], value[0]), (value[1], value[1]))
    return value


Sides = Annotated[tuple[Side, Side], BeforeValidator(_sides)]


class _ImageLayer(Sliding):
    rank: ClassVar[int] = 60
    axes: ClassVar[tuple[str, ...]] = ("height", "width")


class UpSampling2D(_ImageLayer):
    """Repeat rows and columns, or draw values between them."""

    layer: Literal["UpSampling2D"]
    size: Extents2D = Field((2, 2), description="Factors by which height and width grow; one number for both.")
    interpolation: Literal["nearest", "bilinear"] = Field("nearest", description="How new values are found.")

    def output_shape(self, shape: Shape) -> Shape:
        sizes = (None if size is None else size * factor for size, factor in zip(self.spatial(shape), self.size, strict=True))
        return (*sizes, shape[-1])


class ZeroPadding2D(_ImageLayer):
    """Add zeros round an image."""

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
            raise LayerShapeError(f"Cropping2D of {self.cropping} leaves nothing of {shape_text(shape)}")
        return (*sizes, shape[-1])
