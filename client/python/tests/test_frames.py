"""Frames and series of pandas and polars go as rows by column name, and predictions come back with their index."""

from __future__ import annotations

import asyncio
import datetime
import decimal
import json
import subprocess
import sys
from typing import Any

import pytest

from modelbook import AsyncClient, Client
from modelbook.errors import InputError, InvalidError
from tests.conftest import Answer, Scripted, problem

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
np = pytest.importorskip("numpy")

NUMBER, TEXT = {"type": "number"}, {"type": "string"}
TABLE = {
    "anyOf": [
        {"type": "array", "prefixItems": [NUMBER, TEXT], "items": False, "minItems": 2, "maxItems": 2},
        {"type": "object", "properties": {"weight": NUMBER, "colour": TEXT}, "required": ["weight", "colour"], "additionalProperties": False},
    ]
}
ROW_OF_TWO = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
SERIES = {"type": "array", "minItems": 2, "items": {"anyOf": [NUMBER, {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": 1}]}}


def schema(inputs: dict[str, Any], labels: tuple[Any, ...] = (), model: str = "fruit@1") -> Answer:
    output = {"properties": {"label": {"enum": list(labels)}}} if labels else {}
    return Answer(200, {"model": model, "kind": "classification", "input": inputs, "output": output})


def labels(*values: Any, model: str = "fruit@1") -> Answer:
    return Answer(200, {"model": model, "kind": "classification", "predictions": [{"label": value} for value in values]})


def values(*found: Any) -> Answer:
    return Answer(200, {"model": "fruit@1", "kind": "regression", "predictions": [{"value": value} for value in found]})


def body(server: Scripted) -> Any:
    return json.loads(server.requests[-1].body)["inputs"]


FRUIT = {"weight": [1.5, 2.0], "colour": ["red", "green"]}


def test_a_frame_goes_by_column_name_and_gives_a_series_with_its_index(server: Scripted, client: Client) -> None:
    server.script = [schema(TABLE), labels("apple", "melon")]
    frame = pd.DataFrame(FRUIT, index=["x", "y"])[["colour", "weight"]]
    found = client.models["fruit"].predict(frame)
    assert found.to_dict() == {"x": "apple", "y": "melon"}
    assert body(server) == [{"colour": "red", "weight": 1.5}, {"colour": "green", "weight": 2.0}]
    server.script = [labels("apple", "melon")]
    assert client.models["fruit"].predict(frame).tolist() == ["apple", "melon"]
    assert len(server.requests) == 3, "the schema of a model was asked for twice"


def test_a_frame_of_polars_gives_a_series_of_polars(server: Scripted, client: Client) -> None:
    server.script = [schema(TABLE), labels("apple", "melon")]
    found = client.models["fruit"].predict(pl.DataFrame(FRUIT))
    assert (type(found), found.to_list()) == (pl.Series, ["apple", "melon"])
    assert body(server) == [{"weight": 1.5, "colour": "red"}, {"weight": 2.0, "colour": "green"}]


def test_probabilities_of_a_frame_are_a_frame_with_a_column_for_each_label(server: Scripted, client: Client) -> None:
    items = [{"probabilities": {"7": 0.25, "1": 0.75}}, {"probabilities": {"7": 1.0, "1": 0.0}}]
    server.script = [schema(TABLE, (7, 1)), Answer(200, {"model": "fruit@1", "kind": "probabilities", "predictions": items})]
    found = client.models["fruit"].predict_proba(pd.DataFrame(FRUIT, index=[10, 20]))
    assert (list(found.columns), list(found.index)) == ([7, 1], [10, 20])
    assert found.idxmax(axis=1).to_dict() == {10: 1, 20: 7}


def test_several_outputs_are_columns(server: Scripted, client: Client) -> None:
    items = [{"a": {"label": "x"}, "b": {"value": 0.5}}, {"a": {"label": "y"}, "b": {"value": 1.5}}]
    server.script = [schema(TABLE), Answer(200, {"model": "fruit@1", "kind": "outputs", "predictions": items})]
    found = client.models["fruit"].predict(pd.DataFrame(FRUIT, index=[3, 4]))
    assert found.to_dict("index") == {3: {"a": "x", "b": 0.5}, 4: {"a": "y", "b": 1.5}}


def test_rows_of_a_transformer_are_a_frame(server: Scripted, client: Client) -> None:
    items = [{"row": [1.0, 2.0, 3.0]}, {"row": [4.0, 5.0, 6.0]}]
    server.script = [schema(ROW_OF_TWO), Answer(200, {"model": "fruit@1", "kind": "transform", "predictions": items})]
    found = client.models["fruit"].transform(pd.DataFrame({"a": [1, 2], "b": [3, 4]}, index=["p", "q"]))
    assert (found.shape, list(found.index)) == ((2, 3), ["p", "q"])
    assert body(server) == [[1, 3], [2, 4]], "a model without names of columns takes them in the order of the frame"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"weight": [1.0], "color": ["red"]}, "expected a column 'colour', got none; did you mean 'color'?"),
        ({**{name: found[:1] for name, found in FRUIT.items()}, "kind": ["apple"]}, "expected no other columns than the model's, got 'kind'"),
    ],
)
def test_wrong_columns_are_refused_before_the_request(server: Scripted, client: Client, columns: dict[str, Any], reason: str) -> None:
    server.script = [schema(TABLE)]
    with pytest.raises(InputError) as caught:
        client.models["fruit@1"].predict(pd.DataFrame(columns))
    assert reason in str(caught.value)
    assert [request.method for request in server.requests] == ["GET"]


