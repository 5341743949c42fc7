"""Bodies of other systems are refused with the same numbers in the form that is taken."""

import json
from typing import Any

import pytest

from service.bodies.input_objects import FEED_INPUTS, PREDICT_INPUTS, InputsObject
from service.errors import Invalid

COLUMNS = ("weight", "width")
ROWS = [[150, 7.1], [118, 3.6]]
RECORDS = [{"weight": 150, "width": 7.1}, {"weight": 118, "width": 3.6}]

#: Body, pointer to its rows.
FOREIGN: list[tuple[Any, str]] = [
    ({"dataframe_split": {"columns": list(COLUMNS), "data": ROWS}}, "/dataframe_split"),
    ({"dataframe_split": {"index": [0, 1], "columns": list(COLUMNS), "data": ROWS}, "params": {"x": 1}}, "/dataframe_split"),
    ({"dataframe_records": RECORDS}, "/dataframe_records"),
    ({"instances": RECORDS}, "/instances"),
    ({"signature_name": "serving_default", "instances": RECORDS}, "/instances"),
    ({"columns": list(COLUMNS), "data": ROWS}, ""),
    ({"input_data": {"columns": list(COLUMNS), "index": [0, 1], "data": ROWS}}, "/input_data"),
    ({"inputs": {"weight": [150, 118], "width": [7.1, 3.6]}}, "/inputs"),
    ({"weight": [150, 118], "width": [7.1, 3.6]}, ""),
    (RECORDS, ""),
]


def refused(raw: Any, columns: tuple[str, ...] | None, form: InputsObject = PREDICT_INPUTS) -> tuple[str, str]:
    """Return pointer and detail of the fault of a body."""
    with pytest.raises(Invalid) as error:
        form.taken(raw, columns)
    return error.value.errors[0].pointer, error.value.errors[0].detail


@pytest.mark.parametrize(("raw", "pointer"), FOREIGN, ids=lambda value: json.dumps(value)[:40])
def test_a_table_of_another_system_is_shown_by_the_names_of_the_columns(raw: Any, pointer: str) -> None:
    found, detail = refused(raw, COLUMNS)
    assert found == pointer
    assert json.loads(detail.partition("; send ")[2]) == {"inputs": RECORDS}


@pytest.mark.parametrize(("raw", "pointer"), FOREIGN, ids=lambda value: json.dumps(value)[:40])
def test_it_is_shown_as_lists_where_the_model_has_no_columns(raw: Any, pointer: str) -> None:
    found, detail = refused(raw, None)
    assert found == pointer
    assert json.loads(detail.partition("; send ")[2]) == {"inputs": ROWS}


@pytest.mark.parametrize("raw", [{"instances": [[1, 2]]}, {"data": {"ndarray": [[1, 2]]}}, [[1, 2]], {"X": [[1, 2]]}, {"data": [[1, 2]]}])
def test_rows_without_names_stay_lists(raw: Any) -> None:
    assert refused(raw, COLUMNS)[1].endswith('; send {"inputs": [[1, 2]]}')


def test_long_bodies_are_shown_by_their_beginning() -> None:
    detail = refused({"instances": [[0.5] * 1_000] * 5_000}, None)[1]
    assert detail.partition("; send ")[2].startswith('{"inputs": [[0.5, 0.5, ')
    assert len(detail) < 400


def test_tensors_of_the_open_inference_protocol_are_sent_to_its_own_path() -> None:
    pointer, detail = refused({"inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [1, 2]}]}, None)
    assert pointer == "/inputs/0"
    assert "/v2/models/" in detail


@pytest.mark.parametrize(
    "raw", [{}, 1, None, "x", {"instances": 5}, {"instances": {}}, {"method": "predict"}, {"inputs": {"a": [1], "b": [2, 3]}}, {"a": {"b": 1}}]
)
@pytest.mark.parametrize("form", [PREDICT_INPUTS, FEED_INPUTS])
def test_a_body_in_which_no_rows_are_found_gets_no_suggestion(raw: Any, form: InputsObject) -> None:
    assert "; send" not in refused(raw, None, form)[1]
