"""Pictures of any size, colour and file format to arrays of one size."""

import io
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from PIL import Image as Pillow
from PIL import UnidentifiedImageError
from pydantic import Field, model_validator

from models.preprocessing.centering import center_ink, resized
from models.preprocessing.step import Array, Step, StepTypeError
from models.spec.tensors import PICTURE, TensorType, shape_text

#: Largest picture that is decoded, in pixels: 40 megapixels, far above a phone's photo of a digit.
MAX_PIXELS = 40_000_000

#: File formats that are taken; Pillow knows more, some of which start other programs.
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")

Edge = Annotated[int, Field(ge=1, le=4096)]


class NotAnImageError(ValueError):
    """The bytes are not a picture that can be decoded."""


class Image(Step):
    """Bring every picture to one size and number of channels; decoded arrays of that form pass unchanged.

    With `center`, the picture is laid out as MNIST's digits are: the part that is not black is fitted into the middle
    and put with its center of mass on the middle, also where the array came in the right size.
    """

    invertible: ClassVar[bool] = False
    #: Read by the predictor: the step takes encoded pictures too.
    decodes: ClassVar[bool] = True

    step: Literal["image"]
    size: tuple[Edge, Edge] = Field(description="Height and width of the arrays given, in pixels.")
    mode: Literal["grey", "rgb"] = Field("grey", description="One channel (shape height x width), or three (height x width x 3).")
    center: bool = Field(False, description="Lay the ink out as MNIST does; grey pictures only, white on black.")

    @model_validator(mode="after")
    def _center_is_grey(self) -> Self:
        if self.center and self.mode != "grey":
            raise ValueError(f"expected mode 'grey' with center, got {self.mode!r}")
        return self

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """Return the shape of one picture given."""
        return self.size if self.mode == "grey" else (*self.size, 3)

    def output_type(self, given: TensorType) -> TensorType:
        if given.dtype == PICTURE:
            return TensorType(self.sample_shape, "uint8")
        if len(given.shape) not in (2, 3) or given.axis != "sample":
            raise StepTypeError(
                f"image takes pictures of shape (height, width) or (height, width, channels), but {shape_text(given.shape)} reaches it"
            )
        return given.with_shape(self.sample_shape).with_dtype("uint8")

    def apply(self, x: Array) -> Array:
        if x.dtype != object and x.shape[1:] == self.sample_shape and not self.center:
            return x
        return np.stack([self.convert(sample) for sample in x]) if len(x) else np.zeros((0, *self.sample_shape), np.uint8)

    def convert(self, sample: Any) -> Array:
        """Bring one picture, encoded bytes or a decoded uint8 array, to the step's form.

        Raises:
            NotAnImageError: The bytes are no picture, or one too large to decode.
        """
        picture = decode(sample) if isinstance(sample, bytes) else _picture_of(np.asarray(sample, np.uint8))
        picture = _flatten_alpha(picture).convert("L" if self.mode == "grey" else "RGB")
        if self.center:
            return center_ink(np.asarray(picture, dtype=np.uint8), self.size)
        return resized(picture, self.size)


def decode(data: bytes) -> Pillow.Image:
    """Decode a picture of any of the formats taken.

    Args:
        data: The bytes of the file.

    Raises:
        NotAnImageError: They are no picture, or one too large to decode.
    """
    try:
        picture = Pillow.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise NotAnImageError(f"expected a picture of at most {MAX_PIXELS:,} pixels, got {picture.width} x {picture.height}")
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        if isinstance(error, NotAnImageError):
            raise
        raise NotAnImageError(f"expected a picture (PNG, JPEG, GIF, BMP, TIFF or WebP), got {len(data)} bytes that do not decode") from error
    return picture


def _picture_of(pixels: Array) -> Pillow.Image:
    return Pillow.fromarray(pixels[:, :, 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels)


def _flatten_alpha(picture: Pillow.Image) -> Pillow.Image:
    """Lay a transparent picture on white, as every viewer shows it."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture
    picture = picture.convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", picture.size, "white"), picture)
