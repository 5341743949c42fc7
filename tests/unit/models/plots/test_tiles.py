"""Images in grids."""

import numpy as np

from models.plots.tiles import MAX_SHADES, MAX_SIDE, as_shares, reduced, tiles_of


def test_large_images_in_colour_are_reduced_so_that_all_fit() -> None:
    images = np.random.default_rng(0).uniform(size=(20, 224, 224, 3))
    tiles = tiles_of(images, [""] * 20)
    shape = np.array(tiles[0].shades).shape
    assert shape == (44, 44, 3)
    assert 20 * np.prod(shape) <= MAX_SHADES


def test_small_images_stay_as_they_are() -> None:
    (tile,) = tiles_of(np.array([[[0.0, 0.5], [1.0, 2.0]]]), ["a"])
    assert tile.shades == [[0, 128], [255, 255]]


def test_a_reduced_pixel_is_the_mean_of_those_that_it_stands_for() -> None:
    assert reduced(np.array([[[0.0, 2.0], [4.0, 6.0]]]), 1).tolist() == [[[3.0]]]
    assert reduced(np.ones((1, 300, 2)), 10**6).shape == (1, 300 // 4, 1)
    assert max(reduced(np.ones((1, 500, 90)), 10**6).shape) <= MAX_SIDE


def test_shares_of_equal_values_are_in_the_middle() -> None:
    assert as_shares(np.array([3.0, 3.0])).tolist() == [0.5, 0.5]
    assert as_shares(np.array([1.0, np.nan, 3.0])).tolist() == [1 / 3, 0.0, 1.0]
