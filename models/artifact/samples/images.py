"""Raw inputs that are images: files, base64 text as browsers and old tools write it, or arrays of decoded ones."""

import base64
import binascii
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from models.artifact.samples.numbers import MAX_FAULTS, ROOT, described, number_type
from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.tensors import shape_text
from models.preprocessing import Step
from models.preprocessing.chain import applied
from models.preprocessing.deep_shades import WHITE
from models.preprocessing.encoded_image import MAX_PIXELS, MAX_TOTAL_PIXELS, NotAnImageError, decode, head_of
from models.preprocessing.image import Image
from models.preprocessing.step_log import noted

#: Letters of the alphabet for URLs, and those that they stand for; blanks and ends of lines are left out.
_ALPHABET, _BLANKS = bytes.maketrans(b"-_", b"+/"), b" \t\r\n"


class ImageReader:
    """Reads the images of one input.

    They reach the `image` step of the model; a model without one that was trained on arrays of shades takes images of exactly their size.

    Args:
        signature: Signature of the input.
        steps: The fitted steps over it.
    """

    def __init__(self, signature: InputSignature, steps: Sequence[Step]) -> None:
        index = next((index for index, step in enumerate(steps) if isinstance(step, Image)), -1)
        step = steps[index] if index >= 0 else None
        self._step = step if isinstance(step, Image) else None
        self._rest, self._signature = tuple(steps[index + 1 :]), signature
        self._reads_only_images = signature.input_dtype == "image"

    @property
    def decoded_shape(self) -> tuple[int, ...] | None:
        """Return the shape of an image as an array, where the model was trained on files; None for other models."""
        return self._step.sample_shape if self._step is not None and self._reads_only_images else None

    def reads(self, first: Any) -> bool:
        """Tell whether samples, of which the first is given, are images for this reader."""
        return self._reads_only_images or isinstance(first, bytes) or (isinstance(first, str) and (self._step is not None or self._is_shades))

    def read(self, items: Sequence[Any] | Array) -> Array:
        """Decode and prepare images.

        Args:
            items: An image each: the bytes of a file, their base64 text, or an array of shades.

        Raises:
            InputError: The model takes no images, or some of the items are not such ones.
        """
        if self._step is None and not self._is_shades:
            raise InputError([Fault(ROOT, "expected numbers: this model takes no images")])
        stacked = self._stacked(items) if self._step is not None else None
        images = self._each(items) if stacked is None else stacked
        return applied(self._rest, images if self._step is None else noted(self._step, images))

    @property
    def _is_shades(self) -> bool:
        """Tell whether the model was trained on arrays whose values are shades of eight bits."""
        shape = self._signature.input_shape
        is_image = len(shape) in (2, 3) and None not in shape and (len(shape) == 2 or shape[2] in (1, 3))
        return is_image and self._signature.input_dtype == "uint8"

    def _each(self, items: Sequence[Any] | Array) -> Array:
        _require_few_pixels(items)
        images, faults = list[Array](), list[Fault]()
        for index, item in enumerate(items):
            try:
                images.append(self._image(item))
            except NotAnImageError as error:
                faults.append(Fault(f"{ROOT}/{index}", str(error)))
                if len(faults) == MAX_FAULTS:
                    break
        if faults:
            raise InputError(faults)
        return images[0][np.newaxis] if len(images) == 1 else np.stack(images)

    def _image(self, item: Any) -> Array:
        if not isinstance(item, bytes | str):
            return self._of_shades(item)
        file = _file_of(item)
        return self._of_exact_size(file) if self._step is None else self._step.convert(file)

    def _of_exact_size(self, file: bytes) -> Array:
        """Decode an image for a model that was trained on arrays of its size."""
        height, width, *channels = self._signature.input_shape
        head = head_of(file)
        image = decode(file) if {head.height, head.width} == {height, width} else head  # Its orientation may change height and width.
        if (image.height, image.width) != (height, width):
            expected = f"expected an image of {height} x {width} pixels, as this model has no `image` step to resize it"
            raise NotAnImageError(f"{expected}, got one of {image.height} x {image.width}")
        pixels = np.asarray(image.convert("RGB" if channels == [3] else "L"), number_type(self._signature))
        return pixels.reshape([size or 0 for size in self._signature.input_shape])

    def _stacked(self, items: Sequence[Any] | Array) -> Array | None:
        """Return images that are all arrays of one shape, after the image step; None for others."""
        try:
            if isinstance(items, np.ndarray) and items.dtype != object:
                return self._shades(items)
            if any(isinstance(item, bytes | str) for item in items):
                return None
            arrays = [np.asarray(item) for item in items]
            # Of several types one would hide another: truth values become numbers among numbers.
            return self._shades(np.asarray(arrays)) if len({array.dtype for array in arrays}) == 1 else None
        except (NotAnImageError, ValueError):
            return None

    def _of_shades(self, item: Any) -> Array:
        try:
            array = np.asarray(item)
        except ValueError as error:
            raise NotAnImageError(f"{self._expected}, got rows of unequal length") from error
        if array.dtype.kind not in "fiub" or array.ndim == 0:
            raise NotAnImageError(f"{self._expected}, got {described(item)}")
        image: Array = self._shades(array[np.newaxis])[0]
        return image

    def _shades(self, x: Array) -> Array:
        """Return decoded images after the image step.

        Args:
            x: Shades from 0 to 255, samples first: of shape (height, width), with an axis for channels, or flat in the shape of the step's output.

        Raises:
            NotAnImageError: They are not.
        """
        assert self._step is not None
        if x.dtype.kind not in "fiub":
            raise NotAnImageError(self._expected)
        flat = x.ndim == 2 and x.shape[1] == np.prod(self._step.sample_shape)
        x = x.reshape(-1, *self._step.sample_shape) if flat else x
        if x.ndim not in (3, 4) or 0 in x.shape or (x.ndim == 4 and x.shape[3] not in (1, 3, 4)):
            raise NotAnImageError(f"{self._expected}, got numbers of shape {shape_text(x.shape[1:])}")
        # Floats of 0 and 1 alone, and truth values, mean black and white: as shades of 255 both were black.
        is_share = x.dtype.kind in "fb" and x.max() == 1
        if not (x.min() >= 0 and x.max() <= WHITE) or is_share or (x.dtype.kind == "f" and not np.array_equal(x, np.rint(x))):
            x = x.astype(np.uint8) if x.dtype.kind == "b" else x
            raise NotAnImageError(f"expected whole shades from 0 to {WHITE}, got {x.min():,g} to {x.max():,g}{_way_out(x)}")
        return self._step.apply(x.astype(np.uint8))

    @property
    def _expected(self) -> str:
        if self._step is None:
            return "expected an image, as a file or as base64 text"
        return f"expected an image, as a file, as base64 text, or as shades from 0 to 255 of shape {shape_text(self._step.sample_shape)}"


