"""Pictures of any size, colour and file format to arrays of one size."""

import io
from math import ceil
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from PIL import Image as Pillow
from PIL import UnidentifiedImageError
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.tensors import IMAGE, TensorType, shape_text
from models.preprocessing.centering import center_ink, resized
from models.preprocessing.ink import Negative, cleared, white_on_black
from models.preprocessing.step import Step, StepTypeError
from models.preprocessing.upright import upright

#: Largest picture that is decoded, in pixels: 40 megapixels, far above a phone's photo of a digit.
MAX_PIXELS = 40_000_000

#: File formats that are taken; Pillow knows more, some of which start other programs.
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")

#: Longest edge of a picture, in pixels, at which a threshold is applied: larger ones are made smaller first, which averages the grain out.
LARGEST_CLEARED = 1024

Edge = Annotated[int, Field(ge=1, le=4096)]


class NotAnImageError(ValueError):
    """The bytes are not a picture that can be decoded."""


class Image(Step):
    """Bring every picture to one size and number of channels; decoded arrays of that form pass unchanged.

    With `center`, the picture is laid out as MNIST's digits are: the part that is not black is fitted into the middle
    and put with its center of mass on the middle, also where the array came in the right size. Dark ink on light paper is
    turned round by `negative`, and the ground made black by `threshold`, before that; also where the array came in the right size.
    """

    rank: ClassVar[int] = 160
    invertible: ClassVar[bool] = False
    decodes: ClassVar[bool] = True

    step: Literal["image"]
    size: tuple[Edge, Edge] = Field(description="Height and width of the arrays given, in pixels.")
    mode: Literal["grey", "rgb"] = Field("grey", description="One channel (shape height x width), or three (height x width x 3).")
    center: bool = Field(False, description="Lay the ink out as MNIST does; grey pictures only, white on black.")
    negative: Negative = Field(
        "never", description="Turn shades round: always, or (auto) where the ground is light, so that ink is white on black; grey pictures only."
    )
    threshold: Annotated[int, Field(ge=0, le=254)] | Literal["otsu"] = Field(
        0,
        description="Make pixels up to this shade black and stretch those above until their mean is white; otsu evens the light, and finds the "
        "shade that parts ink from ground in each picture; 0 leaves all as they are. Grey pictures only.",
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
        """Return the shape of one picture given."""
        return self.size if self.mode == "grey" else (*self.size, 3)

    def output_type(self, given: TensorType) -> TensorType:
        if given.dtype == IMAGE:
            return TensorType(self.sample_shape, "uint8")
        if len(given.shape) not in (2, 3) or given.axis != "sample":
            raise StepTypeError(
                f"image takes pictures of shape (height, width) or (height, width, channels), but {shape_text(given.shape)} reaches it"
            )
        return given.with_shape(self.sample_shape).with_dtype("uint8")

    def apply(self, x: Array) -> Array:
        if x.dtype != object and x.shape[1:] == self.sample_shape and self._keeps_pixels:
            return x
        return np.stack([self.convert(sample) for sample in x]) if len(x) else np.zeros((0, *self.sample_shape), np.uint8)

    def convert(self, sample: Any) -> Array:
        """Bring one picture, encoded bytes or a decoded uint8 array, to the step's form.

        Raises:
            NotAnImageError: The bytes are no picture, or one too large to decode.
        """
        image = decode(sample) if isinstance(sample, bytes) else _image_of(np.asarray(sample, np.uint8))
        image = _flatten_alpha(image).convert("L" if self.mode == "grey" else "RGB")
        if self._keeps_pixels:
            return resized(image, self.size)
        ink = self._ink(image)
        return center_ink(ink, self.size) if self.center else resized(Pillow.fromarray(ink), self.size)

    def _ink(self, image: Pillow.Image) -> Array:
        """Return the ink white on black, in the picture's own size where that is not too large for a threshold."""
        if self.threshold == 0:
            return white_on_black(np.asarray(image, dtype=np.uint8), self.negative)
        small = image.reduce(max(1, ceil(max(image.size) / LARGEST_CLEARED)))
        return cleared(white_on_black(np.asarray(small, dtype=np.uint8), self.negative), self.threshold)


def decode(data: bytes) -> Pillow.Image:
    """Decode a picture of any of the formats taken, and turn it upright.

    Args:
        data: The bytes of the file.

    Raises:
        NotAnImageError: They are no picture, or one too large to decode.
    """
    try:
        image: Pillow.Image = Pillow.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise NotAnImageError(f"expected a picture of at most {MAX_PIXELS:,} pixels, got {image.width} x {image.height}")
        image.load()
        image = upright(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        if isinstance(error, NotAnImageError):
            raise
        raise NotAnImageError(f"expected a picture (PNG, JPEG, GIF, BMP, TIFF or WebP), got {len(data)} bytes that do not decode") from error
    return image


def _image_of(pixels: Array) -> Pillow.Image:
    return Pillow.fromarray(pixels[:, :, 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels)


def _flatten_alpha(image: Pillow.Image) -> Pillow.Image:
    """Lay a transparent picture on white, as every viewer shows it."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    image = image.convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image)
