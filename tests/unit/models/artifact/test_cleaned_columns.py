"""Columns in which texts are taken in another form than they came are noted, whatever body they came in."""

import io
from collections.abc import Sequence
from threading import Thread
from typing import Any

import numpy as np
import pytest

from models.artifact.samples.cleaned import CleanedColumns, cleaned_columns
from models.artifact.samples.rows import rows_of_objects, stack_rows
from models.artifact.signature import InputSignature, Signature
from models.core.errors import InputError
from models.datasets.cell_reading import CellReading
from models.serving.csv_body import rows_of_csv
from models.serving.decoding import FORMATS
from models.serving.extras import Extras

NAMES = ("colour", "ok", "day", "n")
#: What an upload makes of such columns.
CELLS = (
    CellReading(type="text", labels="strip", missing=("", "NA")),
    CellReading(type="boolean"),
    CellReading(type="date"),
    CellReading(type="number"),
)
#: A row that is taken as it is.
PLAIN = ("red", "true", "2024-03-01", 1)


def signature_of(**change: Any) -> InputSignature:
    cells = (CELLS[0].model_copy(update=change), *CELLS[1:])
    return InputSignature((4,), "object", False, (4,), NAMES, (0, 2), cells=cells)


def noted_of_lists(rows: Sequence[Sequence[Any]], signature: InputSignature) -> list[str]:
    with CleanedColumns() as cleaned:
        stack_rows([list(row) for row in rows], signature, frozenset(range(4)))
    return cleaned.found


def noted_of_objects(rows: Sequence[Sequence[Any]], signature: InputSignature) -> list[str]:
    with CleanedColumns() as cleaned:
        items = [dict(zip(NAMES, row, strict=True)) for row in rows]
        rows_of_objects(items, signature, lambda values: stack_rows(values, signature, frozenset(range(4))))
    return cleaned.found


def noted_of_fields(rows: Sequence[Sequence[Any]], signature: InputSignature) -> list[str]:
    """Return what is noted of rows with named fields as a .npy file."""
    file = io.BytesIO()
    np.save(file, np.array([tuple(row) for row in rows], [("colour", "U20"), ("ok", "U20"), ("day", "U20"), ("n", "i4")]))
    with CleanedColumns() as cleaned:
        items = FORMATS["npy"].decode(file.getvalue(), Signature({"inputs": signature}, {}), Extras())
        rows_of_objects(items, signature, lambda values: stack_rows(values, signature, frozenset(range(4))))
    return cleaned.found


def noted_of_csv(rows: Sequence[Sequence[Any]], signature: InputSignature) -> list[str]:
    text = "\n".join([",".join(NAMES), *(",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows), ""])
    with CleanedColumns() as cleaned:
        items = rows_of_csv(text.encode(), signature, Extras())
        rows_of_objects(items, signature, lambda values: stack_rows(values, signature, frozenset(range(4))))
    return cleaned.found


FORMS = [noted_of_lists, noted_of_objects, noted_of_fields, noted_of_csv]


@pytest.mark.parametrize("noted", FORMS)
@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (PLAIN, []),
        (("dark red", "TRUE", "2024-03-01", 1), []),
        (("red ", *PLAIN[1:]), ["colour"]),
        (("\u00a0red", *PLAIN[1:]), ["colour"]),
        (("gru\u0308n", *PLAIN[1:]), ["colour"]),
        (("red", " true", *PLAIN[2:]), ["ok"]),
        (("red", "true", "2024-03-01 ", 1), ["day"]),
        ((" red", "true ", " 2024-03-01", 1), ["colour", "ok", "day"]),
    ],
)
def test_a_column_with_a_text_that_is_cleaned_is_noted_in_every_form_of_body(noted: Any, row: tuple[Any, ...], columns: list[str]) -> None:
    assert noted([PLAIN, row], signature_of()) == columns


@pytest.mark.parametrize("noted", FORMS)
def test_blanks_that_are_kept_are_not_noted_and_joined_cases_are(noted: Any) -> None:
    assert noted([("red ", *PLAIN[1:])], signature_of(labels="as_is")) == []
    assert noted([("Red", *PLAIN[1:])], signature_of(labels="strip_casefold")) == ["colour"]
    assert noted([("Red", *PLAIN[1:])], signature_of()) == []


@pytest.mark.parametrize("text", ["", " ", "NA"])
def test_a_text_that_is_taken_for_missing_is_noted_where_null_would_say_so(text: str) -> None:
    assert noted_of_objects([(text, *PLAIN[1:])], signature_of()) == ["colour"]
    assert noted_of_csv([(text, *PLAIN[1:])], signature_of()) == []
    assert noted_of_objects([(None, None, None, None)], signature_of()) == []


def test_blanks_around_the_numbers_of_a_file_mean_nothing() -> None:
    assert noted_of_csv([("red", "true", "2024-03-01", " 1 ")], signature_of()) == []


def test_columns_without_names_are_noted_by_their_index() -> None:
    signature = InputSignature((2,), "object", False, (2,), None, (1,), cells=(CELLS[3], CELLS[0]))
    with CleanedColumns() as cleaned:
        stack_rows([[1, "red"], [1, " red"], [1, "blue "]], signature, frozenset())
    assert cleaned.found == ["1"]


def test_nothing_is_noted_where_nobody_asks_or_the_reading_is_not_known() -> None:
    assert cleaned_columns() is None
    assert stack_rows([[" red", " true", " 2024-03-01", 1]], signature_of(), frozenset())[0, 0] == "red"
    earlier = InputSignature((2,), "object", False, (2,), ("colour", "n"), (0,))
    with CleanedColumns() as cleaned:
        assert stack_rows([[" red", 1]], earlier, frozenset())[0, 0] == " red"
    assert cleaned.found == []


def test_notes_are_those_of_the_block_that_is_open_in_the_same_context() -> None:
    seen: list[Any] = []
    with CleanedColumns() as outer:
        with CleanedColumns() as inner:
            assert cleaned_columns() is inner
        assert cleaned_columns() is outer
        thread = Thread(target=lambda: seen.append(cleaned_columns()))
        thread.start()
        thread.join()
    assert (seen, cleaned_columns()) == ([None], None)


def test_rows_that_are_refused_are_refused_as_before() -> None:
    with CleanedColumns(), pytest.raises(InputError, match="expected a value, got none"):
        stack_rows([["  ", True, "2024-03-01", 1]], signature_of(), frozenset())
