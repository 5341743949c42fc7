"""Predictions in each form: what it holds, and what it cannot."""

import io
import json
import math
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.artifact.predictions import Prediction
from service.answers.answered import Answered
from service.answers.forms import CSV, NPY, encoded
from service.answers.json_forms import PIECE, json_of, lines_of, numbers_json, short_json_of
from service.answers.precision import rounded
from service.bodies.content import JSON
from service.errors import NotAcceptable

NAN, INF, LARGE = math.nan, math.inf, 2**53 + 1
CLASSES: list[Prediction] = [
    {"label": "a,b", "probability": 0.75, "probabilities": {"a,b": 0.75, 'c"': 0.25}},
    {"label": 'c"', "probability": 0.5, "probabilities": {"a,b": 0.5, 'c"': 0.5}},
]


def answered(predictions: list[Prediction], blank: Prediction | None = None, is_by_output: bool = False) -> Answered:
    return Answered("m@1", "regression", predictions, is_by_output, lambda: blank)


def table(predictions: list[Prediction], **options: Any) -> pd.DataFrame:
    media, body = encoded(answered(predictions, **options), [CSV])
    assert media == CSV
    return pd.read_csv(io.BytesIO(body))


def array(predictions: list[Prediction], **options: Any) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = np.load(io.BytesIO(encoded(answered(predictions, **options), [NPY])[1]), allow_pickle=False)
    return found


@pytest.mark.parametrize(
    "predictions",
    [
        CLASSES,
        [{"value": 0.1}, {"value": 1e300}],
        [{"value": [[1.5, 2.5], [3.5, 4.5]]}, {"value": [[5.0, 6.0], [7.0, 8.0]]}],
        [{"cluster": 3}, {"cluster": -1}],
        [{"row": [1.0, 0.1]}],
        [{"first": {"label": 1, "probability": 0.5}, "second": {"value": [1.0, 2.0]}}],
        [{"label": "x", "probability": None}, {"label": "y", "probability": None}],
        [{"decision": {"a": -1.0, "b": 2.0}}],
        [{"label": LARGE}, {"label": LARGE + 1}],
    ],
)
def test_a_table_has_the_columns_that_pandas_gives_predictions(predictions: list[Prediction]) -> None:
    rows = [json.loads(line) for line in lines_of(answered(predictions)).splitlines()]
    expected = pd.json_normalize([_lists_as_objects(row) for row in rows]).replace({None: math.nan})
    pd.testing.assert_frame_equal(table(predictions), expected, check_dtype=False)


def _lists_as_objects(value: Any) -> Any:
    if isinstance(value, list):
        return {str(index): _lists_as_objects(each) for index, each in enumerate(value)}
    return {name: _lists_as_objects(each) for name, each in value.items()} if isinstance(value, dict) else value


def test_a_table_of_the_likeliest_labels_has_a_column_for_each_label() -> None:
    blank = {"label": "a", "probability": 0.0, "probabilities": {"a": 0.0, "b": 0.0, "c": 0.0}}
    predictions: list[Prediction] = [
        {"label": "b", "probability": 0.5, "probabilities": {"b": 0.5, "a": 0.25}},
        {"label": "c", "probability": 0.5, "probabilities": {"c": 0.5, "b": 0.25}},
    ]
    found = table(predictions, blank=blank)
    assert list(found.columns) == ["label", "probability", "probabilities.a", "probabilities.b", "probabilities.c"]
    assert found["probabilities.b"].tolist() == [0.5, 0.25]
    assert math.isnan(found["probabilities.a"][1])


def test_an_empty_answer_keeps_its_columns_and_its_shape() -> None:
    blank = {"value": [0.0, 0.0]}
    assert encoded(answered([], blank=blank), [CSV])[1] == b"value.0,value.1\n"
    assert array([], blank=blank).shape == (0, 2)
    assert json_of(answered([])) == b'{"model":"m@1","kind":"regression","predictions":[]}'
    assert lines_of(answered([])) == b""


def test_numbers_that_are_not_finite_are_empty_or_infinite_in_a_table_and_themselves_in_an_array() -> None:
    predictions: list[Prediction] = [{"value": NAN}, {"value": INF}, {"value": -INF}]
    assert encoded(answered(predictions), [CSV])[1] == b'value\n""\ninf\n-inf\n'
    np.testing.assert_array_equal(array(predictions), [NAN, INF, -INF])


@pytest.mark.parametrize(
    ("predictions", "expected", "kind"),
    [
        (CLASSES, ["a,b", 'c"'], "U"),
        ([{"label": 2**53 + 1}, {"label": -3}], [2**53 + 1, -3], "i"),
        ([{"label": 2**63 + 1}, {"label": 1}], [2**63 + 1, 1], "u"),
        ([{"value": 0.5}], [0.5], "f"),
        ([{"cluster": 2}], [2], "i"),
        ([{"row": [1.0, 2.0]}], [[1.0, 2.0]], "f"),
        ([{"decision": {"a": 0.5, "b": 1.5}}], [[0.5, 1.5]], "f"),
        ([{"probabilities": {"a": 0.5, "b": 0.5}}], [[0.5, 0.5]], "f"),
        ([{"value": [[0.5], [1.5]], "error": 0.1}], [[[0.5], [1.5]]], "f"),
    ],
)
def test_an_array_holds_what_a_prediction_is_in_short(predictions: list[Prediction], expected: list[Any], kind: str) -> None:
    found = array(predictions)
    assert (found.tolist(), found.dtype.kind) == (expected, kind)


