"""Windows that slide over the axes of a sample."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError, require_known, require_rank

Padding = Literal["valid", "same"]
Extent = Annotated[int, Field(ge=1, le=1024)]


def _times(n: int) -> BeforeValidator:
    """Let one number stand for every axis."""
    return BeforeValidator(lambda value: (value,) * n if isinstance(value, int) and not isinstance(value, bool) else value)


Extents1D = Annotated[tuple[Extent], _times(1)]
Extents2D = Annotated[tuple[Extent, Extent], _times(2)]
Extents3D = Annotated[tuple[Extent, Extent, Extent], _times(3)]


class Sliding(Layer):
    """A layer over samples of some axes and, behind them, channels."""

    #: Names of the axes that windows slide over.
    axes: ClassVar[tuple[str, ...]]

    def spatial(self, shape: Shape) -> tuple[int | None, ...]:
        """Return the sizes of the axes before the channels; refuse a shape of another rank or unknown channels."""
        require_rank(self.layer, shape, len(self.axes) + 1, f"({', '.join(self.axes)}, channels)")
        require_known(self.layer, shape[-1], "channel")
        return shape[:-1]

    def slide(self, shape: Shape, window: tuple[int, ...], strides: tuple[int, ...], padding: str) -> Shape:
        """Return how many places the window has along each axis.

        Raises:
            LayerShapeError: It does not fit.
        """
        sizes = self.spatial(shape)
        indices = tuple(_indices(*one, padding) for one in zip(sizes, window, strides, strict=True))
        if any(index is not None and index < 1 for index in indices):
            extent = " x ".join(str(size) for size in window)
            raise LayerShapeError(f"{self.layer} with a window of {extent} does not fit into {shape_text(shape)}")
        return indices


def _indices(size: int | None, window: int, stride: int, padding: str) -> int | None:
    if size is None:
        return None
    return (size - window) // stride + 1 if padding == "valid" else -(-size // stride)
