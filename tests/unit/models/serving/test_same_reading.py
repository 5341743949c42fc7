"""A cell means the same in an upload and in the body of a prediction, and a row in every form of body."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.artifact.samples.rows import rows_of_objects, stack_rows
from models.artifact.signature import InputSignature, Signature
from models.core.arrays import Array
from models.datasets.cell_reading import CellReading
from models.datasets.data_set import DataSet
from models.serving.decoding import FORMATS
from models.serving.extras import Extras
from tests.uploaded import data_set, read

#: Cells of a column of each type by what is special about them; the delimiter of the file is the last character of the name.
NUMBERS = {
    "plain ,": ["1", "2.5", "-3", "+4"],
    "exponents ,": ["1e3", "2.5E-4", "-1e0", "7"],
    "blanks ,": [" 1", "2.5 ", "\t3", " 4 "],
    "quoted ,": ['"1"', '"2.5"', '"-3"', '"4"'],
    "no leading digit ,": [".5", "-.25", "1.", "3"],
    "missing NA ,": ["1", "NA", "3.5", "4"],
    "missing empty ,": ["1", "", "3.5", "4"],
    "missing quoted empty ,": ["1", '""', "3.5", "4"],
    "missing #N/A ,": ["1", "#N/A", "3.5", "4"],
    "missing ? ,": ["1", "?", "3.5", "4"],
    "missing - ,": ["1", "-", "3.5", "4"],
    "missing null ,": ["1", "null", "3.5", "4"],
    "missing NaN ,": ["1", "NaN", "3.5", "4"],
    "minus sign ,": ["\u22121", "2.5", "\u22123.5", "4"],
    "decimal comma ;": ["1,5", "2,25", "-3,75", "4"],
    "decimal comma tab \t": ["1,5", "2,25", "-3,75", "4"],
    "decimal comma pipe |": ["1,5", "2,25", "-3,75", "4"],
    "English groups ,": ['"1,234.5"', '"2,345,678"', '"12.5"', '"-4,000.25"'],
    "German groups ;": ["1.234,5", "2.345.678", "12,5", "-4.000,25"],
    "no-break groups ;": ["1\u00a0234,5", "2\u00a0345\u00a0678", "12,5", "4"],
    "narrow groups ,": ["1\u202f234.5", "2\u202f345\u202f678", "12.5", "4"],
    "Swiss apostrophes ,": ["1\u2019234.5", "2\u2019345\u2019678", "12.5", "4"],
    "apostrophes ,": ["1'234.5", "2'345'678", "12.5", "4"],
}
TRUTH = {
    "capital ,": ["True", "False", "True", "False"],
    "upper ,": ["TRUE", "FALSE", "TRUE", "FALSE"],
    "lower ;": ["true", "false", "true", "false"],
    "mixed ,": ["True", "FALSE", "true", "False"],
    "truth missing ,": ["True", "NA", "False", ""],
    "truth blanks ,": [" True", "False ", "True", "False"],
}
DATES = {
    "ISO ,": ["2024-03-01", "2024-12-31", "2023-01-13", "2024-02-29"],
    "ISO minutes ,": ["2024-03-01 10:15", "2024-12-31 23:59", "2023-01-13 00:00", "2024-02-29 12:00"],
    "ISO T seconds ,": ["2024-03-01T10:15:30", "2024-12-31T23:59:59", "2023-01-13T00:00:00", "2024-02-29T12:00:01"],
    "zone Z ,": ["2024-03-01T10:15:30Z", "2024-12-31T23:59:59Z", "2023-01-13T00:00:00Z", "2024-02-29T12:00:01Z"],
    "offsets ,": ["2024-03-01T10:15+02:00", "2024-12-31T23:59+01:00", "2023-01-13T00:00+00:00", "2024-02-29T12:00-05:00"],
    "slashes ISO ,": ["2024/03/01", "2024/12/31", "2023/01/13", "2024/02/29"],
    "German ;": ["01.03.2024", "31.12.2024", "13.01.2023", "29.02.2024"],
    "day first ,": ["01/03/2024", "31/12/2024", "13/01/2023", "29/02/2024"],
    "month first ,": ["03/01/2024", "12/31/2024", "01/13/2023", "02/29/2024"],
    "dates missing ,": ["2024-03-01", "NA", "2023-01-13", ""],
}
TEXTS = {
    "words ,": ["red", "blue", "dark red", "red"],
    "quoted commas ,": ['"a, b"', '"c"', "d", '"a, b"'],
    "leading zeros ,": ["01067", "1067", "00501", "01067"],
    "decomposed ,": ["cafe\u0301", "caf\u00e9", "the", "the"],
    "text blanks ,": [" red", "blue ", "red", "blue"],
    "Namibia ,": ["NA", "DE", "FR", "NA"],
    "large whole numbers ,": ["9007199254740993", "9007199254740994", "1", "2"],
}
CASES = [
    (f"{kind}: {name}", kind, cells)
    for kind, found in (("number", NUMBERS), ("boolean", TRUTH), ("date", DATES), ("text", TEXTS))
    for name, cells in found.items()
]


def signature_of(data: DataSet) -> InputSignature:
    """Return the signature of a model over a table, in which any value may be missing."""
    described = data.describe()
    width = len(described.columns or ())
    return InputSignature(
        (width,),
        described.inputs.dtype,
        False,
        (width,),
        described.columns,
        described.text_columns,
        described.cells,
        passed_over=described.passed_over,
    )


def decoded(body: bytes, signature: InputSignature, form: str = "csv") -> Array:
    """Return the raw rows of a body."""
    items = FORMATS[form].decode(body, Signature({"inputs": signature}, {}), Extras())
    every = frozenset(range(signature.input_shape[0] or 0))
    return rows_of_objects(items, signature, lambda rows: stack_rows(rows, signature, every))


def as_lists(rows: Array) -> list[list[Any]]:
    return [[None if value is None or value != value else value for value in row] for row in rows.tolist()]


@pytest.mark.parametrize(("name", "kind", "cells"), CASES, ids=[name for name, _, _ in CASES])
def test_a_cell_means_the_same_in_an_upload_and_in_a_prediction(tmp_path: Path, name: str, kind: str, cells: list[str]) -> None:
    delimiter = name[-1]
    names = delimiter.join(["x", "beside", "y"])
    lines = [delimiter.join([cell, str(index), "ab"[index % 2]]) for index, cell in enumerate(cells * 3)]
    table = "\n".join([names, *lines, ""]).encode()
    upload = read(tmp_path, "csv", table)
    assert (upload.record.columns[0].cells or CellReading(type="text")).type == kind
    data = data_set(upload, target="y")
    found = decoded(table, signature_of(data))
    assert as_lists(found) == as_lists(data.load(None).inputs)


def test_a_body_may_have_another_delimiter_order_and_encoding_than_the_upload(tmp_path: Path) -> None:
    upload = read(
        tmp_path, "csv", b"x;beside;y\n" + b"".join(b"%d,5;%d;%s\n" % (index, index, b"ab"[index % 2 : index % 2 + 1]) for index in range(8))
    )
    data = data_set(upload, target="y")
    body = "beside\tx\r\n" + "".join(f"{index}\t{index},5\r\n" for index in range(8))
    assert as_lists(decoded(body.encode("utf-16"), signature_of(data))) == as_lists(data.load(None).inputs)


NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=64)
ROW = st.tuples(
    NUMBER,
    st.none() | st.booleans(),
    st.none() | st.dates().filter(lambda day: day.year > 1000),
    st.none() | st.sampled_from(["red", "dark red", "a, b", "\u00e4"]),
)


@settings(max_examples=40)
@given(st.lists(ROW, min_size=1, max_size=6).filter(lambda rows: any(value is not None for value in rows[-1])))
def test_rows_mean_the_same_in_every_form_of_body(drawn: list[tuple[Any, ...]]) -> None:
    header, known = "size,ok,day,colour,y\n", "1.5,True,2024-03-01,red,a\n2.5,False,2024-03-13,blue,b\n"
    with TemporaryDirectory() as folder:
        signature = signature_of(data_set(read(Path(folder), "csv", (header + known * 4).encode()), target="y"))
    rows = [[size, truth, None if day is None else day.isoformat(), colour] for size, truth, day, colour in drawn]
    columns = signature.columns or ()
    every = frozenset(range(4))
    lists = stack_rows(rows, signature, every)
    objects = rows_of_objects([dict(zip(columns, row, strict=True)) for row in rows], signature, lambda items: stack_rows(items, signature, every))
    cells = [["" if value is None else repr(value) if isinstance(value, float) else str(value) for value in row] for row in rows]
    text = header[: -len(",y\n")] + "\n" + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in cells)
    records = np.array([tuple(row) for row in rows], [(name, object) for name in columns])
    found = {"lists": as_lists(lists), "objects": as_lists(objects), "csv": as_lists(decoded(text.encode(), signature))}
    assert found["objects"] == found["lists"]
    assert found["csv"] == found["lists"]
    if all(row[0] is not None and row[1] is not None and row[2] and row[3] for row in rows):
        file = io.BytesIO()
        np.save(file, np.array([tuple(row) for row in records.tolist()], [("size", "f8"), ("ok", "?"), ("day", "U10"), ("colour", "U20")]))
        assert as_lists(decoded(file.getvalue(), signature, "npy")) == found["lists"]


def test_a_row_without_values_has_an_answer_unless_it_is_at_the_end(tmp_path: Path) -> None:
    signature = signature_of(data_set(read(tmp_path, "csv", b"x,z,y\n1,2,a\n2,3,b\n"), target="y"))
    assert as_lists(decoded(b"x,z\n1,2\n,\n3,4\n,\n,\n", signature)) == [[1, 2], [None, None], [3, 4]]