@pytest.mark.parametrize(
    "predictions",
    [
        [{"label": 1}, {"label": "a"}],
        [{"value": None}, {"value": 0.5}],
        [{"value": [0.5]}, {"value": [0.5, 1.5]}],
        [{"value": 0.5}, {"value": [0.5, 1.5]}],
        [{"label": 2**64}],
        [{"label": 2**63 + 1}, {"label": -1}],
        [{"value": 2**53 + 1}, {"value": 0.5}],
        [{"row": ["a", 1.5]}],
    ],
    ids=str,
)
def test_an_array_refuses_what_it_cannot_hold_exactly(predictions: list[Prediction]) -> None:
    with pytest.raises(NotAcceptable, match="application/x-npy cannot hold these predictions"):
        encoded(answered(predictions), [NPY])


def test_an_array_and_a_table_refuse_series_of_different_numbers_of_windows() -> None:
    predictions: list[Prediction] = [{"value": [0.5, 1.5]}, {"value": [0.5, 1.5, 2.5]}]
    with pytest.raises(NotAcceptable, match="prediction 1 has 3 and prediction 0 2"):
        encoded(answered(predictions), [CSV])
    assert encoded(answered(predictions), [CSV, JSON]) == (JSON, json_of(answered(predictions)))


def test_several_outputs_are_no_single_array() -> None:
    with pytest.raises(NotAcceptable, match="several inputs or outputs"):
        encoded(answered([{"a": {"value": 1.0}}], is_by_output=True), [NPY])


@pytest.mark.parametrize(
    ("prediction", "pointer"),
    [
        ({"value": NAN}, "/value is not a number"),
        ({"value": [[0.5, INF]]}, "/value/0/1 is infinite"),
        ({"label": "a", "probability": NAN, "probabilities": {"a": NAN, "null": 0.5}}, "/probability is not a number"),
        ({"probabilities": {"a/b": -INF}}, "/probabilities/a~1b is minus infinity"),
        ({"row": ["null", NAN]}, "/row/1 is not a number"),
    ],
)
@pytest.mark.parametrize("encode", [json_of, lines_of])
def test_a_number_that_is_not_finite_is_null_with_the_reason_beside_it(encode: Any, prediction: Prediction, pointer: str) -> None:
    body = encode(answered([{"value": 0.5}, prediction, {"label": "null", "probability": None}]))
    first, found, last = orjson.loads(body)["predictions"] if encode is json_of else map(orjson.loads, body.splitlines())
    assert found.pop("reason").startswith(pointer)
    assert found == orjson.loads(orjson.dumps(prediction))
    assert (first, last) == ({"value": 0.5}, {"label": "null", "probability": None})


def test_the_reason_stands_with_the_output_that_has_the_gap() -> None:
    (found,) = orjson.loads(json_of(answered([{"a": {"value": NAN}, "b": {"value": 1.0}}], is_by_output=True)))["predictions"]
    assert found["a"]["reason"].startswith("/value is not a number")
    assert found["b"] == {"value": 1.0}


@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_an_answer_in_pieces_has_the_bytes_of_one_in_one_piece(n: int) -> None:
    predictions: list[Prediction] = [{"value": [float(index)] * (PIECE // 8)} for index in range(n)]
    assert json_of(answered(predictions)) == orjson.dumps({"model": "m@1", "kind": "regression", "predictions": predictions})
    assert json_of(answered(predictions)) == short_json_of("m@1", "regression", predictions)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 17))
def test_a_rounded_number_is_the_nearest_one_of_so_many_digits(number: float, digits: int) -> None:
    (found,) = rounded({"value": [number]}, digits)["value"]
    assert found == float(f"{number:.{digits - 1}e}")
    assert rounded({"value": number}, 17) == {"value": number}


def test_only_floats_are_rounded() -> None:
    assert rounded({"label": 123456789, "text": "1.23456", "probability": None, "x": 1234.5678}, 3) == {
        "label": 123456789,
        "text": "1.23456",
        "probability": None,
        "x": 1230.0,
    }


def test_other_answers_have_the_reason_beside_their_fields() -> None:
    found = orjson.loads(numbers_json({"model": "m@1", "forecast": [[0.5, NAN], [INF, 1.5]]}))
    assert found.pop("reason").startswith("/forecast/0/1 is not a number")
    assert found == {"model": "m@1", "forecast": [[0.5, None], [None, 1.5]]}
    assert orjson.loads(numbers_json({"model": "m@1", "counts": None})) == {"model": "m@1", "counts": None}


LABELLED: list[Prediction] = [
    {"labels": ["a", "b"], "probabilities": {"a": 0.75, "b": 0.5}},
    {"labels": [], "probabilities": {"a": 0.25, "b": 0.0}},
]


def test_lists_of_labels_are_cells_of_a_table_and_their_probabilities_an_array() -> None:
    found = table(LABELLED)
    assert [*found.columns] == ["labels", "probabilities.a", "probabilities.b"]
    assert found["labels"].map(json.loads).tolist() == [["a", "b"], []]
    assert array(LABELLED).tolist() == [[0.75, 0.5], [0.25, 0.0]]


def test_lists_of_labels_alone_are_no_array() -> None:
    with pytest.raises(NotAcceptable):
        array([{"labels": ["a"]}, {"labels": []}])


def test_several_targets_are_columns_of_a_table_and_of_an_array() -> None:
    predictions: list[Prediction] = [{"value": {"width": 1.5, "labels": 2.5}}, {"value": {"width": 3.5, "labels": 4.5}}]
    assert [*table(predictions).columns] == ["value.width", "value.labels"]
    assert array(predictions).tolist() == [[1.5, 2.5], [3.5, 4.5]]
