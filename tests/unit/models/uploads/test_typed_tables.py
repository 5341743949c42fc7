"""Formats with types of their own become the same tables as text does: Parquet, Arrow, JSON Lines, workbooks, structured arrays."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import xlsxwriter

from models.core.errors import DataError
from models.core.file_kinds import kind_of
from models.uploads.format_choice import format_of
from models.uploads.formats import READERS
from tests.uploaded import data_set, npy, read

DAY, NOON = dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 12)
ROWS: list[dict[str, Any]] = [
    {"n": 1, "x": 0.5, "word": "a", "code": "01067", "member": True, "day": DAY, "kind": "u"},
    {"n": 2, "x": None, "word": "b", "code": "00501", "member": False, "day": dt.date(2024, 3, 2), "kind": "v"},
    {"n": 3, "x": 2.5, "word": None, "code": "01067", "member": None, "day": None, "kind": "u"},
]


def framed(write: str, frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    getattr(frame, write)(file)
    return file.getvalue()


def book(rows: list[list[Any]], *more: str, title: str = "") -> bytes:
    """Return a workbook whose first sheet has those rows, below a title, if any; and more sheets."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"})
    sheet = workbook.add_worksheet("rows")
    if title:
        sheet.write(0, 0, title)
    for index, row in enumerate(rows, 2 if title else 0):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(index, column, value)
    for name in more:
        workbook.add_worksheet(name).write_column(0, 0, [name, 1, 2])
    workbook.close()
    return file.getvalue()


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(pl.DataFrame({name: [value] for name, value in row.items()}).write_ndjson().encode() for row in rows)


FRAME = pl.DataFrame(ROWS)
FILES = {
    "parquet": framed("write_parquet", FRAME),
    "arrow": framed("write_ipc", FRAME),
    "arrow stream": framed("write_ipc_stream", FRAME),
    "jsonl": json_lines(ROWS),
    "json": FRAME.write_json().encode(),
    "xlsx": book([list(ROWS[0]), *[list(row.values()) for row in ROWS]]),
}
FORMATS = {"arrow stream": "arrow", "json": "jsonl"}


@pytest.mark.parametrize("name", FILES)
def test_the_same_rows_give_the_same_table(tmp_path: Path, name: str) -> None:
    upload = read(tmp_path, FORMATS.get(name, name), FILES[name])
    assert [(column.name, column.type, column.n_missing) for column in upload.record.columns] == [
        ("n", "int64", 0),
        ("x", "float64", 1),
        ("word", "text", 1),
        ("code", "text", 0),
        ("member", "boolean", 1),
        ("day", "date", 1),
        ("kind", "text", 0),
    ]
    found = data_set(upload, target="kind")
    assert repr(found.load(None).inputs.tolist()) == repr(
        [[1, 0.5, "a", "01067", 1.0, "2024-03-01"], [2, float("nan"), "b", "00501", 0.0, "2024-03-02"], [3, 2.5, None, "01067", float("nan"), None]]
    )
    assert found.describe().labels == ("u", "v")
    assert upload.record.reading is not None
    assert upload.record.reading.types == {"word": "text", "code": "text", "member": "boolean", "day": "date", "kind": "text"}
    assert upload.record.doubts == []


@pytest.mark.parametrize("name", FILES)
def test_the_format_is_known_by_the_content(name: str) -> None:
    assert format_of("rows", kind_of(FILES[name], FILES[name])) == FORMATS.get(name, name)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_file_that_is_cut_off_is_refused_in_words(tmp_path: Path, name: str, share: float) -> None:
    content = FILES[name][: int(share * len(FILES[name]))]
    with pytest.raises(DataError, match="expected"):
        read(tmp_path, FORMATS.get(name, name), content)


def test_rows_are_read_group_by_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.uploads.typed import frames

    monkeypatch.setattr(frames, "FRAME_VALUES", 14)
    frame = pl.DataFrame({"n": range(100), "word": [f"w{index % 7}" for index in range(100)]})
    for name, write in (("parquet", "write_parquet"), ("arrow", "write_ipc")):
        found = data_set(read(tmp_path, name, framed(write, frame)), target="word")
        assert found.load(None).inputs[:, 0].tolist() == list(range(100))
        assert found.load(None).targets.tolist() == frame["word"].to_list()  # type: ignore[union-attr]


