"""The chain: fitted on the training part only, applied to later data, inverted on the model's outputs."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from models.core.arrays import Array
from models.preprocessing import Step
from models.preprocessing.chain import Chain, applied
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.labels import OneHot
from models.preprocessing.numbers import Cast, Divide, Scale
from models.preprocessing.pca import Pca
from models.preprocessing.reshape import AddChannel, Reshape
from models.preprocessing.symbols import Letters
from models.preprocessing.window import Window
from models.specs.ports import INPUT
from tests.bare import BareChain

SERIES = np.array([2.0, 4.0, 6.0, 10.0, 8.0]).reshape(-1, 1)
PIXELS = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
LABELS = np.array([7, 5, 7, 9])


def forecasting() -> BareChain:
    return BareChain.fit([MinMax(step="min_max"), Window(step="window", size=2)], [], SERIES, None)


def classifying() -> BareChain:
    steps = [Cast(step="cast"), Scale(step="scale"), Reshape(step="reshape", shape=[6]), Standardize(step="standardize")]
    return BareChain.fit(steps, [OneHot(step="one_hot")], PIXELS, LABELS)


def test_later_values_outside_the_training_range_map_outside_zero_to_one() -> None:
    chain = BareChain.fit([MinMax(step="min_max")], [], SERIES, np.zeros(5))
    assert_allclose(chain.prepare(np.array([[0.0], [2.0], [10.0], [18.0]])), [[-0.25], [0], [1], [2]])


def test_each_step_is_fitted_to_the_output_of_the_steps_before_it() -> None:
    chain = BareChain.fit([Scale(step="scale", **{"from": (0, 1), "to": (0, 100)}), MinMax(step="min_max", to=(0, 3))], [], SERIES, np.zeros(5))
    assert_allclose(chain.prepare(SERIES)[:, 0], [0, 0.75, 1.5, 3, 2.25])


def test_a_window_makes_the_targets_out_of_the_scaled_series() -> None:
    x, y = forecasting().pairs(SERIES, None)
    assert_allclose(x[..., 0], [[0, 0.25], [0.25, 0.5], [0.5, 1]])
    assert y is not None
    assert_allclose(y, [[0.5], [1], [0.75]])


def test_forecasts_are_inverted_by_the_steps_before_the_window() -> None:
    assert_allclose(forecasting().invert(np.array([[0.0], [0.5], [1.5]])), [[2], [6], [14]])


def test_steps_after_the_window_change_neither_its_targets_nor_the_inverse() -> None:
    steps = [MinMax(step="min_max"), Window(step="window", size=2), Scale(step="scale", **{"from": (0, 1), "to": (0, 50)})]
    chain = BareChain.fit(steps, [], SERIES, None)
    x, y = chain.pairs(SERIES, None)
    assert_allclose(x[0, :, 0], [0, 12.5])
    assert y is not None
    assert_allclose(chain.invert(y), SERIES[2:])


@pytest.mark.parametrize(
    "before", [MinMax(step="min_max"), Pca(step="pca", n_components=2), AddChannel(step="add_channel")], ids=lambda step: step.step
)
def test_forecasts_of_several_steps_are_inverted_step_by_step(before: Step) -> None:
    pairs = np.hstack([SERIES, SERIES[::-1] ** 2])
    chain = BareChain.fit([before, Window(step="window", size=2, horizon=2)], [], pairs, None)
    _, y = chain.pairs(pairs, None)
    assert y is not None
    assert y.shape[:2] == (2, 2)
    assert_allclose(chain.invert(y), [pairs[2:4], pairs[3:5]])


def test_forecasts_of_several_steps_of_single_numbers_are_inverted() -> None:
    series = SERIES[:, 0]
    chain = BareChain.fit([Standardize(step="standardize"), Window(step="window", size=1, stride=2, horizon=2)], [], series, None)
    x, y = chain.pairs(series, None)
    assert (x.shape, None if y is None else y.shape) == ((2, 1), (2, 2))
    assert_allclose(chain.invert(np.asarray(y)), [series[1:3], series[3:5]])


@pytest.mark.parametrize("output", ["ids", "one_hot"])
def test_a_texts_next_letter_is_found_in_the_probabilities(output: Any) -> None:
    text = np.array(list("abcab"))
    chain = BareChain.fit([Letters(step="letters", output=output), Window(step="window", size=2)], [], text, None)
    x, y = chain.pairs(text, None)
    assert y is not None
    assert x.shape == ((3, 2) if output == "ids" else (3, 2, 3))
    assert chain.invert(y).tolist() == ["c", "a", "b"]
    assert chain.invert(np.array([[0.1, 0.2, 0.7]])).tolist() == ["c"]


def test_one_hot_targets_of_letters_are_inverted_to_letters() -> None:
    text = np.array(list("abcab"))
    chain = BareChain.fit([Letters(step="letters"), Window(step="window", size=2)], [OneHot(step="one_hot")], text, None)
    x, y = chain.pairs(text, None)
    assert y is not None
    assert (x.dtype, y.shape) == (np.int32, (3, 3))
    assert chain.invert(y).tolist() == ["c", "a", "b"]


def test_several_next_letters_are_found_in_the_probabilities() -> None:
    text = np.array(list("abcab"))
    chain = BareChain.fit([Letters(step="letters"), Window(step="window", size=1, horizon=2)], [], text, None)
    assert chain.invert(np.eye(3)[[[0, 2], [1, 1]]]).tolist() == [["a", "c"], ["b", "b"]]


def test_preparation_may_begin_after_a_step() -> None:
    chain = BareChain.fit([Divide(step="divide", by=2), Divide(step="divide", by=10)], [], SERIES, np.zeros(5))
    assert_allclose(applied(chain.chain.inputs[INPUT][1:], SERIES), SERIES / 10)


def test_target_steps_are_inverted_in_reverse_order() -> None:
    targets = [MinMax(step="min_max", to=(0, 10)), Scale(step="scale", **{"from": (0, 10), "to": (5, 6)})]
    chain = BareChain.fit([], targets, PIXELS, LABELS)
    _, y = chain.pairs(PIXELS, LABELS)
    assert y is not None
    assert_allclose(y, [5.5, 5, 5.5, 6])
    assert_allclose(chain.invert(y), LABELS)


def test_probabilities_are_inverted_to_labels() -> None:
    assert classifying().invert(np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]])).tolist() == [9, 5]


def test_the_window_step_is_found() -> None:
    window = forecasting().chain.window
    assert window is not None
    assert window.size == 2


@pytest.mark.parametrize(("chain", "x", "y"), [(forecasting(), SERIES, None), (classifying(), PIXELS, LABELS)], ids=["series", "images"])
def test_a_chain_rebuilt_from_its_record_gives_equal_outputs(chain: BareChain, x: Array, y: Array | None) -> None:
    rebuilt = BareChain(Chain.from_record(json.loads(json.dumps(chain.chain.record(), default=np.ndarray.tolist))))
    for found, expected in zip(rebuilt.pairs(x, y), chain.pairs(x, y), strict=True):
        assert expected is not None
        assert_array_equal(found, expected, strict=True)
    assert_array_equal(rebuilt.invert(expected), chain.invert(expected), strict=True)


@settings(deadline=None)
@given(st.lists(st.integers(5, 9), min_size=1, max_size=4), st.integers(1, 3), st.integers(1, 2), st.integers(1, 2))
def test_no_window_spans_two_series(lengths: list[int], size: int, stride: int, horizon: int) -> None:
    steps = np.concatenate([1000 * number + np.arange(length) for number, length in enumerate(lengths)]).reshape(-1, 1).astype(float)
    window = Window(step="window", size=size, stride=stride, horizon=horizon)
    _, x, y = BareChain.fit_pairs([window], [], steps, None, lengths)
    assert y is not None
    whole = np.concatenate([x[..., 0], y.reshape(len(y), -1)], axis=1)
    assert (np.diff(whole, axis=1) == 1).all()
    assert len(x) == sum((length - size - horizon) // stride + 1 for length in lengths) == sum(map(window.n_windows, lengths))
