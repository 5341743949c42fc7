"""Any table: it is understood alike in one piece and in many, read quickly and row by row, and each doubt is settled by what it offers."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.core.errors import DataError
from tests.understood import in_small_pieces, row_by_row, understood
from tests.uploaded import csv_file

#: Cells of one kind each, some with two meanings, and some of other kinds among them.
CELLS = {
    "whole": ["1", "20", "-3", "0"],
    "decimal": ["1.5", ".5", "-2.25", "1e5", "3"],
    "decimal_of_three": ["1.234", "12.500", "7"],
    "code": ["007", "12", "0"],
    "big": ["9007199254740993", "1"],
    "comma": ["1,5", "2,25", "-3,0", "4"],
    "thousands": ["1,234", "12,500", "7"],
    "groups": ["1,234.5", "1,234,567", "8"],
    "german": ["1.234,5", "2,5", "7"],
    "spaced": ["1 234", "5"],
    "wide": ["1\u00a0234", "5"],
    "currency": ["$5", "$1,200.50", "€ 7"],
    "percent": ["5%", "7.5 %"],
    "percent_comma": ["5%", "7,5 %"],
    "percent_of_three": ["1.234 %", "2 %"],
    "currency_groups": ["$1,234,567", "$8"],
    "currency_spaced": ["€ 1 234,50", "€ 7"],
    "truth": ["True", "false", "TRUE"],
    "iso": ["2024-03-01", "2024-03-02T10:00:00", "2024-03-03 10:30"],
    "zoned": ["2024-03-01T10:00:00Z", "2024-03-01T10:00:00+02:00"],
    "slashes": ["03/04/2024", "05/06/2024"],
    "day_first": ["25/12/2024", "03/04/2024"],
    "month_first": ["12/25/2024", "03/04/2024"],
    "text": ["red", "green", "blue sky"],
    "alike": ["Apple", "apple", "apple ", "melon"],
    "odd": ["NA", "?", "-", "null", "", "unknown", "1e400", "inf", " 5 ", "−7", "x\ny", 'say "hi"', "é", "e\u0301"],
}


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw rows of cells: in each column most of one kind."""
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=3))
    n_rows = draw(st.integers(1, 25))
    columns = []
    for kind in kinds:
        odd = draw(st.sampled_from([0.0, 0.0, 0.1, 0.4]))
        cell = st.sampled_from(CELLS[kind] if not odd else CELLS[kind] * round(4 / odd) + CELLS["odd"])
        columns.append(draw(st.lists(cell, min_size=n_rows, max_size=n_rows)))
    return [["key", *(f"c{index}" for index in range(len(kinds)))], *([f"k{row}", *cells] for row, cells in enumerate(zip(*columns, strict=True)))]


@settings(max_examples=12)  # Each reads several files.
@given(tables(), st.sampled_from([",", ";", "\t"]), st.integers(8, 200))
def test_a_table_is_understood_alike_in_one_piece_and_in_many_and_row_by_row(rows: list[list[str]], delimiter: str, n_bytes: int) -> None:
    content = csv_file(rows, delimiter)
    whole = understood(content)
    with in_small_pieces(n_bytes):
        assert understood(content) == whole
    with row_by_row():
        assert understood(content) == whole


@settings(max_examples=12)  # Each reads several files.
@given(tables(), st.sampled_from([",", ";", "\t"]))
def test_a_doubt_is_gone_after_a_reread_by_each_of_the_readings_that_it_offers(rows: list[list[str]], delimiter: str) -> None:
    content = csv_file(rows, delimiter)
    record, _ = understood(content)
    for doubt in record.doubts:
        assert doubt.settle
        for patch in doubt.settle:
            again, _ = _reread(content, patch)
            assert (doubt.column, doubt.detail) not in [(other.column, other.detail) for other in again.doubts], patch


@settings(max_examples=12)  # Each reads several files.
@given(tables(), st.sampled_from([",", ";", "\t"]), st.integers(0, 5))
@example([["key", "c0", "c1", "c2"], ["k0", "Apple", "1,5", "7.5 %"]], ",", 0)
@example([["key", "c0", "c1"], ["k0", "1,5", "$1,200.50"]], ",", 0)
@example([["key", "c0", "c1"], ["k0", "1,234", "€ 1.234,50"]], ",", 0)
@example([["key", "c0", "c1"], ["k0", "1,234", "1,5"]], ",", 0)
@example([["key", "c0", "c1"], ["k0", "1,5", "1.234"]], ",", 1)
@example([["key", "c0"], ["k0", "1,234"], ["k1", "1.5"]], ";", 1)
def test_all_doubts_are_settled_one_after_the_other(rows: list[list[str]], delimiter: str, choice: int) -> None:
    content = csv_file(rows, delimiter)
    record, _ = understood(content)
    for _ in range(2 * len(rows[0])):
        if not record.doubts:
            return
        offers = record.doubts[0].settle
        record, _ = _reread(content, offers[choice % len(offers)])
    assert not record.doubts


def _reread(content: bytes, patch: dict[str, Any]) -> Any:
    try:
        return understood(content, **patch)
    except DataError as error:
        raise AssertionError(f"{patch} was refused: {error}") from error
