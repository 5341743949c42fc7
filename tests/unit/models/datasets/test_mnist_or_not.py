"""Every second digit is distorted in one of four ways, and the others are unchanged."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.datasets import Data
from models.datasets.mnist import Mnist, MnistOrNot


@pytest.fixture(scope="module")
def digits() -> Data:
    return Mnist().load(None)


@pytest.fixture(scope="module")
def mixed() -> Data:
    return MnistOrNot().load(None)


def test_digits_at_even_indices_are_unchanged_and_labelled_1(digits: Data, mixed: Data) -> None:
    assert_array_equal(mixed.inputs[::2], digits.inputs[::2])
    assert mixed.targets is not None
    assert mixed.targets[:6].tolist() == [1, 0, 1, 0, 1, 0]
    assert mixed.targets.mean() == 0.5


def test_the_four_distortions_rotate(digits: Data, mixed: Data) -> None:
    shuffled, inverted, crossed, noise = (mixed.inputs[index::8] for index in (1, 3, 5, 7))
    assert_array_equal(np.sort(shuffled.reshape(-1, 784)), np.sort(digits.inputs[1::8].reshape(-1, 784)))
    assert_array_equal(inverted, 255 - digits.inputs[3::8])
    assert_array_equal(crossed[:, :14, :14], digits.inputs[5::8][:, 14:, 14:])
    assert noise.mean() == pytest.approx(127.5, abs=0.1)


def test_no_distorted_image_is_a_digit_of_mnist(digits: Data, mixed: Data) -> None:
    same = (mixed.inputs[1::2] == digits.inputs[1::2]).all(axis=(1, 2))
    assert not same.any()


def test_every_load_gives_the_same_images(mixed: Data) -> None:
    again = MnistOrNot().load(None)
    assert_array_equal(again.inputs[:2000], mixed.inputs[:2000])
    assert_array_equal(again.test_inputs, mixed.test_inputs)
