"""Layers that make one branch of several; for functional models."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError, require_axes


class Merge(Layer):
    """A layer of two or more inputs."""

    rank: ClassVar[int] = 110
    merges: ClassVar[bool] = True
    #: Most inputs the layer takes; None for any number.
    most: ClassVar[int | None] = None

    def output_shape(self, shape: Shape) -> Shape:
        raise LayerShapeError(f"{self.layer} takes two or more inputs, but one reaches it; it belongs into a functional model")

    def merged_shape(self, shapes: Sequence[Shape]) -> Shape:
        """Work out the sample shape the layer gives, from those that reach it.

        Raises:
            LayerShapeError: The layer cannot take them.
        """
        most = len(shapes) if self.most is None else self.most
        if not 2 <= len(shapes) <= most:
            wanted = "two inputs" if self.most == 2 else "two or more inputs"
            raise LayerShapeError(f"{self.layer} takes {wanted}, got {len(shapes)}")
        return self._merge(shapes)

    def _merge(self, shapes: Sequence[Shape]) -> Shape:
        """Return the common shape; layers that work place by place take equal ones only."""
        for shape in shapes[1:]:
            if shape != shapes[0]:
                raise LayerShapeError(f"{self.layer} takes branches of equal shape, but {shape_text(shapes[0])} and {shape_text(shape)} reach it")
        return shapes[0]


class Add(Merge):
    """Add branches."""

    layer: Literal["Add"]


class Subtract(Merge):
    """Take the second branch from the first."""

    most: ClassVar[int | None] = 2
    layer: Literal["Subtract"]


class Multiply(Merge):
    """Multiply branches."""

    layer: Literal["Multiply"]


class Average(Merge):
    """Take the mean of branches."""

    layer: Literal["Average"]


class Maximum(Merge):
    """Keep the largest of each value."""

    layer: Literal["Maximum"]


class Concatenate(Merge):
    """Lay branches side by side along their last axis."""

    layer: Literal["Concatenate"]

    def _merge(self, shapes: Sequence[Shape]) -> Shape:
        require_axes("Concatenate", shapes[0])
        for shape in shapes[1:]:
            if shape[:-1] != shapes[0][:-1] or len(shape) != len(shapes[0]):
                raise LayerShapeError(
                    f"Concatenate takes branches that differ in their last axis only, but {shape_text(shapes[0])} and {shape_text(shape)} reach it"
                )
        widths = [shape[-1] for shape in shapes]
        return (*shapes[0][:-1], None if None in widths else sum(width or 0 for width in widths))


class Dot(Merge):
    """Take the inner product of two branches along one axis of each."""

    most: ClassVar[int | None] = 2
    layer: Literal["Dot"]
    axes: tuple[int, int] = Field((1, 1), description="Axis of the first and of the second branch, counted from 1.")
    normalize: bool = Field(False, description="Bring both to length 1 first, which gives the cosine.")

    def _merge(self, shapes: Sequence[Shape]) -> Shape:
        first, second = shapes
        if not all(1 <= axis <= len(shape) for axis, shape in zip(self.axes, shapes, strict=True)):
            raise LayerShapeError(f"Dot along axes {self.axes} cannot take {shape_text(first)} and {shape_text(second)}")
        if len(first) > 2 or len(second) > 2:
            raise LayerShapeError(f"Dot takes branches of one or two axes, but {shape_text(first)} and {shape_text(second)} reach it")
        one, two = first[self.axes[0] - 1], second[self.axes[1] - 1]
        if one != two or one is None:
            indices = f"axis {self.axes[0]} of {shape_text(first)} and axis {self.axes[1]} of {shape_text(second)}"
            raise LayerShapeError(f"Dot takes axes of one size, but {indices} differ")
        left = tuple(size for axis, size in enumerate(first, 1) if axis != self.axes[0])
        right = tuple(size for axis, size in enumerate(second, 1) if axis != self.axes[1])
        return (*left, *right) or (1,)
