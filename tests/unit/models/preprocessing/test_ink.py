"""Ink made white on black."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_array_equal
from PIL import Image as Pillow
from pydantic import ValidationError

from models.core.arrays import Array
from models.datasets.mnist import Mnist
from models.preprocessing.image import Image
from models.preprocessing.ink import cleared, evened, otsu_level, white_on_black

PHOTOGRAPH = Image(step="image", size=(28, 28), negative="auto", threshold="otsu", center=True)


def paper(width: int = 50, light: float = 40.0) -> Array:
    """A bar of dark ink off the middle of grainy paper, lit from one side."""
    image = np.full((600, 400), 160.0)
    image[100:300, 250 : 250 + width] = 40
    image += np.linspace(0, light, 400) + np.random.default_rng(0).normal(scale=4, size=image.shape)
    return image.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("shades", "level"), [([10, 10, 200, 200], 104), ([0, 1, 2, 250], 125), ([7, 7], 7), ([0, 255], 127)], ids=["two", "one apart", "one", "ends"]
)
def test_the_level_separates_dark_from_light(shades: list[int], level: int) -> None:
    assert otsu_level(np.array([shades], np.uint8)) == pytest.approx(level, abs=1)


@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_no_other_level_has_a_larger_variance_between_its_groups(pixels: Array) -> None:
    def between(level: int) -> float:
        dark, light = pixels[pixels <= level], pixels[pixels > level]
        return len(dark) * len(light) * float(dark.mean() - light.mean()) ** 2 if len(dark) and len(light) else 0.0

    assert between(otsu_level(pixels)) == pytest.approx(max(between(level) for level in range(256)))


def test_dark_ink_on_a_light_background_is_inverted_and_light_ink_is_not() -> None:
    image = paper()
    assert_array_equal(white_on_black(image, "auto"), 255 - image)
    assert_array_equal(white_on_black(255 - image, "auto"), 255 - image)
    assert_array_equal(white_on_black(image, "never"), image)
    assert_array_equal(white_on_black(255 - image, "always"), image)


def test_no_digit_of_mnist_is_inverted() -> None:
    assert all(white_on_black(image, "auto") is image for image in Mnist().load(None).inputs[:1000])


def test_a_threshold_makes_the_background_black_and_stretches_the_rest() -> None:
    assert cleared(np.array([[13, 26, 27, 126, 146]], np.uint8), 26).tolist() == [[0, 0, 3, 255, 255]]  # Above 26 by 1, 100 and 120: 74 is white.
    assert not cleared(np.full((2, 2), 9, np.uint8), "otsu").any()


def test_light_from_one_side_is_removed_and_ink_is_not() -> None:
    ground = np.add.outer(np.arange(50), 2 * np.arange(40)).astype(np.uint8)
    image = ground.copy()
    image[20:30, 10:15] += 100
    assert_array_equal(evened(image), image - ground)


def test_a_thin_bar_on_unevenly_lit_paper_is_found() -> None:
    found = PHOTOGRAPH.convert(paper(width=10, light=90))
    assert 1 <= found.any(axis=0).sum() <= 5


@pytest.mark.parametrize("size", [1, 4], ids=["as it is", "of 2400 x 1600 pixels"])
def test_a_photograph_of_a_bar_becomes_a_bar_of_mnist(size: int) -> None:
    found = PHOTOGRAPH.convert(np.repeat(np.repeat(paper(), size, axis=0), size, axis=1))
    rows, columns = np.flatnonzero((found > 40).any(axis=1)), np.flatnonzero((found > 40).any(axis=0))
    assert len(rows) == 20
    assert (rows[0], columns[0], columns[-1]) == pytest.approx((4, 12, 16), abs=1)
    assert found[:3].max() == found[:, :9].max() == 0
    assert found[12, 14] > 240


def test_an_array_of_the_right_size_is_processed_too_and_unchanged_by_default() -> None:
    image = np.full((28, 28), 26, np.uint8)
    image[10:20, 13:15] = 226
    assert Image(step="image", size=(28, 28), threshold=26).apply(image[None])[0].tolist() == np.where(image == 226, 255, 0).tolist()
    assert_array_equal(Image(step="image", size=(28, 28), negative="always").apply(image[None])[0], 255 - image)
    assert_array_equal(Image(step="image", size=(28, 28)).apply(image[None])[0], image)


@given(
    hnp.arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12))),
    st.sampled_from(["never", "auto", "always"]),
    st.sampled_from([0, 1, 254, "otsu"]),
    st.booleans(),
)
def test_any_image_is_taken_with_any_choice(pixels: Array, negative: str, threshold: object, center: bool) -> None:
    step = Image.model_validate({"step": "image", "size": [7, 9], "negative": negative, "threshold": threshold, "center": center})
    given_pixels = pixels.copy()
    found = step.convert(pixels)
    assert (found.shape, found.dtype) == ((7, 9), np.uint8)
    assert_array_equal(pixels, given_pixels)


def test_ink_where_the_background_plane_is_below_black_stays_white() -> None:
    image = np.zeros((12, 12), np.uint8)
    image[:, 0] = image[5, 10] = 255
    assert evened(image)[5, 10] == 255


@pytest.mark.parametrize("option", [{"center": True}, {"negative": "auto"}, {"threshold": 5}, {"threshold": "otsu"}], ids=str)
def test_options_for_ink_are_for_grey_images_only(option: dict) -> None:
    with pytest.raises(ValidationError, match=f"expected mode 'grey' with {next(iter(option))}, got 'rgb'"):
        Image(step="image", size=(28, 28), mode="rgb", **option)


@pytest.mark.parametrize("threshold", [-1, 255, "auto"])
def test_a_threshold_is_a_shade_or_otsus(threshold: object) -> None:
    with pytest.raises(ValidationError, match="threshold"):
        Image.model_validate({"step": "image", "size": [28, 28], "threshold": threshold})


def taken(orientation: int) -> bytes:
    """Encode an image, its upper left quarter white, with a note on how the camera was held."""
    image, file = Pillow.new("L", (28, 28)), io.BytesIO()
    image.paste(255, (0, 0, 14, 14))
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    image.save(file, "PNG", exif=exif)
    return file.getvalue()


@pytest.mark.parametrize(("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (0, 1)), (8, (1, 0)), (2, (0, 1)), (99, (0, 0))])
def test_a_photograph_is_rotated_by_its_exif_orientation(orientation: int, corner: tuple[int, int]) -> None:
    found = Image(step="image", size=(28, 28)).convert(taken(orientation)).reshape(2, 14, 2, 14).mean(axis=(1, 3))
    assert found.tolist() == [[255.0 if (row, column) == corner else 0.0 for column in (0, 1)] for row in (0, 1)]


@given(st.binary(max_size=60))
def test_a_photograph_with_damaged_exif_data_is_not_rotated(notes: bytes) -> None:
    file = io.BytesIO()
    Pillow.new("L", (28, 28), 90).save(file, "JPEG", exif=b"Exif\0\0" + notes)
    assert np.unique(Image(step="image", size=(28, 28)).convert(file.getvalue())).tolist() == [90]
