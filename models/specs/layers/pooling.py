"""Pooling over sequences, images and volumes, channels last."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape
from models.specs.layers.base import Extents1D, Extents2D, Extents3D, Padding, Sliding


class _Pooling(Sliding):
    """One value for each window and channel."""

    rank: ClassVar[int] = 50
    pool_size: Any
    strides: Any
    padding: Padding = Field("valid", description="'same' lets the last window extend beyond the edge.")

    def output_shape(self, shape: Shape) -> Shape:
        return (*self.slide(shape, self.pool_size, self.strides or self.pool_size, self.padding), shape[-1])


class _Pooling1D(_Pooling):
    axes: ClassVar[tuple[str, ...]] = ("steps",)
    pool_size: Extents1D = Field((2,), description="Steps in a window.")
    strides: Extents1D | None = Field(None, description="Distance between windows; the size of a window when left out.")


class _Pooling2D(_Pooling):
    wraps_in_time: ClassVar[bool] = True
    axes: ClassVar[tuple[str, ...]] = ("height", "width")
    pool_size: Extents2D = Field((2, 2), description="Height and width of a window; one number for both.")
    strides: Extents2D | None = Field(None, description="Distance between windows; the size of a window when left out.")


class _Pooling3D(_Pooling):
    axes: ClassVar[tuple[str, ...]] = ("depth", "height", "width")
    pool_size: Extents3D = Field((2, 2, 2), description="Depth, height and width of a window; one number for all.")
    strides: Extents3D | None = Field(None, description="Distance between windows; the size of a window when left out.")


class MaxPooling1D(_Pooling1D):
    """Keep the largest value of each window of steps."""

    layer: Literal["MaxPooling1D"]


class MaxPooling2D(_Pooling2D):
    """Keep the largest value of each window of an image."""

    layer: Literal["MaxPooling2D"]


class MaxPooling3D(_Pooling3D):
    """Keep the largest value of each window of a volume."""

    layer: Literal["MaxPooling3D"]


class AveragePooling1D(_Pooling1D):
    """Take the mean of each window of steps."""

    layer: Literal["AveragePooling1D"]


class AveragePooling2D(_Pooling2D):
    """Take the mean of each window of an image."""

    layer: Literal["AveragePooling2D"]


class AveragePooling3D(_Pooling3D):
    """Take the mean of each window of a volume."""

    layer: Literal["AveragePooling3D"]


class _Global(Sliding):
    """One value for each channel."""

    rank: ClassVar[int] = 51

    def output_shape(self, shape: Shape) -> Shape:
        self.spatial(shape)
        return (shape[-1],)


class GlobalMaxPooling1D(_Global):
    """Keep the largest value of each channel over all steps."""

    axes: ClassVar[tuple[str, ...]] = ("steps",)
    layer: Literal["GlobalMaxPooling1D"]


class GlobalMaxPooling2D(_Global):
    """Keep the largest value of each channel over an image."""

    axes: ClassVar[tuple[str, ...]] = ("height", "width")
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["GlobalMaxPooling2D"]


class GlobalMaxPooling3D(_Global):
    """Keep the largest value of each channel over a volume."""

    axes: ClassVar[tuple[str, ...]] = ("depth", "height", "width")
    layer: Literal["GlobalMaxPooling3D"]


class GlobalAveragePooling1D(_Global):
    """Take the mean of each channel over all steps."""

    axes: ClassVar[tuple[str, ...]] = ("steps",)
    layer: Literal["GlobalAveragePooling1D"]


class GlobalAveragePooling2D(_Global):
    """Take the mean of each channel over an image."""

    axes: ClassVar[tuple[str, ...]] = ("height", "width")
    wraps_in_time: ClassVar[bool] = True
    layer: Literal["GlobalAveragePooling2D"]


class GlobalAveragePooling3D(_Global):
    """Take the mean of each channel over a volume."""

    axes: ClassVar[tuple[str, ...]] = ("depth", "height", "width")
    layer: Literal["GlobalAveragePooling3D"]
