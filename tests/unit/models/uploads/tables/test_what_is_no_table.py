"""What is no table, or has bad rows, is refused in one answer that names the lines and the way out."""

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.core.errors import DataError
from models.uploads.delimited import blocks
from models.uploads.table import limits
from tests.understood import in_small_pieces, row_by_row, types_of, understood
from tests.uploaded import read


def refusal(text: str | bytes) -> str:
    """Read a file that is refused; return the message."""
    with pytest.raises(DataError) as raised:
        understood(text)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected a row with the names of the columns, got an empty file"),
        ("\n\n", "line 1: expected a row with the names of the columns, got an empty file"),
        ("just\nwords\nhere\n", "expected a table of several columns"),
        ("a text of words\nwithout cells\n", "expected a table of several columns"),
        ('[{"a": 1}]\n', "JSON"),
        ("<table><tr><td>1</td></tr></table>\n", "HTML"),
        (
            "Report of 2024\na,b,c\n1,2,3\n4,5,6\n",
            "line 1: expected 3 names of columns, got 1 where all rows below have 3; correct it, or leave it out",
        ),
        ("a,b\n1,2,x\n3,4,y\n", "line 1: expected 3 names of columns, got 2 where all rows below have 3"),
        (
            "a,a,b,b\n1,2,3,4\n",
            "got 'a' for columns 0 and 1 (counted from 0); expected distinct names, got 'b' for columns 2",
        ),
    ],
)
def test_what_is_no_table_is_refused(text: str, message: str) -> None:
    assert message in refusal(text)


def test_a_title_may_be_left_out() -> None:
    record, values = understood("Report of 2024\na,b,c\n1,2,3\n4,5,6\n", skip_lines=[1])
    assert values == {"a": [1, 4], "b": [2, 5], "c": [3, 6]}
    assert record.reading is not None
    assert [(skipped.what, skipped.count) for skipped in record.reading.skipped] == [("lines that reading.skip_lines names", 1)]


def test_a_column_of_numbers_is_a_table() -> None:
    assert understood("value\n1\n2\n3\n")[1] == {"value": [1, 2, 3]}


@pytest.mark.parametrize("n_bytes", [30, 10_000])
def test_all_rows_of_another_width_are_named(n_bytes: int) -> None:
    rows = [f"{row},x{',y' if row % 4 == 1 else ''}" if row % 4 else f"{row}" for row in range(60)]
    with in_small_pieces(n_bytes):
        message = refusal("\n".join(["a,b", *rows]))
    assert message.startswith("line 2: expected 2 fields, got 1; line 3: expected 2 fields, got 3; line 6: expected 2 fields, got 1")
    assert message.count("expected 2 fields") == 20
    assert "; and 10 more; correct the rows, or leave them out by reading.skip_lines=[2, 3, 6, 7" in message


def test_bad_rows_may_be_left_out_by_what_the_refusal_says() -> None:
    text = 'a,b\n1,x\n2\n3,"y"z\n4,w\n5,6,7\n'
    assert "reading.skip_lines=[3, 4, 6]" in refusal(text)
    assert understood(text, skip_lines=[3, 4, 6])[1] == {"a": [1, 4], "b": ["x", "w"]}


def test_a_row_of_several_lines_is_left_out_whole() -> None:
    assert understood('a,b\n"x\ny",1\n3,2\n4,"z\nz"\n5,6\n', skip_lines=[2, 5])[1] == {"a": [3, 5], "b": [2, 6]}


def test_lines_are_counted_by_cr_and_inside_quotes() -> None:
    assert refusal('a,b\r1,2\r"x\ry",3\r4\r').startswith("line 5: expected 2 fields, got 1")
    assert refusal('a,b\r\n1,"2\r\n\r\n3"\r\n4\r\n').startswith("line 5: expected 2 fields, got 1")


def test_a_missing_cell_at_the_end_of_a_row_is_not_taken_for_an_empty_one() -> None:
    rows = "".join(f"{row},{row}\n" for row in range(1000))
    assert refusal(f"a,b\n{rows}7\n{rows}").startswith("line 1002: expected 2 fields, got 1;")


def test_two_lines_of_json_are_told_apart_from_a_table() -> None:
    assert "JSON" in refusal('{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n')


def test_lone_carriage_returns_end_rows() -> None:
    assert understood("a,b\n1,2\n3,4\r5,6\n7,8\n")[1] == {"a": [1, 3, 5, 7], "b": [2, 4, 6, 8]}


def test_a_quote_that_is_not_closed_is_named_with_its_line() -> None:
    rows = "".join(f'{row},"x"\n' for row in range(2000))
    assert refusal(f'a,b\n{rows}7,"y\n{rows}').startswith("line 2002: expected a row of CSV, got one that cannot be read")


@pytest.mark.parametrize("content", [b"x" * 40_000, b"x," * 20_000, b'a,b\n1,"' + b"x\n" * 20_000])
def test_an_endless_row_is_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_RECORD", 10_000)
    monkeypatch.setattr(blocks, "FIRST_BYTES", 1000)
    assert "expected at most 10,000 characters in a row, got more" in refusal(content)


def test_two_million_columns_are_refused_at_once() -> None:
    begin = time.monotonic()
    message = refusal("c" + ",c" * 2_000_000 + "\n")
    assert "expected at most 10,000 columns, got 2,000,001" in message
    assert time.monotonic() - begin < 20


@pytest.fixture
def few_files() -> Iterator[int]:
    """Let the process open no more than 40 files above its highest one, beside the free ones below; the number of all these."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = [int(name) for name in os.listdir("/dev/fd")]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(taken) + 40, before[1]))
    yield max(taken) + 40 - len(taken)
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_more_columns_are_read_than_a_process_may_have_open_files(few_files: int, tmp_path: Path) -> None:
    n = 4 * few_files
    record = read(tmp_path, "csv", (",".join(f"c{index}" for index in range(n)) + "\n" + ",".join("1" * n) + "\n").encode()).record
    assert set(types_of(record).values()) == {"int64"}


def test_cells_of_a_hundred_thousand_characters_are_read_and_longer_ones_are_named() -> None:
    assert understood(f"a,b\n1,{'x' * 100_000}\n")[0].n_samples == 1
    message = refusal(f"a,b\n1,{'x' * 100_001}\n2,{'x' * 100_002}\n")
    assert message.count("expected at most 100,000 characters in a cell") == 2


def test_rows_are_read_alike_by_both_readers() -> None:
    text = "a,b,c\n" + "".join(f'{row},"x{row % 7}\n, ""y""",{row / 8}\n' for row in range(3000))
    quick = understood(text)
    with row_by_row():
        assert understood(text) == quick
