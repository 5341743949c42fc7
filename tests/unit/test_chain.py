"""The chain: fitted on the training part alone, replayed on later data, undone on the model's outputs."""

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.preprocessing.cast import Cast
from models.preprocessing.chain import Chain
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.one_hot import OneHot
from models.preprocessing.reshape import Reshape
from models.preprocessing.scale import Scale
from models.preprocessing.step import Array
from models.preprocessing.window import Window

SERIES = np.array([2.0, 4.0, 6.0, 10.0, 8.0]).reshape(-1, 1)
PIXELS = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
LABELS = np.array([7, 5, 7, 9])


def forecasting() -> Chain:
    return Chain.fit([MinMax(step="min_max"), Window(step="window", size=2)], [], SERIES, None)


def classifying() -> Chain:
    steps = [Cast(step="cast"), Scale(step="scale"), Reshape(step="reshape", shape=[6]), Standardize(step="standardize")]
    return Chain.fit(steps, [OneHot(step="one_hot")], PIXELS, LABELS)


def test_later_values_outside_the_training_range_map_outside_zero_to_one() -> None:
    chain = Chain.fit([MinMax(step="min_max")], [], SERIES, np.zeros(5))
    assert_allclose(chain.prepare(np.array([[0.0], [2.0], [10.0], [18.0]])), [[-0.25], [0], [1], [2]])


def test_each_step_is_fitted_to_what_the_steps_before_it_give() -> None:
    chain = Chain.fit([Scale(step="scale", **{"from": (0, 1), "to": (0, 100)}), MinMax(step="min_max", to=(0, 3))], [], SERIES, np.zeros(5))
    assert_allclose(chain.prepare(SERIES)[:, 0], [0, 0.75, 1.5, 3, 2.25])


def test_a_window_makes_the_targets_out_of_the_scaled_series() -> None:
    x, y = forecasting().pairs(SERIES, None)
    assert_allclose(x[..., 0], [[0, 0.25], [0.25, 0.5], [0.5, 1]])
    assert y is not None
    assert_allclose(y, [[0.5], [1], [0.75]])


def test_forecasts_are_brought_back_by_the_steps_before_the_window() -> None:
    assert_allclose(forecasting().invert(np.array([[0.0], [0.5], [1.5]])), [[2], [6], [14]])


def test_steps_behind_the_window_do_not_touch_its_targets_nor_the_way_back() -> None:
    steps = [MinMax(step="min_max"), Window(step="window", size=2), Scale(step="scale", **{"from": (0, 1), "to": (0, 50)})]
    chain = Chain.fit(steps, [], SERIES, None)
    x, y = chain.pairs(SERIES, None)
    assert_allclose(x[0, :, 0], [0, 12.5])
    assert y is not None
    assert_allclose(chain.invert(y), SERIES[2:])


def test_target_steps_are_undone_in_reverse_order() -> None:
    targets = [MinMax(step="min_max", to=(0, 10)), Scale(step="scale", **{"from": (0, 10), "to": (5, 6)})]
    chain = Chain.fit([], targets, PIXELS, LABELS)
    _, y = chain.pairs(PIXELS, LABELS)
    assert y is not None
    assert_allclose(y, [5.5, 5, 5.5, 6])
    assert_allclose(chain.invert(y), LABELS)


def test_probabilities_are_brought_back_to_labels() -> None:
    assert classifying().invert(np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]])).tolist() == [9, 5]


def test_the_window_step_is_found() -> None:
    window = forecasting().window
    assert window is not None
    assert window.size == 2


@pytest.mark.parametrize(("chain", "x", "y"), [(forecasting(), SERIES, None), (classifying(), PIXELS, LABELS)], ids=["series", "pictures"])
def test_a_chain_rebuilt_from_its_record_gives_equal_outputs(chain: Chain, x: Array, y: Array | None) -> None:
    rebuilt = Chain.from_record(json.loads(json.dumps(chain.record(), default=np.ndarray.tolist)))
    for found, expected in zip(rebuilt.pairs(x, y), chain.pairs(x, y), strict=True):
        assert expected is not None
        assert_array_equal(found, expected, strict=True)
    assert_array_equal(rebuilt.invert(expected), chain.invert(expected), strict=True)