def _require_few_pixels(items: Sequence[Any] | Array) -> None:
    """Refuse files that are many pixels together, before the first is decoded."""
    if len(items) * MAX_PIXELS <= MAX_TOTAL_PIXELS:
        return
    n_pixels = 0
    for item in items:
        with suppress(NotAnImageError):
            head = head_of(_file_of(item)) if isinstance(item, bytes | str) else None
            n_pixels += head.width * head.height if head else 0
    if n_pixels > MAX_TOTAL_PIXELS:
        most, came = f"{MAX_TOTAL_PIXELS // 10**6} megapixels", f"{len(items):,} images of {n_pixels / 10**6:,.0f} megapixels"
        raise InputError([Fault(ROOT, f"expected images of at most {most} together, got {came}; send fewer at once, or smaller ones")])


def _file_of(item: bytes | str) -> bytes:
    return item if isinstance(item, bytes) else file_of_text(item)


def file_of_text(text: str) -> bytes:
    """Return the bytes of a base64 text: plain, with lines, in the alphabet of URLs, without padding, or as a data: URL.

    Raises:
        NotAnImageError: It is not base64.
    """
    content = text
    if text[:5].lower() == "data:":
        head, comma, content = text.partition(",")
        if not comma or not head.lower().endswith(";base64"):
            raise NotAnImageError(f"expected an image as a data: URL in base64, as in data:image/png;base64,iVBOR..., got {described(head)}")
    try:
        packed = content.encode("ascii").translate(_ALPHABET, _BLANKS)
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAnImageError(f"expected an image as base64 text, got {described(content)}: {error}") from error


def _way_out(x: Array) -> str:
    least, most = float(x.min()), float(x.max())  # The largest shade of 16 bits is beyond 16-bit floats.
    if most <= 1:
        return "; multiply shades from 0 to 1 by 255"
    return "; divide shades of 16 bits by 257" if least >= 0 and WHITE < most <= 65_535 else ""
