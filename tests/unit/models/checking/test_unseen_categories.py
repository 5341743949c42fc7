"""Categories that only a held-out part has are found when the spec is checked: as the job draws its parts, so does the check."""

from pathlib import Path
from typing import Any

import pytest

from models.checking.check import check_spec, require_sound
from models.core.errors import RefusedValues
from tests.bare import BareParts
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, read

#: One row has a colour that no other has; another has none.
ROWS = [["x", "colour", "kind"], *([n, "" if n == 7 else "gold" if n == 11 else ["red", "blue"][n % 2], "xy"[n % 2]] for n in range(24))]
ENCODE = {"step": "encode_categories", "columns": ["colour"]}
FILL = {"step": "impute", "strategy": "constant", "fill": "none", "columns": ["colour"]}
OFTEN = {"step": "impute", "strategy": "most_frequent"}
TREE = {"kind": "sklearn", "steps": [{"estimator": "DecisionTreeClassifier"}]}


def spec_of(seed: int, steps: list[Any], **more: Any) -> dict[str, Any]:
    data = {"source": "dataset:x", "target": "kind", "split": {"test": 0.25}}
    return {"seed": seed, "data": data, "preprocessing": {"inputs": steps}, "model": TREE, **more}


@pytest.mark.parametrize("fill", [FILL, OFTEN], ids=["constant", "most frequent"])
def test_the_check_refuses_a_spec_whose_job_would_fail_and_no_other(tmp_path: Path, fill: dict[str, Any]) -> None:
    upload, refused = read(tmp_path, "csv", csv_file(ROWS)), 0
    for seed in range(12):
        spec = spec_of(seed, [fill, ENCODE])
        errors = told(check_spec(spec, OneUpload(upload)).errors)
        ignoring = require_sound(spec_of(seed, [fill, {**ENCODE, "unknown": "ignore"}]), OneUpload(upload))
        strict = ignoring.model_copy(update={"preprocessing": ignoring.preprocessing.model_validate({"inputs": [fill, ENCODE]})})
        try:
            BareParts.load(strict, upload.data_set(strict.data))
            fails = False
        except RefusedValues:
            fails = True
        assert bool(errors) is fails, (seed, errors)
        refused += fails
    assert 0 < refused < 12


def test_the_category_its_rows_and_the_ways_out_are_named(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", csv_file(ROWS))
    found = [told(check_spec(spec_of(seed, [OFTEN, ENCODE]), OneUpload(upload)).errors) for seed in range(12)]
    (pointer, detail), *_ = next(errors for errors in found if errors)
    assert pointer == "/preprocessing/inputs/1"
    assert detail == (
        "column \"colour\": expected every category in the rows that it is learned from, but only the test part has 'gold' (1 row); "
        "use unknown: ignore, give the step all categories, or change the split or its seed"
    )


def test_a_category_of_one_row_is_in_one_fold_only(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", csv_file(ROWS))
    spec = spec_of(1, [OFTEN, ENCODE], task="cross_validate", cross_validation={"folds": 3})
    spec["data"].pop("split")
    ((_, detail),) = told(check_spec(spec, OneUpload(upload)).errors)
    assert "only the test part of fold 2 has 'gold' (1 row)" in detail


@pytest.mark.parametrize("change", [{"unknown": "ignore"}, {"categories": [["red", "blue", "gold"]]}])
def test_a_step_that_knows_or_ignores_the_others_is_taken(tmp_path: Path, change: dict[str, Any]) -> None:
    upload = read(tmp_path, "csv", csv_file(ROWS))
    assert [check_spec(spec_of(seed, [OFTEN, ENCODE | change]), OneUpload(upload)).errors for seed in range(12)] == [[]] * 12
