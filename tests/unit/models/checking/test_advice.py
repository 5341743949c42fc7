"""Advice fits what is in a column, and columns that help no model are refused or warned of."""

from pathlib import Path
from typing import Any

import pytest

from models.checking.check import check_spec
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, read

N = 100
WORDS = ["good", "bad", "slow", "fast", "cheap", "dear", "red"]
COLUMNS: dict[str, list[Any]] = {
    "colour": [["red", "blue"][n % 2] for n in range(N)],
    "code": [f"K{n:04}x" for n in range(N)],
    "review": [f"it was {WORDS[n % 7]} and {WORDS[n % 5]} at number {n} of many" for n in range(N)],
    "amount": [f"n/k{n}" if n % 10 == 0 else n * 1.5 for n in range(N)],
    "zip": [f"{n % 7:02}123" for n in range(N)],
    "day": [f"2024-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(N)],
}
TREE = {"kind": "sklearn", "steps": [{"estimator": "DecisionTreeClassifier"}]}


def checked(tmp_path: Path, columns: dict[str, list[Any]], steps: Any = ()) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    rows = [["x", *columns, "kind"], *([n, *(values[n] for values in columns.values()), "ab"[n % 2]] for n in range(N))]
    upload = read(tmp_path, "csv", csv_file(rows))
    spec = {"data": {"source": "dataset:x", "target": "kind"}, "preprocessing": {"inputs": list(steps)}, "model": TREE}
    result = check_spec(spec, OneUpload(upload))
    return told(result.errors), told(result.warnings)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("colour", "add an encode_categories step with columns [1]"),
        ("code", 'leave column 1 ("code") out of data.features'),
        ("review", 'add a bag_of_words step for the free text in column 1 ("review")'),
        ("zip", "add an encode_categories step with columns [1]"),
        ("day", 'add a date_parts step for the dates in column 1 ("day")'),
    ],
)
def test_the_advice_is_about_what_a_column_holds(tmp_path: Path, name: str, advice: str) -> None:
    ((_, detail),), _ = checked(tmp_path, {name: COLUMNS[name]})
    assert advice in detail


def test_numbers_with_a_few_marks_are_advised_to_be_read_again(tmp_path: Path) -> None:
    errors, _ = checked(tmp_path, {"amount": COLUMNS["amount"]})
    assert any("looks like numbers" in detail or "more than one meaning" in detail for _, detail in errors)


def test_categories_of_a_column_that_is_not_there_are_refused(tmp_path: Path) -> None:
    ((pointer, _),), _ = checked(tmp_path, {"colour": COLUMNS["colour"]}, [{"step": "encode_categories", "columns": [9]}])
    assert pointer.startswith("/preprocessing/inputs/0")


def test_a_column_for_each_of_many_categories_is_refused_unless_forced(tmp_path: Path) -> None:
    encode = {"step": "encode_categories", "columns": ["code"], "unknown": "ignore"}
    ((pointer, detail),), _ = checked(tmp_path, {"code": COLUMNS["code"]}, [encode])
    assert (pointer, detail.split("; ")[0]) == (
        "/preprocessing/inputs/0",
        'expected categories that rows share, got 100 categories of "code" in 100 rows',
    )
    assert checked(tmp_path, {"code": COLUMNS["code"]}, [{**encode, "categories": [COLUMNS["code"]]}])[0] == []


def test_a_column_of_one_value_is_warned_of(tmp_path: Path) -> None:
    errors, warnings = checked(tmp_path, {"same": [7] * N})
    assert errors == []
    assert ("/data/features", 'column 1 ("same") has the same value in every row, which tells a model nothing') in warnings


def test_columns_of_one_value_keep_their_names_in_the_warning(tmp_path: Path) -> None:
    _, warnings = checked(tmp_path, {"it has one": [7] * N, "other": [1] * N})
    assert ("/data/features", 'columns 1 ("it has one") and 2 ("other") have the same value in every row, which tells a model nothing') in warnings
