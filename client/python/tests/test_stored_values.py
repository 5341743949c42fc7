"""Frames, rows and arrays are uploaded so that they come back as they were, or refused by the name of the column."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

import pytest

from modelbook import Client
from modelbook._files import upload_of
from modelbook.errors import InputError
from tests.conftest import Scripted, problem

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
np = pytest.importorskip("numpy")
hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies


def read(data: Any) -> list[list[str]]:
    upload = upload_of(data, "some")
    assert (upload.format, upload.delimiter) == ("csv", ",")
    return list(csv.reader(io.StringIO(upload.file.read().decode(), newline="")))


TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1).map(lambda text: f"t{text}")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@hypothesis.settings(max_examples=60, deadline=None)
@hypothesis.given(st.lists(st.tuples(st.none() | TEXTS, NUMBERS, st.integers(-(2**63), 2**63 - 1)), min_size=1))
def test_what_a_frame_holds_stands_in_the_file(rows: list[Any]) -> None:
    texts, floats, integers = (list(column) for column in zip(*rows))
    found = read(pd.DataFrame({"text": pd.Series(texts, dtype=object), "float": floats, "integer": integers}))
    assert found[0] == ["text", "float", "integer"]
    assert [(row[0] or None, float(row[1]), int(row[2])) for row in found[1:]] == rows


def test_frames_of_polars_and_lists_of_rows_are_tables() -> None:
    assert read(pl.DataFrame({"a": [1, None], "b": ["x", "y"]})) == [["a", "b"], ["1", "x"], ["", "y"]]
    assert read([{"a": 1, "b": "x"}, {"b": "y", "c": 0.5}]) == [["a", "b", "c"], ["1", "x", ""], ["", "y", "0.5"]]
    assert read(pd.Series([1.5, 2.0], name="v")) == [["v"], ["1.5"], ["2.0"]]
    assert read(pd.DataFrame([[1, 2]])) == [["0", "1"], ["1", "2"]]


def test_a_missing_value_of_a_single_column_is_no_empty_line() -> None:
    assert upload_of(pd.DataFrame({"a": ["x", None]}), None).file.read() == b'a\r\nx\r\n""\r\n'


def test_a_frame_and_its_targets_are_one_table() -> None:
    frame = pd.DataFrame({"a": [1, 2]})
    assert read((frame, pd.Series(["x", "y"], name="kind"))) == [["a", "kind"], ["1", "x"], ["2", "y"]]
    assert read((frame, np.array(["x", "y"])))[0] == ["a", "target"]
    for targets, reason in (
        ([1], "expected 2 targets, one for each row, got 1"),
        (pd.Series([1, 2], name="a"), "a name that no column has, got 'a'"),
    ):
        with pytest.raises(InputError, match=reason):
            upload_of((frame, targets), None)
    with pytest.raises(InputError, match="expected targets with the index of the inputs"):
        upload_of((frame, pd.Series([1, 2], index=[1, 0])), None)


@pytest.mark.parametrize("index", [["x", "y"], [1, 0], [1, 2], pd.date_range("2024-01-01", periods=2), pd.RangeIndex(2, name="id")])
def test_an_index_is_not_lost_silently(index: Any) -> None:
    frame = pd.DataFrame({"a": [1, 2]}, index=index)
    with pytest.raises(InputError, match=r"expected a plain index 0, 1, 2 .*\.reset_index\(\) to store it as a column"):
        upload_of(frame, None)
    assert len(read(frame.reset_index())[0]) == 2


def test_a_plain_index_of_any_kind_says_nothing() -> None:
    assert read(pd.DataFrame({"a": [1, 2]}, index=[0, 1])) == [["a"], ["1"], ["2"]]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"zip": ["01234", "00501"]}, "column 'zip': expected texts that are not numbers, got '01234'"),
        (
            {"c": pd.Series([2**53 + 1, None], dtype="Int64")},
            f"column 'c': expected integers up to 2\\*\\*53 beside missing values or floats, got {2**53 + 1}",
        ),
        ({"c": [1, "a"]}, "column 'c': expected numbers or texts, got both"),
        ({}, "expected a table with columns, got none"),
    ],
)
def test_what_would_come_back_otherwise_is_refused(columns: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        upload_of(pd.DataFrame(columns), None)


def test_names_of_columns_are_texts_that_differ() -> None:
    for columns, reason in (([("a", "b"), ("a", "c")], "got tuple"), (["a", "a"], "expected each column once"), (["", "a"], "got str ''")):
        with pytest.raises(InputError, match=reason):
            upload_of(pd.DataFrame([[1, 2]], columns=columns), None)


def test_arrays_of_texts_are_stored_without_python_objects() -> None:
    upload = upload_of((np.zeros((2, 2)), np.array(["x", "yy"], dtype=object)), None)
    upload.file.seek(0)
    with np.load(upload.file, allow_pickle=False) as found:
        assert found["y"].tolist() == ["x", "yy"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.array([1, "a"], dtype=object), "array 'y': expected numbers, or texts, got numbers and texts"),
        (np.array(["2024-01-01"], dtype="datetime64[D]"), "array 'y': expected numbers, or texts, got values of type datetime64"),
        (np.array([[1], [1, 2]], dtype=object), "array 'y': expected rows of equal length"),
    ],
)
def test_arrays_of_other_values_are_refused(values: Any, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        upload_of((np.zeros(len(values)), values), None)


def test_equal_values_give_equal_bytes(tmp_path: Path) -> None:
    def content(data: Any) -> bytes:
        with upload_of(data, "some").file as file:
            file.seek(0)
            return file.read()

    assert content(pd.DataFrame({"a": [1.5]})) == content(pl.DataFrame({"a": [1.5]}))
    (tmp_path / "cats").mkdir()
    image = tmp_path / "cats" / "a.png"
    image.write_bytes(b"an image")
    first = content(tmp_path)
    os.utime(image, (1, 1_000_000_000))
    assert content(tmp_path) == first


def test_the_delimiter_goes_along(server: Scripted, client: Client) -> None:
    server.script = [problem(422, "no")]
    with pytest.raises(Exception, match="no"):
        client.upload(pd.DataFrame({"a": ["x;y;z", "u;v;w"]}), name="some", progress=False)
    assert b'name="delimiter"\r\n\r\n,\r\n' in server.requests[-1].body
