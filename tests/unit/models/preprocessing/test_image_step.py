"""Images of any size, colour and file format become arrays of one size."""

import io

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image as Pillow

from models.preprocessing.encoded_image import MAX_PIXELS, NotAnImageError
from models.preprocessing.image import Image


def png(image: Pillow.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


GREY = Image(step="image", size=(28, 28))


def test_image_converts_a_coloured_image_to_a_grey_one_of_the_requested_size() -> None:
    found = GREY.convert(png(Pillow.new("RGB", (90, 60), (255, 0, 0))))
    assert (found.shape, found.dtype) == ((28, 28), np.uint8)
    assert np.unique(found).tolist() == [76]  # ITU-R 601: 0.299 * 255


def test_image_passes_a_decoded_image_of_the_requested_size_unchanged() -> None:
    pixels = np.arange(784, dtype=np.uint8).reshape(28, 28)
    assert_array_equal(GREY.convert(png(Pillow.fromarray(pixels))), pixels)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1), (1, 5, 1), (1, 1, 1)], ids=str)
def test_image_takes_images_one_pixel_wide(shape: tuple[int, ...]) -> None:
    assert np.unique(GREY.convert(np.full(shape, 7, np.uint8))).tolist() == [7]


def test_image_puts_a_transparent_image_on_white() -> None:
    assert np.unique(GREY.convert(png(Pillow.new("RGBA", (28, 28), (0, 0, 0, 0))))).tolist() == [255]


@pytest.mark.parametrize(
    ("data", "got"),
    [
        (b"", "got an empty file"),
        (b"junk", "got 4 bytes that do not decode"),
        (png(Pillow.new("L", (28, 28)))[:45], "got a PNG file that is cut off after 45 bytes"),
    ],
    ids=["nothing", "junk", "half an image"],
)
def test_image_refuses_bytes_that_are_not_an_image(data: bytes, got: str) -> None:
    with pytest.raises(NotAnImageError, match=got):
        GREY.convert(data)


def test_image_refuses_an_image_too_large_to_decode() -> None:
    with pytest.raises(NotAnImageError, match="at most 40 megapixels, got one of 40,001 x 1,000 pixels"):
        GREY.convert(png(Pillow.new("1", (MAX_PIXELS // 1000 + 1, 1000))))
