"""CSV files: what is read back is what was written, and a bad file is refused with its line."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from models.core.errors import DataError, SpecError
from models.core.tensors import TensorType
from models.uploads.delimited import blocks
from models.uploads.delimited.layout import DELIMITERS
from models.uploads.table import limits
from tests.uploaded import csv_file, data_set, read

FLOWERS = b"length,width,kind\n5.1,3,setosa\n4.9,,virginica\n6,2,setosa\n"

#: How the refusal of rows ends.
_LEAVE_OUT = "; correct the rows, or leave them out by reading.skip_lines="

_TEXT = st.text(st.sampled_from("ab1. ,;\t\"'\n\ré中😀"), max_size=20)
_COLUMNS = {
    "int64": st.integers(-(2**53) + 1, 2**53 - 1),
    "float64": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "text": st.none() | _TEXT.map(lambda text: "t" + text),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Any]]]:
    """Draw types of columns, and rows of such values."""
    types = ["int64", *draw(st.lists(st.sampled_from(sorted(_COLUMNS)), max_size=4))]  # A row without any value is left out.
    return types, draw(st.lists(st.tuples(*(_COLUMNS[name] for name in types)).map(list), min_size=1, max_size=30))


@settings(max_examples=50)  # Each draws up to 150 cells.
@given(tables(), st.sampled_from([delimiter for delimiter in DELIMITERS if delimiter != " "]))
def test_what_csv_writer_writes_is_read_back(table: tuple[list[str], list[list[Any]]], delimiter: str) -> None:
    types, rows = table
    names = [f"c{index}" for index in range(len(types))]
    with TemporaryDirectory() as folder:
        upload = read(Path(folder), "csv", csv_file([names, *rows], delimiter), delimiter, labels="as_is")
        data = data_set(upload).load(None)
        assert upload.record.n_samples == len(rows)
        found = [[None if value != value else value for value in row] for row in data.inputs.tolist()]
        assert found == ([[value if value is None else float(value) for value in row] for row in rows] if data.inputs.dtype != object else rows)
        missing = [sum(row[index] is None for row in rows) for index in range(len(types))]
        assert [column.n_missing for column in upload.record.columns] == missing


@settings(max_examples=30)  # Each reads a file in up to a hundred pieces.
@given(st.integers(1, 60), st.integers(1, 7))
def test_a_table_read_in_pieces_is_whole(n_rows: int, n_columns: int) -> None:
    rows = [[row * n_columns + column for column in range(n_columns)] for row in range(n_rows)]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "FIRST_BYTES", 20)
        patch.setattr(blocks, "BLOCK_BYTES", 20)
        upload = read(Path(folder), "csv", csv_file([[f"c{column}" for column in range(n_columns)], *rows]))
        assert data_set(upload).load(None).inputs.tolist() == rows


def test_a_column_is_of_the_type_that_all_its_cells_are(tmp_path: Path) -> None:
    rows = [["a", "b", "c", "d", "e", "f"], [" 1", "1", "1", "1", "", "9223372036854775808"], ["-2 ", ".5", "", "x", "", "1"]]
    record = read(tmp_path, "csv", csv_file(rows)).record
    assert [column.type for column in record.columns] == ["int64", "float64", "float64", "text", "float64", "text"]
    assert [column.n_missing for column in record.columns] == [0, 0, 1, 0, 2, 0]


@pytest.mark.parametrize("cell", ["0x10", "one", "٣", "1e", "--1", "+-1", "1.2.3"])
def test_a_cell_that_only_resembles_a_number_is_text(tmp_path: Path, cell: str) -> None:
    assert read(tmp_path, "csv", csv_file([["a", "b"], [cell, 1]])).record.columns[0].type == "text"


def test_a_description_counts_values_and_names_the_first_line_without_one(tmp_path: Path) -> None:
    width, kind = read(tmp_path, "csv", FLOWERS).record.columns[1:]
    assert (width.n_missing, width.first_missing, width.counts) == (1, 3, None)
    assert [(item.value, item.count) for item in kind.counts or []] == [("setosa", 2), ("virginica", 1)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_detected(tmp_path: Path, delimiter: str) -> None:
    upload = read(tmp_path, "csv", csv_file([["a", "b"], [1, 2]], delimiter))
    assert [column.name for column in upload.record.columns] == ["a", "b"]


def test_a_delimiter_may_be_given(tmp_path: Path) -> None:
    assert [column.name for column in read(tmp_path, "csv", b"a|b,c\n1|2\n", "|").record.columns] == ["a", "b,c"]


def test_a_byte_order_mark_and_empty_lines_are_skipped(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", b"\xef\xbb\xbf\n a ,b\n\n1,2\n\n")
    assert ([column.name for column in upload.record.columns], upload.record.n_samples) == (["a", "b"], 1)


def test_rows_of_numbers_are_floats_and_the_target_is_left_out(tmp_path: Path) -> None:
    found = data_set(read(tmp_path, "csv", FLOWERS), target="kind")
    assert found.describe().inputs == TensorType((2,), "float64")
    assert (found.describe().columns, found.describe().labels) == (("length", "width"), ("setosa", "virginica"))
    data = found.load(None)
    assert_array_equal(data.inputs, [[5.1, 3], [4.9, np.nan], [6, 2]])
    assert data.targets is not None
    assert data.targets.tolist() == ["setosa", "virginica", "setosa"]


def test_rows_with_text_are_objects_with_none_for_missing_values(tmp_path: Path) -> None:
    found = data_set(read(tmp_path, "csv", b"n,colour,y\n1,red,0.5\n2,,1.5\n"), target=2)
    assert (found.describe().inputs, found.describe().text_columns) == (TensorType((2,), "object"), (1,))
    assert (found.describe().targets, found.describe().labels) == (TensorType((), "float64"), None)
    assert found.load(None).inputs.tolist() == [[1, "red"], [2, None]]


def test_features_are_in_the_selected_order_and_groups_are_not_a_feature(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", b"a,b,c,d\n1,2,x,4\n5,6,y,8\n")
    assert data_set(upload, features=["d", 0]).load(None).inputs.tolist() == [[4, 1], [8, 5]]
    data = data_set(upload, target="a", groups="c").load(None)
    assert data.inputs.tolist() == [[2, 4], [6, 8]]
    assert data.groups is not None
    assert data.groups.tolist() == ["x", "y"]


@pytest.mark.parametrize(("n", "labels"), [(100, tuple(range(100))), (101, None)])
def test_integers_are_classes_up_to_a_hundred_distinct_ones(tmp_path: Path, n: int, labels: tuple[int, ...] | None) -> None:
    found = data_set(read(tmp_path, "csv", csv_file([["x", "y"], *([0.5, value] for value in range(n))])), target="y").describe()
    assert (found.targets, found.labels) == (TensorType((), "int64"), labels)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: expected a row with the names of the columns, got an empty file"),
        (b"a,b\n", "expected at least one row below the names of the columns, got none"),
        (b"a,b\n1,2\n3,4,5\n", "line 3: expected 2 fields, got 3" + _LEAVE_OUT + "[3]"),
        (b'a,b\n"1\n2",3\n4\n', "line 4: expected 2 fields, got 1" + _LEAVE_OUT + "[4]"),
        (b"a,b,a\n1,2,3\n", "line 1: expected distinct names, got 'a' for columns 0 and 2 (counted from 0)"),
        (b"a,b\n1,2\n1,\0\n", "line 3: expected text, got a NUL byte"),
        (
            b'a,b\n1,"2"x\n',
            "line 2: expected a row of CSV, got one that cannot be read: ',' expected after '\"'" + _LEAVE_OUT + "[2]",
        ),
        (
            b'a,b\n1,2\n3,"4\n5,6\n',
            "line 3: expected a row of CSV, got one that cannot be read: unexpected end of data" + _LEAVE_OUT + "[3]",
        ),
        (
            b"a,b\n1," + b"x" * 100_001 + b"\n",
            "line 2: field 2: expected at most 100,000 characters in a cell, got 100,001" + _LEAVE_OUT + "[2]",
        ),
        (b"a" * 201 + b",b\n1,2\n", "line 1: expected column names of at most 200 characters, got one of 201"),
        (b",".join(b"c%d" % index for index in range(10_001)) + b"\n", "line 1: expected at most 10,000 columns, got 10,001"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, "csv", content)
    assert str(raised.value) == message


def test_a_row_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_RECORD", 1000)
    with pytest.raises(DataError, match=r"^line \d+: expected at most 1,000 characters in a row, got more; is a quote not closed\?$"):
        read(tmp_path, "csv", b'a,b\n1,2\n3,"4\n' + b"5,6\n" * 1000)


def test_a_table_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    assert read(tmp_path, "csv", b"a,b\n" + b"1,2\n" * 3).record.n_samples == 3
    with pytest.raises(DataError, match=r"^line 5: expected at most 3 rows, got more$"):
        read(tmp_path, "csv", b"a,b\n" + b"1,2\n" * 4)


@pytest.mark.parametrize("delimiter", ['"', "\n", "ä"])
def test_a_delimiter_is_of_ascii_and_neither_a_quote_nor_a_line_end(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(DataError, match="expected a delimiter of ASCII that is neither a quote nor a line end"):
        read(tmp_path, "csv", FLOWERS, delimiter)


@pytest.mark.parametrize(
    ("chosen", "faults"),
    [
        ({"target": "knd"}, {"/data/target": 'there is no column "knd"; did you mean "kind"?'}),
        ({"target": "zzz"}, {"/data/target": 'there is no column "zzz"; expected one of "length", "width", "kind"'}),
        ({"target": 3}, {"/data/target": "expected a column from 0 to 2, got 3"}),
        (
            {"target": "kind", "features": ["lenth", "kind", "length", 0]},
            {
                "/data/features/0": 'there is no column "lenth"; did you mean "length"?',
                "/data/features/1": '"kind" is the target; expected another column',
                "/data/features/3": "expected distinct columns, got 0 again",
            },
        ),
        ({"groups": "x"}, {"/data/groups": 'there is no column "x"; expected one of "length", "width", "kind"'}),
        (
            {"target": "width"},
            {
                "/data/target": 'expected a value in each row, but 1 of 3 are missing in column "width", the first on line 3; '
                "data.drop_missing_target: true leaves these rows out"
            },
        ),
    ],
)
def test_an_invalid_selection_is_refused_with_its_pointer(tmp_path: Path, chosen: dict[str, Any], faults: dict[str, str]) -> None:
    with pytest.raises(SpecError) as raised:
        data_set(read(tmp_path, "csv", FLOWERS), **chosen)
    assert {fault.pointer: fault.detail for fault in raised.value.faults} == faults


def test_a_table_of_only_a_target_has_no_inputs(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="expected at least one more column for the inputs"):
        data_set(read(tmp_path, "csv", b"y\n1\n2\n"), target="y")


def test_text_too_long_for_labels_is_refused_as_target(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", csv_file([["x", "review"], [1, string.ascii_letters * 4]]))
    with pytest.raises(SpecError, match="expected at most 10,000 labels of at most 200 characters, got more or longer ones in column"):
        data_set(upload, target="review")
    assert data_set(upload).load(None).inputs.tolist() == [[1, string.ascii_letters * 4]]
