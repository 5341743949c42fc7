"""Drawn shapes: the five classes at the book's positions, and streams that are reproducible by epoch and index."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from models.core.arrays import Array
from models.datasets.drawn_shapes import N_SHAPES, NUMBERS, Shapes, draw_shapes

#: Pixels that lines go through in each class where nothing is jittered, as (x, y).
ON = {
    1: [(32, 10), (32, 54), (10, 32), (60, 32)],
    2: [(15, 10), (15, 54), (33, 30), (51, 54)],
    3: [(10, 10), (54, 10), (32, 32), (10, 54), (54, 54)],
    4: [(10, 10), (10, 54), (30, 54), (54, 54), (54, 10)],
}
OFF = {1: [(10, 10), (62, 32)], 2: [(32, 54), (24, 32)], 3: [(10, 32), (54, 32)], 4: [(32, 10), (32, 32)]}


def steady(shape: int, n: int = 1) -> Array:
    """Draw a class whose coordinates are moved by nothing."""
    numbers = np.zeros((n, NUMBERS), np.uint64)
    numbers[:, 0] = shape
    return draw_shapes(numbers, 0, 2)[0]


def ink(image: Array) -> set[tuple[int, int]]:
    rows, columns = np.nonzero(image)
    return set(zip(columns.tolist(), rows.tolist(), strict=True))


@pytest.mark.parametrize("shape", ON)
def test_lines_are_at_the_positions_of_the_book(shape: int) -> None:
    drawn = ink(steady(shape)[0])
    assert set(ON[shape]) <= drawn
    assert not set(OFF[shape]) & drawn


def test_a_circle_without_jitter_is_a_centred_ring_of_the_least_radius() -> None:
    rows, columns = np.nonzero(steady(0)[0])
    assert np.abs(np.hypot(columns - 32, rows - 32) - 19).max() < 1.8


def test_images_are_white_on_black_and_lines_are_two_pixels_wide() -> None:
    image = steady(4)[0]
    assert set(np.unique(image)) == {0, 255}
    assert np.count_nonzero(image[30]) == 4


def test_all_classes_are_about_equally_frequent() -> None:
    assert np.bincount(Shapes().load(None).targets, minlength=N_SHAPES) == pytest.approx(640 / N_SHAPES, abs=35)  # type: ignore[arg-type]


def test_corners_are_moved_by_up_to_five_pixels() -> None:
    images, classes = Shapes().stream(1).draw(0, 0, 2000)
    columns = np.flatnonzero(images[classes == 2].any(axis=(0, 1)))
    assert columns.min() == pytest.approx(15 - 5, abs=1)
    assert columns.max() == pytest.approx(51 + 5, abs=1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31 - 1), st.integers(0, 10_000), st.integers(0, 50), st.integers(1, 20))
def test_an_image_is_determined_by_seed_epoch_and_index(seed: int, epoch: int, first: int, n: int) -> None:
    stream = Shapes().stream(seed)
    whole, labels = stream.draw(epoch, 0, first + n)
    some, their_labels = stream.draw(epoch, first, n)
    assert_array_equal(some, whole[first:])
    assert_array_equal(their_labels, labels[first:])


def lines_of(images: Array | None, classes: Array | None) -> set[bytes]:
    """Return all images but circles, of which there are so few different ones that some come again."""
    assert images is not None
    assert classes is not None
    return {image.tobytes() for image in images[classes > 0]}


def test_epochs_seeds_and_the_test_part_have_different_images() -> None:
    data = Shapes().load(None)
    sets = [(data.inputs, data.targets), (data.test_inputs, data.test_targets)]
    sets += [Shapes().stream(seed).draw(epoch, 0, 640) for seed, epoch in ((42, 0), (42, 1), (43, 0))]
    lines = [lines_of(*drawn) for drawn in sets]
    assert sum(map(len, lines)) == len(set().union(*lines)) > 2400


def test_the_test_part_depends_on_the_seed_and_not_on_the_size_of_the_training_part() -> None:
    assert_array_equal(Shapes(n_samples=100).load(None).test_inputs, Shapes().load(None).test_inputs)
