"""Spellings beside those that tables usually have: each is told, and none is read as something else in silence."""

from pathlib import Path

import pytest

from models.core.errors import DataError
from tests.uploaded import read

KINDS = ("apple", "melon")


def table(cells: list[str], delimiter: str = ",", name: str = "a") -> bytes:
    """Return a table of a column of those cells and one of kinds."""
    rows = [f"{cell}{delimiter}{KINDS[index % 2]}" for index, cell in enumerate(cells)]
    return "\n".join([f"{name}{delimiter}kind", *rows, ""]).encode()


@pytest.mark.parametrize(
    ("cells", "delimiter", "refuses", "phrase"),
    [
        (["1.100", "2.250", "13.500"], ";", "use", 'the point of "1.100" may stand between thousands'),
        (["0,5", "1.5", "2,5"], ";", "use", 'spelled in several ways, such as "0,5" and "1.5" on line 3'),
        (['"1,23,456.50"', '"2,23,456.50"'], ",", "target", '"1,23,456.50" looks like a number'),
        (["'5'", "'6'"], ",", "target", "\"'5'\" looks like a number"),
    ],
)
def test_what_may_be_a_number_is_doubted(tmp_path: Path, cells: list[str], delimiter: str, refuses: str, phrase: str) -> None:
    record = read(tmp_path, "csv", table(cells * 3, delimiter)).record
    (doubt,) = [doubt for doubt in record.doubts if doubt.column == "a"]
    assert (record.columns[0].type, doubt.refuses) == ("text", refuses)
    assert phrase in doubt.detail


def test_points_are_decimals_where_the_caller_or_another_column_says_so(tmp_path: Path) -> None:
    cells = ["1.100", "2.250", "13.500"] * 3
    assert read(tmp_path, "csv", table(cells, ";"), decimal=".").record.columns[0].type == "float64"
    beside = "\n".join(["a;b", *(f"{cell};{index}.5" for index, cell in enumerate(cells)), ""]).encode()
    record = read(tmp_path, "csv", beside).record
    assert ([column.type for column in record.columns], record.doubts) == (["float64", "float64"], [])


@pytest.mark.parametrize("cell", ["1.2.3", "10.0.0.1", "12-34", "4/5", "10:30", "a1"])
def test_versions_addresses_and_times_are_text_without_a_doubt(tmp_path: Path, cell: str) -> None:
    record = read(tmp_path, "csv", table([cell] * 8)).record
    assert (record.columns[0].type, record.doubts) == ("text", [])


def test_telephone_numbers_are_text(tmp_path: Path) -> None:
    record = read(tmp_path, "csv", table([f"+4930{1000 + index}" for index in range(9)])).record
    assert record.columns[0].type == "text"
    assert record.reading is not None
    assert "a plus sign" in record.reading.notes[0]
    assert read(tmp_path, "csv", table([f"+{index}.5" for index in range(9)])).record.columns[0].type == "float64"


def test_an_index_that_pandas_has_saved_twice_is_left_out(tmp_path: Path) -> None:
    record = read(tmp_path, "csv", table([str(index) for index in range(9)], name="Unnamed: 0")).record
    assert [column.name for column in record.columns] == ["kind"]
    assert [column.name for column in read(tmp_path, "csv", table(["5", "3", "9"], name="Unnamed: 0")).record.columns] == ["Unnamed: 0", "kind"]


def test_lines_of_text_above_the_names_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"got 2 lines of text above it: reading.skip_lines=\[1, 2\]"):
        read(tmp_path, "csv", b"# made by x\n# in May\n" + table(["1", "2", "3"]))
    assert read(tmp_path, "csv", b"# made by x\n# in May\n" + table(["1", "2", "3"]), skip_lines=[1, 2]).record.n_samples == 3


def test_too_many_columns_are_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"line 1: expected at most 10,000 columns, got more than 1,"):
        read(tmp_path, "csv", (",".join(f"column{index}" for index in range(2_000_000)) + "\n1\n").encode())


def test_a_text_that_looks_like_a_table_is_told(tmp_path: Path) -> None:
    record = read(tmp_path, "text", table([str(index) for index in range(9)])).record
    assert record.reading is not None
    assert 'look like a table with "," between cells' in record.reading.notes[0]
    prose = "To be, or not to be\nthat is, the question\n" * 9
    assert read(tmp_path, "text", prose.encode()).record.reading is not None
    assert read(tmp_path, "text", prose.encode()).record.reading.notes == []  # type: ignore[union-attr]
