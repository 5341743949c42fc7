"""Files that repeat values are read as long as what is made of them is not far more than the file."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from models.core.errors import DataError
from models.uploads.table import made_bytes
from models.uploads.typed import frames, sheet_cells, value_columns
from tests.hostile.families.typed_tables import frame, ods, shared, sheet, sheets_of_one_part
from tests.uploaded import data_set, read

#: A limit that the files below pass, or keep.
MOST = 20_000


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_bytes, "MAX_INFLATED_BYTES", MOST)
    monkeypatch.setattr(made_bytes, "MAX_INFLATION", 2)
    monkeypatch.setattr(sheet_cells, "MAX_INFLATED_BYTES", MOST)


def row(times: int, *cells: tuple[str, int]) -> str:
    """Return a row of OpenDocument, with how often it and each of its cells are repeated."""
    kinds = {True: ("office:value-type='string' ", "<text:p>", "</text:p>"), False: ("", "", "")}
    made = ""
    for text, count in cells:
        kind, before, after = kinds[bool(text)]
        made += f"<table:table-cell {kind}table:number-columns-repeated='{count}'>{before}{text}{after}</table:table-cell>"
    return f"<table:table-row table:number-rows-repeated='{times}'>{made}</table:table-row>"


REPEATED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "equal texts": ("parquet", frame("parquet", lambda: [pl.repeat("x" * 1000, 50).alias("x")])),
    "equal categories": ("arrow", frame("arrow", lambda: [pl.repeat("x" * 1000, 50).cast(pl.Categorical).alias("x")])),
    "equal numbers": ("arrow", frame("arrow", lambda: [pl.repeat(1, 5_000).alias("x")])),
    "a shared text": ("xlsx", lambda: shared("x" * 1000, 50)),
    "repeated cells": ("xlsx", lambda: ods(row(1, ("a", 1)) + row(1_000_000, ("1", 16_384)))),
    "a repeated text": ("xlsx", lambda: ods(row(1, ("a", 1)) + row(50, ("x" * 1000, 1)))),
    "columns of nothing": ("jsonl", lambda: b"{" + b",".join(b'"k%d":1' % index for index in range(100)) + b"}\n" + b'{"k1":1}\n' * 30),
}


@pytest.mark.parametrize("name", REPEATED)
def test_a_file_of_which_far_more_is_made_is_refused_with_the_limit(tmp_path: Path, name: str) -> None:
    format_name, make = REPEATED[name]
    with pytest.raises(DataError, match=r"at most 20,000 bytes unpacked, or at most 2 times of their file; got more in .* as CSV"):
        read(tmp_path, format_name, make())


def test_empty_cells_that_are_repeated_to_the_end_of_a_sheet_are_none(tmp_path: Path) -> None:
    content = ods(row(1, ("n", 1), ("word", 1), ("", 16_382)) + row(3, ("1", 1), ("a", 1), ("", 16_382)) + row(1_048_572, ("", 16_384)))
    upload = read(tmp_path, "xlsx", content)
    assert (upload.record.n_samples, [column.name for column in upload.record.columns]) == (3, ["n", "word"])


def test_shared_texts_that_are_short_in_all_are_read_though_one_is_long(tmp_path: Path) -> None:
    content = shared("x" * 3000, 6)
    assert read(tmp_path, "xlsx", content, header=False).record.n_samples == 6


def test_a_sheet_of_damaged_xml_is_left_to_its_reader(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expected a workbook, got one that cannot be read"):
        read(tmp_path, "xlsx", sheet("<row><c></row>"))


CELLS = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("targets", "named"),
    [
        (["worksheets/sheet1.xml"], 'xl/workbook.xml: expected a part of its own for each sheet, got "r0" for 2 sheets'),
        (["worksheets/sheet1.xml", "/xl/worksheets/./Sheet1.xml"], 'workbook.xml.rels: .*, got "worksheets/sheet1.xml" for 2 sheets'),
    ],
)
def test_a_part_that_several_sheets_name_is_not_read_for_each(tmp_path: Path, targets: list[str], named: str) -> None:
    with pytest.raises(DataError, match=named):
        read(tmp_path, "xlsx", sheets_of_one_part(2, CELLS, targets))
    assert read(tmp_path, "xlsx", sheets_of_one_part(1, CELLS, targets), header=False).record.n_samples == 1


def test_long_texts_and_lists_are_read_in_small_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_PIECE_BYTES", 100)
    monkeypatch.setattr(value_columns, "_PIECE_CHARACTERS", 100)
    words, lists = [f"word {index} " + "x" * 40 for index in range(20)], [list(range(index)) for index in range(20)]
    table = pl.DataFrame({"word": words, "items": lists})
    for name, content in (("parquet", frame("parquet", lambda: [table["word"], table["items"]])()), ("jsonl", table.write_ndjson().encode())):
        (tmp_path / name).mkdir()
        inputs = data_set(read(tmp_path / name, name, content)).load(None).inputs
        assert inputs[:, 0].tolist() == words
        assert inputs[:3, 1].tolist() == ["[]", "[0]", "[0,1]"]