def test_every_type_of_a_typed_format_is_read_by_value_or_kept_as_text(tmp_path: Path) -> None:
    zone = dt.timezone(dt.timedelta(hours=2))
    frame = pl.DataFrame(
        [
            pl.Series("u1", [1, 2], pl.UInt8),
            pl.Series("big", [2**60, 5], pl.Int64),
            pl.Series("f4", [0.5, float("nan")], pl.Float32),
            pl.Series("d", [Decimal("1.50"), Decimal("2.25")]),
            pl.Series("when", [dt.datetime(2024, 3, 1, 14, tzinfo=zone), None], pl.Datetime("ns", "UTC")),
            pl.Series("wait", [dt.timedelta(seconds=90), None]),
            pl.Series("cat", ["a", "b"], pl.Categorical),
            pl.Series("tags", [["a", "b"], []]),
            pl.Series("none", [None, None]),
            pl.Series("__index_level_0__", [0, 1]),
        ]
    )
    upload = read(tmp_path, "parquet", framed("write_parquet", frame))
    assert {column.name: column.type for column in upload.record.columns} == {
        **{"u1": "int64", "big": "text", "f4": "float64", "d": "float64", "when": "date"},
        **{"wait": "float64", "cat": "text", "tags": "text", "none": "float64"},
    }
    row = data_set(upload).load(None).inputs[0].tolist()
    assert row[:8] == [1, str(2**60), 0.5, 1.5, "2024-03-01T12:00:00", 90.0, "a", '["a","b"]']
    assert upload.record.reading is not None
    assert [(item.what, item.names) for item in upload.record.reading.skipped] == [("an index of pandas", ["__index_level_0__"])]


@pytest.mark.parametrize(
    ("name", "numbers", "dtype"),
    [
        ("parquet", [10**18], pl.Datetime("us")),
        ("parquet", [2**62], pl.Duration("ms")),
        ("arrow", [2**100], pl.Int128),
    ],
    ids=["a date", "a span", "an integer"],
)
def test_lists_of_more_than_json_holds_are_refused(tmp_path: Path, name: str, numbers: list[int], dtype: Any) -> None:
    lists = pl.Series("a", [numbers], pl.List(pl.Int128 if dtype == pl.Int128 else pl.Int64)).cast(pl.List(dtype))
    with pytest.raises(DataError, match=r'^column "a": expected lists of numbers of 64 bits'):
        read(tmp_path, name, framed("write_ipc" if name == "arrow" else "write_parquet", pl.DataFrame([lists])))


def test_columns_that_no_table_has_are_all_named_with_what_to_do(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [{"b": 1}], "c": [b"x"], "n": [1], "v": pl.Series([[1.0, 2.0]], dtype=pl.Array(pl.Float64, 2))})
    with pytest.raises(DataError) as raised:
        read(tmp_path, "parquet", framed("write_parquet", frame))
    for words in ('column "a" of the type Struct', "write each of its fields as a column", 'column "c" of the type Binary', 'column "v"'):
        assert words in str(raised.value)


