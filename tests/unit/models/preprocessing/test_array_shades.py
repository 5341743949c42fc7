"""Arrays of images mean the shades of their type, in training and in predictions."""

import numpy as np
import pytest

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing.image import Image

SHADES = np.tile(np.linspace(0, 1, 28), (2, 28, 1))
EIGHT = np.rint(SHADES * 255).astype(np.uint8)
#: The same images in arrays of other types.
SAME = {
    "uint16": np.rint(SHADES * 65_535).astype(np.uint16),
    "float32": SHADES.astype(np.float32),
    "float64": SHADES,
    "int64": EIGHT.astype(np.int64),
}


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("size", [(28, 28), (14, 14)])
def test_an_array_of_another_type_becomes_the_same_shades(name: str, size: tuple[int, int]) -> None:
    step, expected = Image(step="image", size=size), Image(step="image", size=size).fit(EIGHT).apply(EIGHT)
    found = step.fit(SAME[name][:1]).apply(SAME[name])
    assert found.dtype == np.uint8
    assert np.abs(found.astype(int) - expected).max() <= 1


@pytest.mark.parametrize("name", SAME)
def test_numbers_of_a_prediction_mean_what_they_meant_in_training(name: str) -> None:
    step = Image(step="image", size=(28, 28)).fit(SAME[name])
    assert np.abs(step.apply(SAME[name].astype(np.float32)).astype(int) - EIGHT).max() <= 1
    assert step.keeps(TensorType((28, 28), "float32")) == (name == "int64")


def test_truth_values_are_black_and_white() -> None:
    ink = SHADES > 0.5
    assert np.unique(Image(step="image", size=(28, 28)).fit(ink).apply(ink)).tolist() == [0, 255]


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (SHADES * 16, "image: expected shades from 0 to 1, got 0 to 16 in an array of float64"),
        (EIGHT.astype(np.int32) * 2, "image: expected shades from 0 to 255, got 0 to 510 in an array of int32"),
        (EIGHT.astype(np.int16) - 1, "image: expected shades from 0 to 255, got -1 to 254 in an array of int16"),
    ],
)
def test_other_numbers_are_refused_with_their_range(x: Array, message: str) -> None:
    for size in ((28, 28), (14, 14)):
        with pytest.raises(DataError) as raised:
            Image(step="image", size=size).fit(x).apply(x)
        assert str(raised.value) == message


def test_an_image_step_of_an_earlier_release_takes_arrays_as_it_did() -> None:
    fitted = Image(step="image", size=(28, 28)).fit(EIGHT)
    earlier = Image.from_record({**fitted.record(), "state": {}})
    assert earlier.apply(SHADES) is SHADES
