"""What has two meanings stays as it stands, with a doubt that a reread settles."""

from typing import Any

import pytest

from models.core.errors import DataError
from models.uploads.reading.doubt import Doubt
from tests.understood import types_of, understood


def doubts_of(text: str | bytes, **said: Any) -> list[Doubt]:
    """Read a file and return its doubts."""
    return understood(text, **said)[0].doubts


def quoted(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell


NUMBER = {"types": {"c": "number"}}
TEXT = {"types": {"c": "text"}}


@pytest.mark.parametrize(
    ("cells", "settled", "values"),
    [
        (["1,234", "2,500"], {"thousands": ","}, [1234, 2500]),
        (["1,234", "2,500"], {"decimal": ","}, [1.234, 2.5]),
        (["1,5", "2,25"], {"decimal": ","}, [1.5, 2.25]),
        (["$1,200.50", "$7"], NUMBER, [1200.5, 7]),
        (["€ 1.200,50", "-€7"], NUMBER, [1200.5, -7]),
        (["12%", "7.5 %"], NUMBER, [12, 7.5]),
        (["7,5 %", "3 %"], {"decimal": ","} | NUMBER, [7.5, 3]),
        (["$1,234", "$2"], {"thousands": ","} | NUMBER, [1234, 2]),
        (["$1,234", "$2"], {"decimal": ","} | NUMBER, [1.234, 2]),
        (["$1,234,567", "$8"], NUMBER, [1234567, 8]),
        (["$ 1 234.5", "$8"], {"thousands": " "} | NUMBER, [1234.5, 8]),
        (["1,234", "1.5"], {"thousands": ","}, [1234, 1.5]),
        (["1 234", "12 500"], {"thousands": " "}, [1234, 12500]),
        (["1_234", "5"], {"thousands": "_"}, [1234, 5]),
        (["1", "2", "Total"], {"missing": ["Total"]}, [1, 2, None]),
        (["1", "2", "Total"], {"skip_lines": [4]}, [1, 2]),
        (["1", "2", "1e400"], {"missing": ["1e400"]}, [1, 2, None]),
        (["1", "2", "inf"], {"missing": ["inf"]}, [1, 2, None]),
        (["1", "NA", "2", "?", "3", "-", "4", "null"], NUMBER, [1, None, 2, None, 3, None, 4, None]),
        (["1", "NA", "2", "?", "3", "-", "4", "null"], {"missing": ["NA", "?", "-", "null"]}, [1, None, 2, None, 3, None, 4, None]),
        (["03/04/2024", "05/06/2024"], {"dates": {"c": "day_first"}}, ["2024-04-03", "2024-06-05"]),
        (["03/04/2024", "05/06/2024"], {"dates": {"c": "month_first"}}, ["2024-03-04", "2024-05-06"]),
        (["2024-01-01", "2024-01-02", "soon"], {"missing": ["soon"]}, ["2024-01-01", "2024-01-02", None]),
        (["2024-01-01", "0", "2024-01-02", "99", "2024-01-03"], {"missing": ["0", "99"]}, ["2024-01-01", None, "2024-01-02", None, "2024-01-03"]),
        (["True", "False", "maybe"], {"missing": ["maybe"]}, [1, 0, None]),
        (["2024-01-01T00:00", "2024-01-01T00:00Z"], {"types": {"c": "date"}}, ["2024-01-01", "2024-01-01"]),
    ],
)
def test_a_column_in_doubt_is_text_until_a_reread_settles_it(cells: list[str], settled: dict[str, Any], values: list[Any]) -> None:
    text = "\n".join(["c,k", *(f"{quoted(cell)},k{row}" for row, cell in enumerate(cells))])
    record, found = understood(text)
    (doubt,) = record.doubts
    assert (doubt.column, doubt.refuses, types_of(record)["c"], found["c"]) == ("c", "use", "text", cells)
    assert doubt.cell == cells[(doubt.line or 0) - 2]
    assert TEXT in doubt.settle
    assert settled in doubt.settle
    assert doubts_of(text, **TEXT) == []
    again, found = understood(text, **settled)
    assert (again.doubts, found["c"]) == ([], values)


@pytest.mark.parametrize("cells", [["7,5 %", "7.5 %"], ["$1,234.5", "€1.234,5"], ["1'234,5", "1'234.5"]])
def test_numbers_that_no_one_spelling_reads_are_offered_as_text_only(cells: list[str]) -> None:
    text = "\n".join(["c;k", *(f"{cell};k{row}" for row, cell in enumerate(cells))])
    (doubt,) = doubts_of(text)
    assert ("several ways" in doubt.detail, doubt.settle) == (True, [TEXT])


def test_a_column_keeps_its_own_spelling_beside_what_is_said_of_the_file() -> None:
    text = 'a,b,c\n"1,5",7.5 %,"$1,200.50"\n"2,5",8 %,$7\n'
    said: dict[str, Any] = {"decimal": ",", "types": {"b": "number", "c": "number"}}
    assert [doubt.settle[0] for doubt in doubts_of(text)] == [{"decimal": ","}, {"types": {"b": "number"}}, {"types": {"c": "number"}}]
    assert understood(text, **said)[1] == {"a": [1.5, 2.5], "b": [7.5, 8], "c": [1200.5, 7]}


def test_what_would_change_a_column_that_is_settled_is_not_offered() -> None:
    text = "a;b\n1.234;2.345\n2.345;3.456\n"
    (doubt,) = doubts_of(text, types={"a": "number"})
    assert doubt.settle == [{"types": {"a": "number", "b": "number"}}, {"types": {"a": "number", "b": "text"}}]
    assert understood(text, thousands=".")[1] == {"a": [1234, 2345], "b": [2345, 3456]}


def test_points_beside_decimal_commas_may_stand_between_thousands() -> None:
    text = "a;b\n1,5;1.234\n2,5;5\n"
    (doubt,) = doubts_of(text)
    assert (doubt.column, doubt.line, doubt.cell) == ("b", 2, "1.234")
    assert understood(text, thousands=".")[1] == {"a": [1.5, 2.5], "b": [1234, 5]}
    assert understood(text, types={"b": "number"})[1] == {"a": [1.5, 2.5], "b": [1.234, 5]}


def test_a_text_late_in_a_column_is_named_with_its_line() -> None:
    text = "x,y\n" + "".join(f"{'unknown' if row == 40_000 else row % 97},{row % 13}\n" for row in range(50_000))
    (doubt,) = doubts_of(text)
    assert (doubt.column, doubt.line, doubt.cell) == ("x", 40_002, "unknown")
    assert doubt.detail == "49,999 of 50,000 cells are numbers, 1 is not"
    record, values = understood(text, missing=["unknown"])
    assert (types_of(record), values["x"][40_000], record.columns[0].first_missing) == ({"x": "float64", "y": "int64"}, None, 40_002)


@pytest.mark.parametrize(
    "text",
    ["5.1,3.5\n4.9,3.0\n4.7,3.2\n", "5.1,a\n4.9,a\n4.7,b\n", "5.1;a\n4.9;b\n4.7;a\n", "5,1;Ann\n4,9;Ben\n4,7;Cem\n", "5.1,NA,x\n4.9,3,y\n4.7,4,z\n"],
)
def test_a_first_row_of_values_may_be_no_header(text: str) -> None:
    record, _ = understood(text)
    (doubt,) = record.doubts
    assert (doubt.column, doubt.line, doubt.settle) == (None, 1, [{"header": False}, {"header": True}])
    record, values = understood(text, header=False)
    assert (record.n_samples, record.doubts, values["column_0"]) == (3, [], [5.1, 4.9, 4.7])
    record, _ = understood(text, header=True)
    assert (record.n_samples, record.doubts) == (2, [])


@pytest.mark.parametrize("text", ["2024-03-01,Ann\n2024-03-02,Ben\n2024-03-04,Cem\n", "true,3\nfalse,4\ntrue,5\n", "7%,Ann\n8%,Ben\n9%,Cem\n"])
def test_a_first_row_of_dates_truth_values_or_shares_may_be_no_header(text: str) -> None:
    assert {"header": False} in doubts_of(text)[0].settle
    assert understood(text, header=False)[0].n_samples == 3


@pytest.mark.parametrize("text", ["country,2019,2020\nDE,1,2\nFR,3,4\n", "2019,2020,kind\n1,2,a\n3,4,a\n", "dose,0.5,1,1.5\nAnn,1,2,4\nBen,3,4,5\n"])
def test_years_beside_a_name_are_names(text: str) -> None:
    assert doubts_of(text) == []


@pytest.mark.parametrize(("encoding", "word"), [("cp1252", "Müller"), ("cp1251", "Привет"), ("mac_roman", "Müller")])
def test_a_single_byte_encoding_is_in_doubt_where_it_matters(encoding: str, word: str) -> None:
    text = f"name,n\n{word},1\nMeier,2\n".encode(encoding)
    record, _ = understood(text)
    (doubt,) = record.doubts
    assert (doubt.column, doubt.refuses) == ("name", "use")
    assert {"encoding": encoding} in doubt.settle
    record, values = understood(text, encoding=encoding)
    assert (record.doubts, values) == ([], {"name": [word, "Meier"], "n": [1, 2]})


def test_a_byte_of_another_encoding_late_in_a_file_is_seen() -> None:
    text = b"name,n\n" + b"".join(b"Meier,%d\n" % row for row in range(100_000)) + "Größe,7\n".encode("cp1252")
    (doubt,) = doubts_of(text)
    assert (doubt.column, doubt.line, doubt.cell) == ("name", 100_002, "Größe")


LABELS = ["Apple", "apple", "apple ", "APPLE", "melon", "Stra\u00dfe", "STRASSE"]


@pytest.mark.parametrize(
    ("join", "values"),
    [
        ("strip", ["Apple", "apple", "apple", "APPLE", "melon", "Stra\u00dfe", "STRASSE"]),
        ("strip_casefold", ["apple", "apple", "apple", "apple", "melon", "strasse", "strasse"]),
        ("as_is", LABELS),
    ],
)
def test_labels_that_look_alike_are_in_doubt_as_a_target(join: str, values: list[str]) -> None:
    text = "\n".join(["x,kind", *(f"{row},{label}" for row, label in enumerate(LABELS))])
    record, found = understood(text)
    (doubt,) = record.doubts
    assert (doubt.column, doubt.refuses, found["kind"]) == ("kind", "target", LABELS)
    assert "'APPLE' (1), 'Apple' (1), 'apple' (1), 'apple ' (1); 'STRASSE' (1), 'Stra\u00dfe' (1)" in doubt.detail
    assert doubt.settle == [{"labels": "strip_casefold"}, {"labels": "as_is"}]
    record, found = understood(text, labels=join)
    assert (record.doubts, found["kind"]) == ([], values)
    assert [column.cells.labels for column in record.columns if column.cells and column.name == "kind"] == [join]


def test_labels_that_differ_by_blanks_may_be_stripped() -> None:
    (doubt,) = doubts_of("x,kind\n1,apple\n2,apple \n")
    assert doubt.settle == [{"labels": "strip"}, {"labels": "strip_casefold"}, {"labels": "as_is"}]


def test_what_settles_a_doubt_holds_what_was_said_before() -> None:
    text = 'a,b,c\n"1,234",x,1\n"2,500",3,2\n"3,100",4,3\n'
    first, second = doubts_of(text)
    assert (first.column, second.column) == ("a", "b")
    (second,) = doubts_of(text, **first.settle[0])
    assert second.settle[0] == {"thousands": ",", "missing": ["x"]}
    assert understood(text, **second.settle[0])[1] == {"a": [1234, 2500, 3100], "b": [None, 3, 4], "c": [1, 2, 3]}


def test_what_is_said_of_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataError, match='expected the column "zpi", got none; did you mean "zip"'):
        understood("zip,n\n1,2\n", types={"zpi": "text"})


def test_cells_that_are_not_of_the_said_type_are_all_named() -> None:
    with pytest.raises(DataError, match=r'^line 3, column "a": expected a number, got "x"; line 4, column "a": expected a number, got "y"'):
        understood("a,b\n1,2\nx,3\ny,4\n", types={"a": "number"})