@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_an_infinite_number_and_no_rows_are_refused(tmp_path: Path, name: str) -> None:
    write = {"parquet": "write_parquet", "arrow": "write_ipc"}[name]
    with pytest.raises(DataError, match='row 2, column "x": expected a finite number, got inf'):
        read(tmp_path, name, framed(write, pl.DataFrame({"x": [1.0, float("inf")]})))
    with pytest.raises(DataError, match="expected at least one row"):
        read(tmp_path, name, framed(write, pl.DataFrame({"x": []}, schema={"x": pl.Float64})))


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (
            b'{"a": 1}\n{"a":\n\n[1]\n{"a": 1, "a": 2}\n',
            'line 2: expected a JSON object, .*; line 4: .* got a list; line 5: .* "a" twice',
        ),
        (b'{"a": 1}\n' + b"[1]\n" * 30, "line 2: .*; line 21: .* got a list; and 10 more"),
        (b'{"a": 1}\n{"a": {"b": 1}}\n', 'line 2, column "a": expected a number, text, a truth value or null, got an object'),
        (b'{"a": 1}\n{"a": Infinity}\n', "line 2: expected a JSON object, got Infinity; a number has to be finite"),
        (b'{"a": 1}\n{"a": "\xff"}\n', "line 2: expected a JSON object, got the byte 0xff, which is not UTF-8"),
        (b'[{"a": 1}, 3]', "object 2: expected an object with the values of a row by column, got a number"),
        (b'[{"a": 1}', "expected a JSON array of objects, got .*: Expecting"),
        (b"[" * 100_000, "expected a JSON array of objects, got one that is nested too deep"),
        (b'{"a": [1, 2], "b": [3, 4]}', "got one object of columns; write rows, as DataFrame.to_json"),
        (b'{"a": {"0": 1}, "b": {"0": 3}}', "got one object of columns"),
        (b"{}\n{}\n", "expected at least one object with values, got none"),
    ],
)
def test_bad_lines_of_json_are_all_named(tmp_path: Path, content: bytes, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        read(tmp_path, "jsonl", content)


def test_what_json_lines_lack_or_mix_is_missing_or_text(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"a": 1, "b": true, "n": 9007199254740993}\r\n\r\n{"a": "x", "c": [1, "u"], "n": NaN}\r\n'
    upload = read(tmp_path, "jsonl", content)
    assert data_set(upload).load(None).inputs.tolist() == [
        ["1", 1.0, "9007199254740993", None],
        ["x", pytest.approx(np.nan, nan_ok=True), None, '[1,"u"]'],
    ]


def test_a_sheet_is_chosen_by_its_name_and_the_others_are_reported(tmp_path: Path) -> None:
    content = book([["n", "kind"], [1, "a"], [2, "b"]], "more")
    first, second = read(tmp_path, "xlsx", content), read(tmp_path, "xlsx", content, sheet="more")
    assert first.record.reading is not None
    assert second.record.reading is not None
    assert (first.record.reading.sheet, second.record.reading.sheet) == ("rows", "more")
    assert first.record.reading.notes == ['other sheets, which were not read: "more"; name one in `sheet` to read it']
    assert [column.name for column in second.record.columns] == ["more"]
    with pytest.raises(DataError, match='there is no sheet "mor"; did you mean "more"'):
        read(tmp_path, "xlsx", content, sheet="mor")


def test_a_title_an_index_and_empty_rows_of_a_sheet_are_passed_over_and_reported(tmp_path: Path) -> None:
    rows = [[None, "n", "kind"], [0, 10, "a"], [None, None, None], [1, 20, "b"]]
    upload = read(tmp_path, "xlsx", book(rows, title="Sales of 2024"))
    assert [column.name for column in upload.record.columns] == ["n", "kind"]
    assert upload.record.reading is not None
    assert [item.what.split(":")[0] for item in upload.record.reading.skipped] == ["rows above the names of the columns", "an index"]
    assert data_set(upload, target="kind").load(None).inputs.tolist() == [[10.0], [20.0]]


def test_a_text_among_the_numbers_of_a_sheet_is_a_doubt_with_its_row(tmp_path: Path) -> None:
    upload = read(tmp_path, "xlsx", book([["n", "x"], *[[index, index / 2] for index in range(1, 25)], ["Total", 3]]))
    (doubt,) = upload.record.doubts
    assert (doubt.column, doubt.line, doubt.cell) == ("n", 26, "Total")
    assert {"skip_lines": [26]} in doubt.settle
    settled = read(tmp_path, "xlsx", book([["n", "x"], *[[index, index / 2] for index in range(1, 25)], ["Total", 3]]), skip_lines=[26])
    assert (settled.record.n_samples, settled.record.columns[0].type, settled.record.doubts) == (24, "int64", [])


def test_names_that_are_numbers_are_a_doubt_that_a_header_settles(tmp_path: Path) -> None:
    content = book([[4.9, 3], [5.1, 2], [6.0, 1]])
    upload = read(tmp_path, "xlsx", content)
    (doubt,) = upload.record.doubts
    assert (doubt.line, doubt.settle) == (1, [{"header": False}, {"header": True}])
    assert [read(tmp_path, "xlsx", content, **said).record.n_samples for said in doubt.settle] == [3, 2]
    assert read(tmp_path, "xlsx", content, header=False).record.doubts == []


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (book([["n", None, "x"], [1, 2, 3]]), r"row 1: expected a name for each column with values, got none for columns 2 \(counted from 1\)"),
        (book([["n", "n"], [1, 2]]), "row 1: expected distinct names, got 'n' for columns 0 and 1"),
        (book([]), "expected a sheet with cells, got only empty ones"),
        (book([["n", "x"]]), "expected at least one row"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "expected a workbook, got one that cannot be read"),
    ],
    ids=["a name is missing", "a name twice", "empty", "no rows", "damaged"],
)
def test_a_sheet_that_is_no_table_is_refused_with_its_row(tmp_path: Path, content: bytes, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        read(tmp_path, "xlsx", content)


def test_named_fields_of_an_array_are_columns(tmp_path: Path) -> None:
    types: Any = [("x", ">f4"), ("y", "i4"), ("word", "U3"), ("raw", "S2"), ("ok", "?"), ("day", "datetime64[D]"), ("h", "f2")]
    array = np.array([(1.5, 2, "a", b"u", True, "2024-03-01", 0.5), (3.0, 4, "b", b"v", False, "NaT", 1.5)], types)
    upload = read(tmp_path, "npy", npy(array))
    assert {column.name: column.type for column in upload.record.columns} == {
        "x": "float64", "y": "int64", "word": "text", "raw": "text", "ok": "boolean", "day": "date", "h": "float64",
    }  # fmt: skip
    assert data_set(upload, target="word").load(None).inputs.tolist() == [[1.5, 2, "u", 1.0, "2024-03-01", 0.5], [3.0, 4, "v", 0.0, None, 1.5]]


@pytest.mark.parametrize(
    ("types", "detail"),
    [
        ([("x", "c8")], 'field "x": expected numbers, booleans or text of a fixed width, got complex numbers'),
        ([("x", "f4", (3,))], r'field "x": expected one value a sample, got values of the shape \(3,\)'),
        ([("x", [("y", "f4")])], r'field "x": expected numbers, .* got named fields \(y\)'),
    ],
)
def test_a_field_that_no_column_has_is_refused_by_its_name(tmp_path: Path, types: Any, detail: str) -> None:
    with pytest.raises(DataError, match=detail):
        read(tmp_path, "npy", npy(np.zeros(2, types)))


def test_a_plain_array_has_nothing_to_settle_and_says_so(tmp_path: Path) -> None:
    upload = read(tmp_path, "npy", READERS["npy"].example(), missing=["NA"])
    assert upload.record.reading is not None
    assert upload.record.reading.notes == ["an array without named fields has nothing to settle: missing was not used"]