def test_columns_are_compared_with_those_of_the_newest_version(server: Scripted, client: Client) -> None:
    server.script = [schema(TABLE), labels("apple", "melon"), schema(ROW_OF_TWO, model="fruit@2"), labels("pear", "plum", model="fruit@2")]
    client.models["fruit"].predict(pd.DataFrame(FRUIT))
    assert client.models["fruit"].predict(pd.DataFrame({"a": [1, 2], "b": [3, 4]})).tolist() == ["pear", "plum"]


def test_a_newer_version_of_other_columns_is_asked_again(server: Scripted, client: Client) -> None:
    server.script = [schema(ROW_OF_TWO), labels("apple", "melon")]
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    client.models["fruit"].predict(frame)
    by_name = {"type": "object", "properties": {"b": NUMBER, "a": NUMBER}}
    server.script = [
        labels(1, 2, model="fruit@2"),
        schema({"anyOf": [ROW_OF_TWO, by_name]}, model="fruit@2"),
        labels("pear", "plum", model="fruit@2"),
    ]
    assert client.models["fruit"].predict(frame).tolist() == ["pear", "plum"]
    assert body(server) == [{"a": 1, "b": 3}, {"a": 2, "b": 4}]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (pd.Series([1.5, float("nan")]), [1.5, None]),
        (pd.Series([1, None], dtype="Int64"), [1, None]),
        (pd.Series([2**53 + 1, 2**62], dtype="int64"), [2**53 + 1, 2**62]),
        (pd.Series([True, False]), [1, 0]),
        (pd.Series([True, None], dtype="boolean"), [1, None]),
        (pd.Series(["a", None], dtype="object"), ["a", None]),
        (pd.Series(["a", pd.NA], dtype="string"), ["a", None]),
        (pd.Series(["a", None], dtype="category"), ["a", None]),
        (pd.Series([3, 4], dtype="category"), [3, 4]),
        (pd.Series([pd.Timestamp("2024-02-29T12:00"), pd.NaT]), ["2024-02-29T12:00:00", None]),
        (pd.Series([datetime.date(2024, 2, 29), None], dtype="object"), ["2024-02-29", None]),
        (pd.Series([decimal.Decimal("0.5"), None], dtype="object"), [0.5, None]),
        (pd.Series([np.float32(0.1), 2], dtype="object"), [float(np.float32(0.1)), 2]),
    ],
)
def test_cells_of_every_type_become_numbers_texts_or_missing_values(server: Scripted, client: Client, cells: Any, expected: list[Any]) -> None:
    server.script = [schema({"type": "object", "properties": {"c": NUMBER}}), values(1.0, 2.0)]
    client.models["fruit"].predict(cells.to_frame("c"))
    assert [row["c"] for row in body(server)] == expected
    if cells.dtype != object and str(cells.dtype) not in ("boolean", "category"):
        server.script = [values(1.0, 2.0)]
        client.models["fruit"].predict(pl.DataFrame({"c": [None if gone else cell for cell, gone in zip(cells.tolist(), cells.isna())]}))
        assert [row["c"] for row in body(server)] == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["a", 1.5], "column 'c': expected numbers or texts, got both: 1.5 (row 1) and 'a' (row 0)"),
        ([1.0, float("inf")], "column 'c', row 1: expected a finite number, got inf"),
        ([2**64, 1], f"column 'c', row 0: expected an integer of 64 bits, got {2**64}"),
        ([[1, 2], [3]], "column 'c', row 0: expected a number, a text, a date or a missing value, got list [1, 2]"),
        ([1j, 2j], "column 'c', row 0: expected a number, a text, a date or a missing value, got complex 1j"),
        (pd.interval_range(0, 2), "column 'c', row 0: expected a number, a text, a date or a missing value, got Interval"),
        (pd.to_timedelta([1, 2], "s"), "column 'c', row 0: expected a number, a text, a date or a missing value, got Timedelta"),
    ],
)
def test_what_has_no_form_is_refused_by_the_name_of_its_column(server: Scripted, client: Client, cells: Any, reason: str) -> None:
    server.script = [schema(TABLE)]
    with pytest.raises(InputError) as caught:
        client.models["fruit"].predict(pd.DataFrame({"c": cells}))
    assert reason in str(caught.value)


