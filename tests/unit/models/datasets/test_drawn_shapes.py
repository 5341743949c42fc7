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
OFF = {1: [(10, 10), (62, 32)], 2: [(30, 54), (24, 32)], 3: [(10, 32), (54, 32)], 4: [(32, 10), (32, 32)]}


def steady(shape: int, stroke: int = 2) -> Array:
    """Draw a class whose coordinates are moved by nothing."""
    numbers = np.zeros((1, NUMBERS), np.uint64)
    numbers[:, 0] = shape
    return draw_shapes(numbers, 0, stroke)[0]


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


def test_images_are_white_on_black_and_lines_cover_three_pixels() -> None:
    image = steady(4)[0]
    assert set(np.unique(image)) == {0, 255}
    assert np.count_nonzero(image[30]) == 2 * 3
    assert np.count_nonzero(image[:, 30]) == 3


@pytest.mark.parametrize("seed", [42, 1, 7])
def test_each_class_has_as_much_white_as_the_book_s_drawings(seed: int) -> None:
    images, classes = Shapes().stream(seed).draw(0, 0, 1500)
    means = [images[classes == shape].mean() / 255 for shape in range(N_SHAPES)]
    assert means == pytest.approx([0.105, 0.068, 0.099, 0.113, 0.097], abs=0.01)


@pytest.mark.parametrize(("stroke", "width"), [(1, 1), (2, 3), (3, 3), (4, 5)])
@pytest.mark.parametrize("jitter", [0, 5])
def test_lines_have_one_width_in_every_direction(stroke: int, width: int, jitter: int) -> None:
    numbers = np.random.default_rng(3).integers(0, 2**63, (400, NUMBERS)).astype(np.uint64)
    numbers[:, 0] = 1
    images = draw_shapes(numbers, jitter, stroke)[0]
    level, upright = images[:, :, 44:50], images[:, 44:48].transpose(0, 2, 1)  # Only one of the plus's lines reaches each.
    for drawn in (level, upright):
        across = np.count_nonzero(drawn, axis=1)  # Of a line that is up to 13 degrees off; a pixel more or less by rounding.
        assert across.mean() == pytest.approx(width, rel=0.03)
        assert abs(across - width).max() <= 1


@pytest.mark.parametrize(("stroke", "width"), [(1, 1), (2, 3), (3, 3), (4, 5)])
def test_circles_and_slanted_lines_have_the_width_of_the_others(stroke: int, width: int) -> None:
    """Rows of pixels beside a diagonal are half the root of 2 apart."""
    assert np.count_nonzero(steady(0, stroke)) == pytest.approx(2 * np.pi * 19 * width, rel=0.06)
    diagonal = np.count_nonzero(steady(3, stroke)[0, 20:44], axis=1)
    assert set(diagonal.tolist()) == {2 * int(width / np.sqrt(2)) + 1}


@pytest.mark.parametrize("stroke", range(1, 9))
@pytest.mark.parametrize("jitter", [0, 10])
def test_no_line_has_a_gap_and_each_ends_round(stroke: int, jitter: int) -> None:
    images, classes = Shapes(stroke=stroke, jitter=jitter).stream(2).draw(0, 0, 100)
    for image in images[classes == 2]:
        runs = np.diff(image.any(axis=1).astype(int))
        assert np.count_nonzero(runs == 1) + image[0].any() == 1  # Rows with white follow one another.


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
