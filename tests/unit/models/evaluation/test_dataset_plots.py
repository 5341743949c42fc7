"""What of a data set can be drawn, and its images as they are drawn."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.core.errors import DataError
from models.core.tensors import TensorType
from models.datasets import Description
from models.evaluation.dataset_plot import require_drawable, shaded
from models.evaluation.point_plots import drawable, some_rows


@pytest.mark.parametrize(
    ("described", "phrase"),
    [
        (Description(TensorType((), "str"), None, n_train=2), "texts are not drawn"),
        (Description(TensorType((1,), "object"), None, 1, text_columns=(0,)), "rows of text only"),
        (Description(TensorType((3, 3, 5), "float64"), None, 2), r"\(3, 3, 5\) are not drawn"),
    ],
    ids=["texts", "rows of text", "no pictures"],
)
def test_what_cannot_be_drawn_is_refused(described: Description, phrase: str) -> None:
    with pytest.raises(DataError, match=phrase):
        require_drawable(described)


def test_images_of_bytes_keep_their_shades() -> None:
    colored = np.random.default_rng(0).integers(0, 256, (12, 4, 6, 3), dtype=np.uint8)
    assert_allclose(shaded(colored, np.array([11, 3])), colored[[11, 3]] / 255)


def test_images_of_other_numbers_are_drawn_from_the_least_to_the_largest() -> None:
    images = np.array([[[1.0, 3.0]], [[2.0, np.nan]]])
    assert_allclose(shaded(images, np.array([0, 1])), [[[1 / 3, 1]], [[2 / 3, 0]]])


def test_large_images_are_drawn_with_some_of_their_pixels() -> None:
    large = np.random.default_rng(0).integers(0, 256, (3, 130, 200), dtype=np.uint8)
    assert_allclose(shaded(large, np.array([1])), large[[1], ::4, ::4] / 255)


def test_some_samples_are_the_same_each_time() -> None:
    assert some_rows(3, 5).tolist() == [0, 1, 2]
    chosen = some_rows(10_000, 50)
    assert len(set(chosen.tolist())) == 50
    assert chosen.tolist() == sorted(some_rows(10_000, 50).tolist())


def test_numbers_near_the_largest_are_not_drawn() -> None:
    assert_allclose(drawable(np.array([1.0, 1e200, np.inf, np.nan])), [1, np.nan, np.nan, np.nan])
