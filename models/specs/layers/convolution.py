"""Convolutions over sequences, images and volumes, channels last."""

from math import prod
from typing import Any, ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Activation, Extents1D, Extents2D, Extents3D, KernelLayer, LayerShapeError, Padding, Sliding, Units, n_values
from models.specs.layers.bounds import Constraint, Initializer

_IMAGE = ("height", "width")
_VOLUME = ("depth", "height", "width")


class _Convolution(KernelLayer, Sliding):
    """A convolution over any number of axes."""

    rank: ClassVar[int] = 40
    speed: ClassVar[float] = 7e10
    filters: Units = Field(description="Number of filters, the channels of the output.")
    kernel_size: Any
    strides: Any
    padding: Any

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.slide(shape, self.kernel_size, self.strides, self.padding), self.filters)

    def parameters(self, shape: Shape) -> int:
        return self.filters * (int(prod(self.kernel_size)) * (shape[-1] or 0) + self.use_bias)


class Conv1D(_Convolution):
    """A convolution over the steps of a sequence."""

    axes: ClassVar[tuple[str, ...]] = ("steps",)
    kernel_rank: ClassVar[int] = 3
    layer: Literal["Conv1D"]
    kernel_size: Extents1D = Field(description="Steps in a window.")
    strides: Extents1D = Field((1,), description="Steps between windows.")
    padding: Literal["valid", "same", "causal"] = Field("valid", description="'same' keeps the size; 'causal' uses earlier steps only.")


class Conv2D(_Convolution):
    """A convolution over images."""

    axes: ClassVar[tuple[str, ...]] = _IMAGE
    kernel_rank: ClassVar[int] = 4
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["Conv2D"]
    kernel_size: Extents2D = Field(description="Height and width of the filters; one number for both.")
    strides: Extents2D = Field((1, 1), description="Distance between windows; one number for both axes.")
    padding: Padding = Field("valid", description="'same' keeps the size before strides.")


class Conv3D(_Convolution):
    """A convolution over volumes."""

    axes: ClassVar[tuple[str, ...]] = _VOLUME
    kernel_rank: ClassVar[int] = 5
    layer: Literal["Conv3D"]
    kernel_size: Extents3D = Field(description="Depth, height and width of the filters; one number for all.")
    strides: Extents3D = Field((1, 1, 1), description="Distance between windows; one number for all axes.")
    padding: Padding = Field("valid", description="'same' keeps the size before strides.")


class Conv2DTranspose(_Convolution):
    """A transposed convolution: it enlarges images."""

    axes: ClassVar[tuple[str, ...]] = _IMAGE
    kernel_rank: ClassVar[int] = 4
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["Conv2DTranspose"]
    kernel_size: Extents2D = Field(description="Height and width of the filters; one number for both.")
    strides: Extents2D = Field((1, 1), description="Factor by which each axis grows; one number for both.")
    padding: Padding = Field("valid", description="'same' gives the size times the stride.")

    def output_shape(self, shape: Shape) -> Shape:
        sizes = zip(self.spatial(shape), self.kernel_size, self.strides, strict=True)
        return (*(self._grown(*one) for one in sizes), self.filters)

    def operations(self, shape: Shape, output: Shape) -> int:
        return self.parameters(shape) * n_values(shape[:-1])

    def _grown(self, size: int | None, window: int, stride: int) -> int | None:
        if size is None:
            return None
        return size * stride if self.padding == "same" else size * stride + max(window - stride, 0)


class _ByChannel(Sliding):
    """A separate convolution of each channel."""

    rank: ClassVar[int] = 41
    speed: ClassVar[float] = 1e10
    wraps_in_time: ClassVar[bool] = True
    axes: ClassVar[tuple[str, ...]] = _IMAGE
    kernel_rank: ClassVar[int] = 4
    kernel_size: Extents2D = Field(description="Height and width of the filters; one number for both.")
    strides: Extents2D = Field((1, 1), description="Distance between windows; one number for both axes.")
    padding: Padding = Field("valid", description="'same' keeps the size before strides.")
    depth_multiplier: int = Field(1, ge=1, le=1024, description="Number of filters for each channel.")
    activation: Activation = Field("linear", description="Function applied to the layer's output.")
    use_bias: bool = Field(True, description="Whether a bias is added.")

    def filtered(self, shape: Shape) -> int:
        """Return the number of channels after filtering."""
        return (shape[-1] or 0) * self.depth_multiplier

    def slid(self, shape: Shape) -> Shape:
        """Return height and width after filtering.

        Raises:
            LayerShapeError: The strides differ, or the window does not fit.
        """
        if self.strides[0] != self.strides[1]:
            raise LayerShapeError(f"{self.layer}: expected equal strides for both axes, got {shape_text(self.strides)}")
        return tuple(self.slide(shape, self.kernel_size, self.strides, self.padding))


class SeparableConv2D(_ByChannel):
    """A separate convolution of each channel, then one of the channels at each position."""

    layer: Literal["SeparableConv2D"]
    filters: Units = Field(description="Number of channels of the output.")
    depthwise_initializer: Initializer = Field("glorot_uniform", description="Initial values of the filters of channels.")
    pointwise_initializer: Initializer = Field("glorot_uniform", description="Initial values of the weights between channels.")
    depthwise_constraint: Constraint | None = Field(None, description="Constraint on the filters of channels.")
    pointwise_constraint: Constraint | None = Field(None, description="Constraint on the weights between channels.")

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.slid(shape), self.filters)

    def parameters(self, shape: Shape) -> int:
        channels = self.filtered(shape)
        return prod(self.kernel_size) * channels + channels * self.filters + self.use_bias * self.filters


class DepthwiseConv2D(_ByChannel):
    """A separate convolution of each channel."""

    layer: Literal["DepthwiseConv2D"]
    depthwise_initializer: Initializer = Field("glorot_uniform", description="Initial values of the filters.")
    depthwise_constraint: Constraint | None = Field(None, description="Constraint on the filters.")

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.slid(shape), self.filtered(shape))

    def parameters(self, shape: Shape) -> int:
        return self.filtered(shape) * (prod(self.kernel_size) + self.use_bias)
