"""What has one meaning is taken as meant, and told."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.understood import types_of, understood

ROWS = "width;height;kind\n1.5;2;apple\n2.5;3;melon\n3.5;4;apple\n"
DECODED = {"width": [1.5, 2.5, 3.5], "height": [2, 3, 4], "kind": ["apple", "melon", "apple"]}


def column(cells: Sequence[str], delimiter: str = ",", **said: Any) -> tuple[str, list[Any], list[str]]:
    """Read a column of cells beside another one; return its type, its values and what was noted, without a doubt."""
    quoted = ['"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\n') else cell for cell in cells]
    text = "\n".join(f"{cell}{delimiter}k{row}" for row, cell in enumerate(["c", *quoted]))
    record, values = understood(text, **said)
    assert not record.doubts
    assert record.reading is not None
    return types_of(record)["c"], values["c"], record.reading.notes


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "  "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_line_ends_and_delimiters_are_recognized(delimiter: str, end: str, encoding: str) -> None:
    record, values = understood(ROWS.replace(";", delimiter).replace("\n", end).encode(encoding))
    assert (values, record.doubts) == (DECODED, [])
    assert record.reading is not None
    assert record.reading.delimiter == delimiter[0]
    assert (record.reading.encoding or "").startswith(encoding.removesuffix("-sig"))


@pytest.mark.parametrize("hint", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_first_line_names_the_delimiter(hint: str) -> None:
    assert understood(hint + ROWS)[1] == DECODED


def test_runs_of_blanks_cut_rows_that_are_indented() -> None:
    assert understood("  a    b\n  1   2.5\n 10    3\n")[1] == {"a": [1, 10], "b": [2.5, 3]}


def test_a_semicolon_goes_before_the_comma_of_decimals() -> None:
    record, values = understood("1,5;2,3\n2,5;3,3\n3,5;4,3\n", header=False)
    assert values == {"column_0": [1.5, 2.5, 3.5], "column_1": [2.3, 3.3, 4.3]}
    assert record.reading is not None
    assert record.reading.decimal == ","


@pytest.mark.parametrize(
    ("cells", "delimiter", "values"),
    [
        (["1,5", "2,25", "-3"], ";", [1.5, 2.25, -3]),
        (["1,234", "2,500"], ";", [1.234, 2.5]),
        (["1.234,50", "2.500", "7"], ",", [1234.5, 2500, 7]),
        (["1,234.50", "2,500", "7"], ",", [1234.5, 2500, 7]),
        (["1,234,567", "2,500"], ";", [1234567, 2500]),
        (["1\u00a0234", "12\u202f500", "7"], ",", [1234, 12500, 7]),
        (["1'234.5", "12'500"], ",", [1234.5, 12500]),
        (["\u22125", "\u22122.5", "3"], ",", [-5, -2.5, 3]),
        ([" 5", "6 ", "\u00a07"], ",", [5, 6, 7]),
        (["+5", ".5", "5.", "1e3"], ",", [5, 0.5, 5, 1000]),
    ],
)
def test_numbers_of_one_meaning_are_read(cells: list[str], delimiter: str, values: list[float]) -> None:
    kind, found, notes = column(cells, delimiter)
    assert (kind in ("int64", "float64"), found) == (True, values)
    assert notes or cells[0] == "+5"


@pytest.mark.parametrize("token", ["NA", "N/A", "#N/A", "?", "-", "null", "None", "NaN"])
def test_a_word_for_missing_values_is_missing_among_numbers_dates_and_truth_values_and_a_text_elsewhere(token: str) -> None:
    record, values = understood(f"n,d,t,w\n1,2024-01-01,True,{token}\n{token},{token},{token},red\n3,2024-01-03,False,blue\n")
    assert types_of(record) == {"n": "float64", "d": "date", "t": "boolean", "w": "text"}
    assert [values[name][1] for name in "ndt"] == [None] * 3
    assert values["w"][0] == token
    assert record.reading is not None
    assert record.reading.missing == ["", token]


def test_namibia_stays() -> None:
    record, values = understood("country,n\nNA,1\nDE,2\nNA,NA\n")
    assert (values["country"], values["n"]) == (["NA", "DE", "NA"], [1, 2, None])
    assert record.columns[0].n_missing == 0


@pytest.mark.parametrize("cells", [["007", "12"], ["01067", "1067", "00501"], ["12", "9007199254740993"], ["1", "123456789012345678901234"]])
def test_codes_and_numbers_that_a_float_cannot_hold_are_text(cells: list[str]) -> None:
    kind, values, notes = column(cells)
    assert (kind, values) == ("text", cells)
    assert "is text" in notes[0]


@pytest.mark.parametrize(
    ("cells", "instants"),
    [
        (["2024-03-01", "2024-03-02"], ["2024-03-01", "2024-03-02"]),
        (["2024/3/1 5:06", "2024-03-02T10:00:00.5"], ["2024-03-01T05:06:00", "2024-03-02T10:00:00"]),
        (["01.02.2024", "31.12.1999"], ["2024-02-01", "1999-12-31"]),
        (["03/04/2024", "25/04/2024"], ["2024-04-03", "2024-04-25"]),
        (["03/04/2024", "04/25/2024"], ["2024-03-04", "2024-04-25"]),
        (["3/14/24 1:05 PM", "12/31/99 12:00 AM"], ["2024-03-14T13:05:00", "1999-12-31T00:00:00"]),
        (["Mar 3, 2024", "4 March 2024", "05-Sep-2024"], ["2024-03-03", "2024-03-04", "2024-09-05"]),
        (["Mar 2024", "April 2024", "05-SEP-24"], ["2024-03-01", "2024-04-01", "2024-09-05"]),
        (["1958-03", "1958-04"], ["1958-03-01", "1958-04-01"]),
        (["2024-03-01T10:00:00+02:00", "2024-03-01T10:00:00Z"], ["2024-03-01T08:00:00", "2024-03-01T10:00:00"]),
    ],
)
def test_dates_of_one_meaning_are_read(cells: list[str], instants: list[str]) -> None:
    assert column(cells)[:2] == ("date", instants)


def test_truth_values_are_read_however_spelled() -> None:
    assert column(["True", "false", "TRUE", "False"])[:2] == ("boolean", [1, 0, 1, 0])


@pytest.mark.parametrize("first", [0, 1])
def test_an_index_is_left_out(first: int) -> None:
    record, values = understood(",a,b\n" + "".join(f"{first + row},{row / 2},x\n" for row in range(4)))
    assert list(values) == ["a", "b"]
    assert record.reading is not None
    assert [(skipped.what, skipped.names) for skipped in record.reading.skipped] == [
        ("an index: a first column without name that counts the rows", ["column_0"])
    ]


def test_names_of_rows_as_r_writes_them_are_an_index() -> None:
    assert understood('"a","b"\n"1",0.5,7\n"2",1.5,8\n')[1] == {"a": [0.5, 1.5], "b": [7, 8]}


def test_a_column_without_name_that_is_no_index_is_kept_under_another_name() -> None:
    record, values = understood(",a\n5,1\n9,2\n")
    assert values == {"column_0": [5, 9], "a": [1, 2]}
    assert record.reading is not None
    assert record.reading.notes == ["a column without a name is called column_0"]


def test_columns_without_name_and_content_and_rows_of_delimiters_are_left_out() -> None:
    record, values = understood("a;b;;\n1;2;;\n;;;\n3;4; ;\n;;;\n")
    assert values == {"a": [1, 3], "b": [2, 4]}
    assert record.reading is not None
    assert [(skipped.what, skipped.count, skipped.first_line) for skipped in record.reading.skipped] == [
        ("rows of delimiters only", 2, 3),
        ("a column without name and content", 1, None),
        ("a column without name and content", 1, None),
    ]


def test_a_delimiter_at_the_end_of_rows_only_is_no_column() -> None:
    assert understood("a,b\n1,2,\n3,4,\n")[1] == {"a": [1, 3], "b": [2, 4]}


def test_blanks_round_names_and_cells_are_left_out() -> None:
    record, values = understood(' a , b\n 1, red\n 2, "blue"\n')
    assert values == {"a": [1, 2], "b": ["red", "blue"]}
    assert record.reading is not None
    assert "blanks round names of columns were left out" in record.reading.notes


def test_texts_are_in_the_composed_form() -> None:
    kind, values, notes = column(["e\u0301", "\u00e9", "x"])
    assert (kind, values) == ("text", ["\u00e9", "\u00e9", "x"])
    assert "composed form" in notes[0]


def test_quoted_cells_may_hold_line_ends_delimiters_and_quotes() -> None:
    rows = "".join(f'{row},"said ""good""\nand, more",x\n' for row in range(3))
    record, values = understood(f"a,note,k\n{rows},,x\n")
    assert values["note"] == ['said "good"\nand, more'] * 3 + [None]
    assert record.columns[1].first_missing == 8


def test_a_quote_inside_a_cell_is_part_of_it() -> None:
    assert understood('a,b\n5" pipe,2\n7" pipe,3\n')[1] == {"a": ['5" pipe', '7" pipe'], "b": [2, 3]}


def test_first_rows_of_equal_numbers_are_values() -> None:
    record, values = understood("1,0,0\n2,1,0\n3,1,1\n")
    assert values == {"column_0": [1, 2, 3], "column_1": [0, 1, 1], "column_2": [0, 0, 1]}
    assert record.reading is not None
    assert record.reading.header is False
