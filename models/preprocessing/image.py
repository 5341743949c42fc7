"""Convert images of any size, colour and file format to arrays of one size."""

from math import ceil
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from PIL import Image as Pillow
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import IMAGE, TensorType, shape_text
from models.preprocessing.deep_shades import WHITE, ShadeError, shades_of, white_of
from models.preprocessing.encoded_image import decode, plain
from models.preprocessing.ink import Negative, center_ink, cleared, resized, white_on_black
from models.preprocessing.step import State, Step, StepTypeError

#: Longest edge of an image at which a threshold is applied, in pixels: larger images are reduced first, which averages out noise.
LARGEST_CLEARED = 1024

Edge = Annotated[int, Field(ge=1, le=4096)]


class Image(Step):
    """Convert every image to one size, number of channels, and shades from 0 to 255; decoded arrays of that form pass unchanged.

    In arrays of floats 1 is white, in those of unsigned numbers of 16 bits 65,535, in others 255; that of the training part also
    holds for predictions.
    With `center`, the image is laid out like MNIST's digits: the part that is not black is scaled, and its center of mass is
    placed at the centre of the image. Before that, `negative` inverts dark ink on light paper, and `threshold` makes the
    background black. All three also apply to arrays of the right size.
    """

    rank: ClassVar[int] = 160
    invertible: ClassVar[bool] = False
    decodes: ClassVar[bool] = True
    learns_shape_only: ClassVar[bool] = True

    step: Literal["image"]
    size: tuple[Edge, Edge] = Field(description="Height and width of the output, in pixels.")
    mode: Literal["grey", "rgb"] = Field("grey", description="One channel (shape height x width), or three (height x width x 3).")
    center: bool = Field(False, description="Lay the ink out as in MNIST; grey images only, white on black.")
    negative: Negative = Field(
        "never", description="Invert the shades: always, or (auto) if the background is light, so that ink is white on black; grey images only."
    )
    threshold: Annotated[int, Field(ge=0, le=254)] | Literal["otsu"] = Field(
        0,
        description="Make pixels up to this shade black and stretch the others until their mean is white; otsu evens the light, and finds the "
        "shade that separates ink from background in each image; 0 leaves all pixels unchanged. Grey images only.",
    )

    @model_validator(mode="after")
    def _ink_is_grey(self) -> Self:
        for name in ("center", "negative", "threshold"):
            if self.mode != "grey" and getattr(self, name) != type(self).model_fields[name].default:
                raise ValueError(f"expected mode 'grey' with {name}, got {self.mode!r}")
        return self

    @property
    def _keeps_pixels(self) -> bool:
        return not self.center and self.negative == "never" and self.threshold == 0

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """Return the shape of one output image."""
        return self.size if self.mode == "grey" else (*self.size, 3)

    def output_type(self, given: TensorType) -> TensorType:
        if given.dtype == IMAGE:
            return TensorType(self.sample_shape, "uint8")
        if len(given.shape) not in (2, 3) or given.axis != "sample":
            raise StepTypeError(f"image: expected images of shape (height, width) or (height, width, channels), got {shape_text(given.shape)}")
        return given.with_shape(self.sample_shape).with_dtype("uint8")

    def range_fault(self, given: TensorType, values: tuple[float, float]) -> str:
        if not given.is_numeric:
            return ""
        (low, high), white = values, white_of(np.dtype(given.dtype))
        if low >= 0 and high <= white:
            return ""
        found = f"expected shades from 0 to {white:,g} in an array of {given.dtype}, got {low:,g} to {high:,g}"
        return f"{found}; save it as uint8 where 255 is white, as uint16 where 65,535 is, or as floats where 1 is"

    def keeps(self, given: TensorType) -> bool:
        return given.is_numeric and given.shape == self.sample_shape and self._keeps_pixels and self._white in (None, WHITE)

    def learn(self, x: Array) -> State:
        return {"white_": WHITE if x.dtype == object else white_of(x.dtype)}

    @property
    def _white(self) -> float | None:
        """Return the number that means white in arrays; None in earlier artifacts, which took arrays of the right shape as they were."""
        white: float | None = self._state.get("white_")
        return white

    def apply(self, x: Array) -> Array:
        if not len(x):
            return np.zeros((0, *self.sample_shape), np.uint8)
        if x.dtype == object:
            return np.stack([self.convert(sample) for sample in x])
        if x.shape[1:] == self.sample_shape and self._keeps_pixels and self._white is None:
            return x
        shades = self._shades(x)
        if shades.shape[1:] == self.sample_shape and self._keeps_pixels:
            return shades
        return np.stack([self.convert(sample) for sample in shades])

    def _shades(self, x: Array) -> Array:
        """Return the shades of decoded arrays, from 0 to 255."""
        try:
            return shades_of(x, self._white or WHITE)
        except ShadeError as error:
            raise DataError(f"image: {error} in an array of {x.dtype}") from error

    def convert(self, sample: Any) -> Array:
        """Convert one image, encoded bytes or a decoded uint8 array, to a uint8 array of shape `sample_shape`.

        Raises:
            NotAnImageError: The bytes are not an image, or the image is too large to decode.
        """
        image = decode(sample) if isinstance(sample, bytes) else plain(_image_of(np.asarray(sample, np.uint8)))
        mode = "L" if self.mode == "grey" else "RGB"
        image = image if image.mode == mode else image.convert(mode)
        if self._keeps_pixels:
            return resized(image, self.size)
        ink = self._ink(image)
        return center_ink(ink, self.size) if self.center else resized(Pillow.fromarray(ink), self.size)

    def _ink(self, image: Pillow.Image) -> Array:
        """Return the ink white on black, uint8 array of shape (height, width); for a threshold, large images are reduced."""
        if self.threshold == 0:
            return white_on_black(np.asarray(image, dtype=np.uint8), self.negative)
        small = image.reduce(max(1, ceil(max(image.size) / LARGEST_CLEARED)))
        return cleared(white_on_black(np.asarray(small, dtype=np.uint8), self.negative), self.threshold)


def _image_of(pixels: Array) -> Pillow.Image:
    return Pillow.fromarray(pixels[:, :, 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels)