def test_one_row_as_a_series_gives_one_prediction(server: Scripted, client: Client) -> None:
    server.script = [schema(TABLE), labels("apple")]
    assert client.models["fruit"].predict(pd.DataFrame(FRUIT).iloc[0]).label == "apple"
    assert body(server) == [{"weight": 1.5, "colour": "red"}]


@pytest.mark.parametrize("row", [[1, 2], np.array([1.0, 2.0]), pd.Series([1, 2]), pl.Series([1, 2])])
def test_one_row_of_numbers_gives_one_prediction(server: Scripted, client: Client, row: Any) -> None:
    server.script = [schema(ROW_OF_TWO), labels("apple")]
    assert client.models["fruit"].predict(row).label == "apple"
    assert body(server) == [[1, 2]]


@pytest.mark.parametrize("series", [[1, 2, 3], np.array([1, 2, 3]), pd.Series([1, 2, 3]), pl.Series([1, 2, 3])])
def test_one_series_gives_one_prediction(server: Scripted, client: Client, series: Any) -> None:
    server.script = [schema(SERIES), values([0.5])]
    assert client.models["fruit"].predict(series).value == [0.5]
    assert body(server) == [[1, 2, 3]]


def test_a_frame_for_a_forecaster_is_one_series(server: Scripted, client: Client) -> None:
    server.script = [schema({"type": "array", "minItems": 2, "items": {**ROW_OF_TWO}}), values([0.5])]
    assert client.models["fruit"].predict(pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]})).value == [0.5]
    assert body(server) == [[[1, 4], [2, 5], [3, 6]]]


def test_a_series_of_texts_gives_a_series_with_its_index(server: Scripted, client: Client) -> None:
    server.script = [schema(TEXT), labels("good", "bad")]
    found = client.models["fruit"].predict(pd.Series(["fine", "awful"], index=[7, 8]))
    assert found.to_dict() == {7: "good", 8: "bad"}
    assert body(server) == ["fine", "awful"]


def test_a_single_image_as_an_array_is_sent_as_a_list_of_one(server: Scripted, client: Client) -> None:
    image = {"type": "array", "minItems": 3, "maxItems": 3, "items": {"type": "array", "items": NUMBER, "minItems": 4, "maxItems": 4}}
    refusal = problem(422, "no", ("/inputs/0",))
    server.script = [refusal, schema({"anyOf": [image, {"type": "string", "contentEncoding": "base64"}]}), labels(7)]
    assert client.models["fruit"].predict(np.zeros((3, 4))).label == 7
    server.script = [refusal]
    with pytest.raises(InvalidError):
        client.models["fruit"].predict(np.zeros((3, 5)))


def test_a_key_for_predictions_only_sends_frames_by_name(server: Scripted, client: Client) -> None:
    server.script = [problem(403, "no scope"), labels("apple", "melon")]
    assert client.models["fruit"].predict(pd.DataFrame(FRUIT)).tolist() == ["apple", "melon"]
    assert body(server)[0] == {"weight": 1.5, "colour": "red"}


def test_a_key_for_predictions_only_gets_the_fault_of_an_array(server: Scripted, client: Client) -> None:
    server.script = [problem(422, pointers=("/inputs/0",)), problem(403, "no scope")]
    with pytest.raises(InvalidError) as caught:
        client.models["fruit"].predict(np.zeros((3, 5)))
    assert [fault.pointer for fault in caught.value.errors] == ["/inputs/0"]


def test_a_schema_that_another_thread_forgets_is_used_all_the_same(server: Scripted, client: Client) -> None:
    class Forgetful(dict[str, Any]):
        def __setitem__(self, key: str, value: Any) -> None:
            """Keep nothing."""

    client._http.schemas = Forgetful()
    server.script = [schema(TABLE), labels("apple", "melon")]
    assert client.models["fruit"].predict(pd.DataFrame(FRUIT)).tolist() == ["apple", "melon"]


def test_an_asynchronous_client_takes_frames_too(server: Scripted, quick: None) -> None:
    async def predicted() -> Any:
        async with AsyncClient(server.url) as client:
            return await client.models["fruit"].predict(pd.DataFrame(FRUIT, index=["x", "y"]))

    server.script = [schema(TABLE), labels("apple", "melon")]
    assert asyncio.run(predicted()).to_dict() == {"x": "apple", "y": "melon"}


def test_libraries_that_the_caller_does_not_use_are_not_imported() -> None:
    program = """
import sys
from modelbook import AsyncClient, Client
from modelbook._batches import batches
from modelbook._files import upload_of
from modelbook._fitting import needs_schema
from modelbook._inputs import sent
list(batches([[1, 2]])), needs_schema([1, 2]), sent([[1, 2]]), sent({"a": 1}), upload_of([{"a": 1}], None)
sys.exit(", ".join({"numpy", "pandas", "polars", "PIL", "sklearn"} & sys.modules.keys()) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
