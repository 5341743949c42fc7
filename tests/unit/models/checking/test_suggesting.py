"""The patch that is suggested for a faulty spec makes it sound; where none does, there is none."""

from pathlib import Path
from typing import Any

import pytest

from models.checking.check import check_spec
from models.checking.suggesting import suggested_patch
from models.core.merge_patch import merge_patch
from tests.uploaded import OneUpload, csv_file, read

ROWS = [
    ["x", "colour", "kind"],
    *(["" if n == 4 else n, ["red", "blue", ""][n % 3], "" if n == 9 else "ab"[n % 2]] for n in range(30)),
]
LOGISTIC = {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]}


def suggested(tmp_path: Path, data: dict[str, Any], model: dict[str, Any] = LOGISTIC) -> tuple[dict[str, Any] | None, bool]:
    """Return the patch, and whether the spec with it is sound."""
    upload = OneUpload(read(tmp_path, "csv", csv_file(ROWS)))
    spec = {"data": {"source": "dataset:x", **data}, "model": model}
    patch = suggested_patch(spec, check_spec(spec, upload).errors, upload)
    merged = {**spec, **(patch or {}), "data": {**spec["data"], **(patch or {}).get("data", {})}}
    return patch, check_spec(merged, upload).ok


@pytest.mark.parametrize(
    ("data", "patch"),
    [
        (
            {"target": "kind", "features": ["x"]},
            {"data": {"drop_missing_target": True}, "preprocessing": {"inputs": [{"step": "impute", "strategy": "most_frequent"}]}},
        ),
        (
            {"target": "colour", "features": ["x"], "drop_missing_target": True},
            {"preprocessing": {"inputs": [{"step": "impute", "strategy": "most_frequent"}]}},
        ),
        ({"target": "kind", "drop_missing_target": True}, {"preprocessing": {"inputs": [{"step": "tabular"}]}}),
        ({"target": "kind"}, {"data": {"drop_missing_target": True}, "preprocessing": {"inputs": [{"step": "tabular"}]}}),
    ],
    ids=["gaps and targets", "gaps", "text and gaps", "all"],
)
def test_the_smallest_patch_that_settles_all_faults_is_suggested(tmp_path: Path, data: dict[str, Any], patch: dict[str, Any]) -> None:
    assert suggested(tmp_path, data) == (patch, True)


def test_rows_without_one_of_several_targets_are_suggested_to_be_left_out(tmp_path: Path) -> None:
    upload = OneUpload(read(tmp_path, "csv", csv_file([["x", "y", "z"], *([n, n / 2, "" if n == 4 else n * 1.5] for n in range(30))])))
    spec = {"data": {"source": "dataset:x", "target_columns": ["y", "z"]}, "model": {"kind": "sklearn", "steps": [{"estimator": "LinearRegression"}]}}
    assert suggested_patch(spec, check_spec(spec, upload).errors, upload) == {"data": {"drop_missing_target": True}}


@pytest.mark.parametrize(
    ("spec", "patch"),
    [
        ({"data": {"source": "dataset:x"}}, {"data": {"target": "kind"}, "model": LOGISTIC}),
        ({"data": {"source": "mnist"}, "model": LOGISTIC}, {"data": {"source": "dataset:x", "target": "kind"}}),
        (
            {"data": {"source": "dataset:x", "target": "kind"}, "preprocessing": {"inputs": [{"step": "cast"}], "targets": []}, "model": LOGISTIC},
            {"preprocessing": None},
        ),
    ],
    ids=["target and model", "source", "removed steps"],
)
def test_what_is_suggested_stands_in_place_of_the_patch_and_includes_it(tmp_path: Path, spec: dict[str, Any], patch: dict[str, Any]) -> None:
    upload = OneUpload(read(tmp_path, "csv", csv_file(ROWS)))
    whole = merge_patch(spec, patch)
    found = suggested_patch(spec, check_spec(whole, upload).errors, upload, patch)
    assert found is not None
    assert found["data"] == {**patch.get("data", {}), "drop_missing_target": True}
    assert check_spec(merge_patch(spec, found), upload).ok


def test_no_patch_is_suggested_where_none_is_known_or_needed(tmp_path: Path) -> None:
    wrong = {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression", "params": {"C": -1}}]}
    assert suggested(tmp_path, {"target": "kind"}, wrong) == (None, False)
    assert suggested(tmp_path, {"target": "missing"}) == (None, False)
    assert suggested_patch({"data": {"source": "mnist"}}, [], OneUpload(read(tmp_path, "csv", csv_file(ROWS)))) is None
