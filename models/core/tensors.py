"""Shape and type of one sample."""

from dataclasses import dataclass, replace
from typing import Literal

Shape = tuple[int | None, ...]

#: Type of an encoded image: the bytes of a PNG, JPEG or other file.
IMAGE = "image"
#: Numbers of channels of arrays that can be shown as an image: grey, RGB, RGBA.
CHANNELS = (1, 3, 4)


@dataclass(frozen=True)
class TensorType:
    """The type of an array whose first axis counts samples, or time steps of a series.

    Args:
        shape: Shape of one sample, without the first axis; None for an axis of variable size.
        dtype: NumPy type name, for example "uint8" or "float32"; "str" for text, "object" for rows of numbers and text,
            IMAGE for encoded images of shape ().
        axis: Meaning of the first axis: independent samples, or the steps of one series.
    """

    shape: Shape
    dtype: str
    axis: Literal["sample", "time"] = "sample"

    @property
    def is_numeric(self) -> bool:
        """Return whether the samples contain only numbers."""
        return self.dtype not in ("str", "object", IMAGE)

    def with_shape(self, shape: Shape) -> "TensorType":
        """Return the same type with another sample shape."""
        return replace(self, shape=shape)

    def with_dtype(self, dtype: str) -> "TensorType":
        """Return the same type with another element type."""
        return replace(self, dtype=dtype)


def shape_text(shape: Shape) -> str:
    """Write a sample shape for a message: (28, 28, 1), or (n, 1) for an axis of variable size."""
    sizes = ", ".join("n" if size is None else str(size) for size in shape)
    return f"({sizes},)" if len(shape) == 1 else f"({sizes})"
