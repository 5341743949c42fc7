"""Raw inputs of a prediction and its predictions, with a runtime that only does sums."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.artifact.predictions import Probabilities, series_predictions, value_predictions
from models.artifact.samples.numbers import series_array, stack_samples
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.preprocessing.columns import MinMax
from models.preprocessing.image import Image
from models.preprocessing.window import Window
from models.serving.predictor import Predictor
from tests.bare import Formula, chain_of, fitted_chain, signature_of
from tests.faults import refused

NAN, INF = float("nan"), float("inf")


def signature(kind: str, shape: tuple[int | None, ...], dtype: str = "float64", labels: tuple[int | str, ...] | None = None) -> Signature:
    return signature_of(kind, shape, dtype, labels=labels)


IMAGE = signature("classification", (2, 3), "uint8", ("ant", "bee", "cat", "dog"))
ROW = signature("regression", (2,))
SERIES = signature("forecasting", (None, 1))
PAIRS = signature("forecasting", (None, 2))
SAMPLE = [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize("item", [SAMPLE, [1, 2, 3, 4, 5, 6], np.array(SAMPLE, np.uint8)], ids=["nested", "flat", "array"])
def test_a_sample_is_taken_nested_or_as_one_flat_row(item: Any) -> None:
    assert_array_equal(stack_samples([item, item], IMAGE.input), np.array([SAMPLE, SAMPLE], np.float32), strict=True)


def test_numbers_keep_their_full_precision_where_the_data_had_it() -> None:
    assert stack_samples([[1 / 3, 1e-9]], ROW.input).tolist() == [[1 / 3, 1e-9]]


@pytest.mark.parametrize(
    ("items", "pointer", "phrase"),
    [
        ([SAMPLE, [1, 2, 3, 4, 5]], "/inputs/1", "expected numbers of shape (2, 3) or one flat row of 6, got 5 numbers"),
        ([[[1, 2], [3, 4], [5, 6]]], "/inputs/0", "got numbers of shape (3, 2)"),
        ([SAMPLE, [[1, 2, 3], [4, 5]]], "/inputs/1", "expected numbers of shape (2, 3) or one flat row of 6, got rows of unequal length"),
        ([SAMPLE, 7], "/inputs/1", "got a single int"),
        ([7], "/inputs/0", "got a single int"),
        ([["1", "2", "3", "4", "5", "6"]], "/inputs/0/0", "expected a number, got str '1'"),
        ([SAMPLE, [[1, 2, 3], [4, "five", 6]]], "/inputs/1/1/1", "expected a number, got str 'five'"),
        ([[[1, None, 3], [4, 5, 6]]], "/inputs/0/0/1", "expected a number, got null"),
        ([SAMPLE, None], "/inputs/1", "got null"),
        ([SAMPLE, "a picture"], "/inputs/1", "got str 'a picture'"),
        ([SAMPLE, {"x": 1}], "/inputs/1", "got dict"),
        ([SAMPLE, [[1, 2, 3], [4, NAN, 6]]], "/inputs/1/1/1", "expected a finite number, got nan"),
        ([[[1, 2, 3], [4, 5, -INF]]], "/inputs/0/1/2", "expected a finite number, got -inf"),
        ([[[1, 2, 3], [4, 1e300, 6]]], "/inputs/0/1/1", "expected a finite number, got inf"),
        ([[1, 2, 3, NAN, 5, 6]], "/inputs/0/3", "expected a finite number, got nan"),
    ],
)
def test_a_sample_that_does_not_fit_is_pointed_at(items: list[Any], pointer: str, phrase: str) -> None:
    ((where, detail),) = refused(lambda: stack_samples(items, IMAGE.input))
    assert where == pointer
    assert phrase in detail


def test_every_sample_that_does_not_fit_is_named_up_to_twenty() -> None:
    assert [where for where, _ in refused(lambda: stack_samples([[1, 2], [3], [4, 5], ["x", 6]], ROW.input))] == ["/inputs/1", "/inputs/3/0"]
    assert len(refused(lambda: stack_samples([[1]] * 30, ROW.input))) == 20


@pytest.mark.parametrize(("item", "wanted"), [([1, 2], [[1], [2]]), ([[1], [2]], [[1], [2]])], ids=["flat", "steps"])
def test_a_series_of_one_feature_is_taken_flat_or_in_steps(item: Any, wanted: Any) -> None:
    assert series_array(item, SERIES.input, "/inputs/0").tolist() == wanted


@pytest.mark.parametrize(
    ("item", "of", "pointer", "phrase"),
    [
        ([1, "two"], SERIES, "/inputs/4/1", "expected a number, got str 'two'"),
        ([1, None], SERIES, "/inputs/4/1", "expected a number, got null"),
        ([[1], [2, 3]], SERIES, "/inputs/4", "expected a series of numbers, got rows of unequal length"),
        ([1, NAN], SERIES, "/inputs/4/1", "expected a finite number, got nan"),
        ([[1], [INF]], SERIES, "/inputs/4/1/0", "expected a finite number, got inf"),
        (3, SERIES, "/inputs/4", "expected a series of numbers, got a single int"),
        (None, SERIES, "/inputs/4", "got null"),
        ([1, 2], PAIRS, "/inputs/4", "expected a series of steps of 2 numbers, got 2 numbers"),
        ([[1, 2, 3]], PAIRS, "/inputs/4", "expected a series of steps of 2 numbers, got numbers of shape (1, 3)"),
    ],
)
def test_a_series_that_does_not_fit_is_pointed_at(item: Any, of: Signature, pointer: str, phrase: str) -> None:
    ((where, detail),) = refused(lambda: series_array(item, of.input, "/inputs/4"))
    assert where == pointer
    assert phrase in detail


CLASSES = Predictor(IMAGE, chain_of(), Formula(lambda x: np.tile([0.1, 0.2, 0.4, 0.3], (len(x), 1))))


@pytest.mark.parametrize(
    ("wanted", "probabilities"),
    [
        (Probabilities.ALL, {"probabilities": {"ant": 0.1, "bee": 0.2, "cat": 0.4, "dog": 0.3}}),
        (Probabilities.TOP3, {"probabilities": {"cat": 0.4, "dog": 0.3, "bee": 0.2}}),
        (Probabilities.NONE, {}),
    ],
)
def test_a_class_is_answered_with_as_many_probabilities_as_asked_for(wanted: Probabilities, probabilities: dict[str, Any]) -> None:
    (prediction,) = CLASSES.predict([SAMPLE], wanted)
    assert prediction == {"label": "cat", "probability": 0.4, **probabilities}
    assert list(prediction.get("probabilities", {})) == list(probabilities.get("probabilities", {}))


@pytest.mark.parametrize(
    ("values", "predictions"),
    [(np.array([[1.5], [2.5]]), [1.5, 2.5]), (np.array([1.5]), [1.5]), (np.array([[1.0, 2.0]]), [[1, 2]]), (np.ones((1, 2, 1)), [[[1], [1]]])],
    ids=["column", "flat", "row", "nested"],
)
def test_a_value_is_a_number_where_the_target_is_one_and_nested_elsewhere(values: Array, predictions: list[Any]) -> None:
    assert value_predictions(values) == [{"value": value} for value in predictions]


def test_forecasts_are_gathered_by_their_series() -> None:
    assert series_predictions(np.arange(6.0).reshape(-1, 1), [2, 1, 3]) == [{"value": [0, 1]}, {"value": 2}, {"value": [3, 4, 5]}]


FORECASTS = Predictor(
    SERIES,
    fitted_chain([MinMax(step="min_max"), Window(step="window", size=2)], [], np.array([[0.0], [10.0]] * 2), None),
    Formula(lambda x: x.sum(axis=1)),
)


def test_a_forecast_is_scaled_on_the_way_in_and_back_on_the_way_out() -> None:
    assert FORECASTS.predict([[1, 2], [1, 2, 3, 4]]) == [{"value": pytest.approx(3)}, {"value": pytest.approx([3, 5, 7])}]


def test_a_series_shorter_than_the_window_is_pointed_at() -> None:
    assert refused(lambda: FORECASTS.predict([[1, 2], [1]])) == [("/inputs/1", "expected a series of at least 2 steps, got 1: 1 missing")]


def test_no_inputs_are_given_no_predictions() -> None:
    assert CLASSES.predict([]) == FORECASTS.predict([]) == []


def test_a_model_of_numbers_does_not_take_an_image() -> None:
    values = Predictor(ROW, chain_of(), Formula(lambda x: x))
    assert refused(lambda: values.predict([b"\x89PNG"])) == [("/inputs", "expected numbers: this model takes no images")]


def test_bytes_that_are_not_an_image_are_pointed_at() -> None:
    images = Predictor(IMAGE, chain_of((Image(step="image", size=(2, 3)),)), Formula(lambda x: x))
    ((where, detail),) = refused(lambda: images.predict([b"junk"]))
    assert where == "/inputs/0"
    assert "expected an image" in detail
