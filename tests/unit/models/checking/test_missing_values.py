"""Inputs that a model cannot take are refused when the spec is checked, with their place and what settles it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import check_spec
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, npy, npz, read

ROWS = [["a", "b", "colour", "kind"], *(["" if n == 2 else n, n * 2, ["red", "blue"][n % 2], "xy"[n % 2]] for n in range(12))]
NETWORK = {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]}
TRAINING = {"loss": "mean_squared_error", "epochs": 1, "batch_size": 4}


def errors(upload: Any, model: dict[str, Any] | str, steps: Any = (), **data: Any) -> list[tuple[str, str]]:
    fitted = {"kind": "sklearn", "steps": [{"estimator": model}]} if isinstance(model, str) else model
    spec = {"data": {"source": "dataset:x", **data}, "preprocessing": {"inputs": list(steps)}, "model": fitted}
    return told(check_spec(spec | ({"training": TRAINING} if fitted is NETWORK else {}), OneUpload(upload)).errors)


@pytest.mark.parametrize("model", ["LogisticRegression", "KNeighborsClassifier"])
def test_gaps_are_refused_for_an_estimator_that_takes_none(tmp_path: Path, model: str) -> None:
    table = read(tmp_path, "csv", csv_file(ROWS))
    chosen = {"target": "kind", "features": ["a", "b"]}
    fix = "add an impute step, or leave the columns out of data.features"
    assert errors(table, model, **chosen) == [
        ("/preprocessing/inputs", f'values are missing in column 0 ("a"), {model} takes no missing values: {fix}')
    ]
    assert errors(table, model, [{"step": "impute"}], **chosen) == []


@pytest.mark.parametrize("model", ["RandomForestClassifier", "HistGradientBoostingClassifier"])
def test_gaps_are_taken_by_an_estimator_that_takes_them(tmp_path: Path, model: str) -> None:
    assert errors(read(tmp_path, "csv", csv_file(ROWS)), model, target="kind", features=["a", "b"]) == []


def test_trees_that_take_no_gaps_are_told_apart(tmp_path: Path) -> None:
    forest = {"kind": "sklearn", "steps": [{"estimator": "RandomForestRegressor", "params": {"criterion": "absolute_error"}}]}
    ((_, detail),) = errors(read(tmp_path, "csv", csv_file(ROWS)), forest, target="b", features=["a"])
    assert "RandomForestRegressor takes no missing values" in detail


def test_a_gap_among_texts_is_refused_whatever_the_estimator(tmp_path: Path) -> None:
    rows = [ROWS[0], *([row[0], row[1], "" if index == 3 else row[2], row[3]] for index, row in enumerate(ROWS[1:]))]
    table, chosen = read(tmp_path, "csv", csv_file(rows)), {"target": "kind", "features": ["b", "colour"]}
    encode = {"step": "encode_categories", "columns": ["colour"]}
    ((pointer, detail),) = errors(table, "RandomForestClassifier", [encode], **chosen)
    assert (pointer, detail.split(":", maxsplit=1)[0]) == (
        "/preprocessing/inputs",
        'values are missing in column 1 ("colour"), encode_categories takes no missing values',
    )
    assert errors(table, "RandomForestClassifier", [{**encode, "unknown": "ignore"}], **chosen) == []


def test_an_array_with_nan_or_infinity_is_refused_with_array_and_sample(tmp_path: Path) -> None:
    x, y = np.ones((6, 2, 2)), np.arange(6.0)
    x[4, 1, 0], x[5, 0, 0] = np.nan, np.inf
    upload = read(tmp_path, "npz", npz(x=x, y=y))
    assert errors(upload, NETWORK, target="y") == [
        (
            "/preprocessing/inputs",
            'expected no missing inputs, as a network takes no missing values; got 1 NaN in array "x", the first in sample 4, counted from 0',
        ),
        (
            "/preprocessing/inputs",
            "expected finite inputs, as a network takes no infinite values; "
            'got 1 infinite values in array "x", the first in sample 5, counted from 0: add a clip step with low and high',
        ),
    ]


def test_rows_of_an_array_have_gaps_by_column(tmp_path: Path) -> None:
    rows = np.ones((6, 3))
    rows[2, 1], rows[:, 2] = np.nan, np.arange(6) % 2
    for upload, data in (
        (read(tmp_path, "npy", npy(rows)), {"target": 2}),
        (read(tmp_path, "npz", npz(x=rows[:, :2], y=rows[:, 2])), {"target": "y"}),
    ):
        ((_, detail),) = errors(upload, "LogisticRegression", **data)
        assert detail.startswith("values are missing in column 1 (1 NaN in ")
        assert "2, counted from 0), LogisticRegression takes no missing values" in detail
        assert errors(upload, "LogisticRegression", [{"step": "impute"}], **data) == []


def test_infinite_numbers_of_a_matrix_are_refused_unless_bounded(tmp_path: Path) -> None:
    rows = np.arange(12.0).reshape(6, 2)
    rows[3, 0] = -np.inf
    upload = read(tmp_path, "npy", npy(rows))
    ((_, detail),) = errors(upload, "Ridge", target=1)
    assert detail == (
        "expected finite inputs, as Ridge takes no infinite values; got 1 infinite values in column 0, the first in row 3, counted from 0: "
        "add a clip step with low and high"
    )
    assert errors(upload, "Ridge", [{"step": "clip", "low": 0, "high": 9}], target=1) == []
    assert errors(upload, "HistGradientBoostingRegressor", target=1) == []
    assert errors(upload, "Ridge", target=0) == [("/data/target", "expected finite targets, got 1 infinite ones, the first in row 3, counted from 0")]


@pytest.mark.parametrize("model", ["RandomForestClassifier", "LogisticRegression"])
def test_numbers_beyond_32_bits_are_refused_where_no_step_changes_them(tmp_path: Path, model: str) -> None:
    rows = np.ones((6, 2))
    rows[2, 1] = -1e300
    upload = read(tmp_path, "npz", npz(x=rows, y=np.arange(6) % 2))
    ((pointer, detail),) = errors(upload, model, target="y")
    assert (pointer, detail.startswith("expected inputs of 32 bits, of which the largest is 3.4e38, got -1e+300")) == ("/preprocessing/inputs", True)
