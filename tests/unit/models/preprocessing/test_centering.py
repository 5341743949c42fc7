"""Images laid out as MNIST's are."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_array_equal
from PIL import Image as Pillow

from models.core.arrays import Array
from models.datasets.mnist import Mnist
from models.preprocessing.image import Image
from models.serving.predictor import Predictor
from tests.bare import Formula, chain_of, signature_of

CENTER = Image(step="image", size=(28, 28), center=True)


def edges(image: Array) -> list[int]:
    """Return first and last row, first and last column of the ink."""
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return [int(edge) for edge in (rows[0], rows[-1], columns[0], columns[-1])]


def center_of_mass(image: Array) -> list[float]:
    indices = np.arange(28)
    return [float(image.sum(axis=axis) @ indices / image.sum()) for axis in (1, 0)]


def test_a_bar_becomes_twenty_pixels_long_and_centred() -> None:
    image = np.zeros((100, 60), np.uint8)
    image[50:90, 3:11] = 255
    found = CENTER.convert(image)
    assert edges(found) == [4, 23, 12, 15]
    assert found[10, 13] == 255


def test_small_ink_is_enlarged_with_its_aspect_ratio() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[:2, :5] = 200
    top, bottom, left, right = edges(CENTER.convert(image))
    assert (bottom - top + 1, right - left + 1) == (8, 20)


def test_the_center_of_mass_and_not_the_box_is_centred() -> None:
    image = np.zeros((20, 20), np.uint8)
    image[:8], image[:, 9:11] = 250, 250
    found = CENTER.convert(image)
    assert np.abs(np.array(center_of_mass(found)) - 14).max() <= 0.5
    assert edges(found)[0] > 4


def test_ink_pushed_over_the_edge_is_cut_off() -> None:
    image = np.zeros((20, 20), np.uint8)
    image[0], image[-1, 0] = 255, 1
    assert edges(CENTER.convert(image)) == [14, 14, 5, 24]


def test_a_black_image_stays_black() -> None:
    assert not CENTER.convert(np.zeros((50, 20), np.uint8)).any()


def test_numbers_scale_with_the_size() -> None:
    image = np.zeros((9, 9), np.uint8)
    image[3:6, 3:6] = 255
    found = Image(step="image", size=(56, 84), center=True).convert(image)
    assert (found.shape, edges(found)) == ((56, 84), [8, 47, 22, 61])


def test_an_array_of_the_right_size_is_centered_too() -> None:
    images = np.zeros((1, 28, 28), np.uint8)
    images[0, :20, :20] = 255
    assert edges(CENTER.apply(images)[0]) == [4, 23, 4, 23]
    assert_array_equal(Image(step="image", size=(28, 28)).apply(images), images)


def test_mnist_is_already_centred() -> None:
    images = Mnist().load(None).inputs[:1000]
    same = (CENTER.apply(images) == images).all(axis=(1, 2))
    assert same.mean() > 0.998


@settings(max_examples=50, deadline=None)
@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40))))
def test_any_image_can_be_centered(image: Array) -> None:
    found = CENTER.convert(image)
    assert (found.shape, found.dtype) == ((28, 28), np.uint8)


@pytest.mark.parametrize("encoded", [True, False], ids=["encoded", "array"])
def test_a_predictor_centers_an_image_once(encoded: bool) -> None:
    image = np.zeros((28, 28), np.uint8)
    image[2:21, 5:9], image[20, 8:20] = 90, 3
    file = io.BytesIO()
    Pillow.fromarray(image).save(file, "PNG")
    signature = signature_of("regression", (28, 28), "uint8", images=True, model_shape=(28, 28), output_shape=(784,), labels=None)
    predictor = Predictor(signature, chain_of((CENTER,)), Formula(lambda x: x.reshape(len(x), -1)))
    (answer,) = predictor.predict([file.getvalue() if encoded else image])
    assert answer["value"] == CENTER.convert(image).ravel().tolist()
