"""CSV bodies and rows of JSON are read as the data was that a model was trained on."""

import datetime as dt
import gzip
import io
from typing import Any

import numpy as np
import polars as pl
import pytest

from models.artifact.samples.rows import stack_rows
from models.artifact.signature import InputSignature
from models.core.errors import InputError
from models.datasets.cell_reading import CellReading
from models.serving.csv_body import rows_of_csv
from models.serving.decoding import FORMATS, BodyError
from models.serving.extras import Extras
from models.uploads.reading.cells import read_cells
from models.uploads.reading.labels import read_text
from tests.bare import signature_of

TEXTS = ["rot", " rot ", "Rot", "gru\u0308n", "gr\u00fcn", "", "  ", "NA", "stra\u00dfe", "\u00a0x\u00a0", "a b", "\ufb01n"]


def read_back(text: str, **how: Any) -> list[dict[str, Any]]:
    signature = InputSignature((1,), "float64", False, (1,), ("a",), (), cells=(CellReading(type="number", **how),))
    return rows_of_csv(text.encode(), signature, Extras(are_ignored=True))


@pytest.mark.parametrize("cell", ["-999", " -999 ", '""', "NA"])
def test_a_number_that_stands_for_a_missing_value_is_missing(cell: str) -> None:
    assert read_back(f"a;b\n{cell};\n5;\n", missing=("", "NA", "-999")) == [{"a": None}, {"a": 5}]


def test_rows_of_delimiters_only_are_left_out_behind_all_others_alone() -> None:
    assert read_back("b;a\n;1\n;\n;3\n;\n;\n") == [{"a": 1}, {"a": None}, {"a": 3}]
    assert read_back("b;a\n;\n;\n") == []


def test_points_in_place_of_decimal_commas_are_taken_where_they_have_one_meaning() -> None:
    assert read_back("a;b\n1,5;\n1.5;\n1.2345;\n", decimal=",") == [{"a": 1.5}, {"a": 1.5}, {"a": 1.2345}]
    assert read_back("a;b\n1.234;\n", decimal=",", thousands=".") == [{"a": 1234}]
    with pytest.raises(InputError, match=r"line 2: expected a number, got \"1.234\""):
        read_back("a;b\n1.234;\n", decimal=",")


def test_a_packed_body_without_its_coding_is_named() -> None:
    signature = InputSignature((1,), "float64", False, (1,), ("a",), ())
    with pytest.raises(InputError, match="gzip"):
        rows_of_csv(gzip.compress(b"a,b\n1,2\n"), signature, Extras())


@pytest.mark.parametrize("labels", ["as_is", "strip", "strip_casefold"])
def test_one_text_is_read_as_a_column_of_texts_is(labels: str) -> None:
    how = CellReading(type="text", labels=labels, missing=("", "NA"))
    assert [read_text(text, how) for text in TEXTS] == read_cells(pl.Series(TEXTS), how)[0].to_list()


def test_texts_of_json_are_read_as_those_of_csv() -> None:
    signature = InputSignature(
        (2,), "object", False, (2,), ("a", "b"), (0,), cells=(CellReading(type="text", labels="strip"), CellReading(type="number"))
    )
    assert stack_rows([[text, 1] for text in (" gru\u0308n ", "gr\u00fcn")], signature, frozenset())[:, 0].tolist() == ["gr\u00fcn"] * 2
    assert stack_rows([["  ", 1]], signature, frozenset([0])).tolist() == [[None, 1]]
    with pytest.raises(InputError, match="expected a value, got none"):
        stack_rows([["  ", 1]], signature, frozenset())


def rows_of_fields(values: list[tuple[Any, ...]], dtype: list[tuple[str, str]]) -> Any:
    file = io.BytesIO()
    np.save(file, np.array(values, dtype=dtype))
    names = tuple(name for name, _ in dtype)
    signature = signature_of("transform", (len(names),), "object", False, (1,), (1,), None, columns=names, text_columns=())
    return FORMATS["npy"].decode(file.getvalue(), signature, Extras())


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_named_fields_of_dates_and_bytes_are_the_texts_that_uploads_take(unit: str) -> None:
    (row, gap) = rows_of_fields([("2024-03-01", b"red"), ("NaT", b"blue")], [("day", f"M8[{unit}]"), ("colour", "S4")])
    assert read_cells(pl.Series([row["day"]]), CellReading(type="date"))[0].to_list() == [dt.datetime(2024, 3, 1)]
    assert (row["colour"], gap) == ("red", {"day": None, "colour": "blue"})
    with pytest.raises(BodyError, match="UTF-8"):
        rows_of_fields([(1, b"\xfcber")], [("n", "i4"), ("colour", "S4")])
