"""Convolution and pooling over images, channels last."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from models.spec.layers.base import KernelLayer, Layer, LayerShapeError, Units, require_known, require_rank
from models.spec.tensors import Shape, shape_text


def _twice(value: object) -> object:
    return (value, value) if isinstance(value, int) else value


Extent = Annotated[int, Field(ge=1, le=1024)]
Pair = Annotated[tuple[Extent, Extent], BeforeValidator(_twice)]
Padding = Literal["valid", "same"]


def window_output(size: int, window: int, stride: int, padding: Padding) -> int:
    """Return how many places a sliding window has along an axis of `size` values."""
    return -(-size // stride) if padding == "same" else (size - window) // stride + 1


class _ImageWindow(Layer):
    """A window that slides over the two image axes."""

    padding: Padding = Field("valid", description="'same' keeps the size (before strides), 'valid' adds no border.")

    def _slide(self, shape: Shape, window: tuple[int, int], strides: tuple[int, int]) -> tuple[int, int]:
        require_rank(self.layer, shape, 3, "(height, width, channels)")
        height, width = (require_known(self.layer, size, axis) for size, axis in zip(shape, ("height", "width"), strict=False))
        places = (
            window_output(height, window[0], strides[0], self.padding),
            window_output(width, window[1], strides[1], self.padding),
        )
        if min(places) < 1:
            raise LayerShapeError(f"{self.layer} with a {window[0]}x{window[1]} window does not fit into {shape_text(shape)}")
        return places


class Conv2D(KernelLayer, _ImageWindow):
    """A 2D convolution."""

    kernel_rank: ClassVar[int] = 4
    layer: Literal["Conv2D"]
    filters: Units = Field(description="Number of filters, the channels of the output.")
    kernel_size: Pair = Field(description="Height and width of the filters; one number for both.")
    strides: Pair = Field((1, 1), description="Steps by which the filters move; one number for both.")

    def output_shape(self, shape: Shape) -> Shape:
        require_known("Conv2D", shape[-1] if shape else None, "channel")
        return (*self._slide(shape, self.kernel_size, self.strides), self.filters)

    def parameters(self, shape: Shape) -> int:
        return self.filters * (self.kernel_size[0] * self.kernel_size[1] * (shape[-1] or 0) + self.use_bias)


class MaxPooling2D(_ImageWindow):
    """Keep the largest value of each window."""

    layer: Literal["MaxPooling2D"]
    pool_size: Pair = Field((2, 2), description="Height and width of the windows; one number for both.")

    def output_shape(self, shape: Shape) -> Shape:
        return (*self._slide(shape, self.pool_size, self.pool_size), shape[-1])
