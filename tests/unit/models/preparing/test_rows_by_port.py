"""The rows of all arrays of a job by names stay together, and its steps know the training part only."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.checking.check import require_sound
from models.preparing.prepared import Prepared, load_prepared
from models.preparing.raw import Raw
from models.specs.ports import port_sets
from models.specs.registered import Registered
from tests.bare import BareParts
from tests.broken_specs import changed
from tests.unit.models.checking.test_specs_by_port import TABLE
from tests.uploaded import OneUpload, csv_file, npz, read

N = 40
#: Every column tells the number of its row, so that rows that do not belong together show.
ROWS = [[index, index + 0.5, f"row {index}", "ab"[index % 2], index + 0.25] for index in range(N)]


@pytest.fixture
def rows(tmp_path: Path) -> OneUpload:
    return OneUpload(read(tmp_path, "csv", csv_file([["age", "size", "side", "label", "kilos"], *ROWS])))


def parts_of(registered: Registered, changes: dict[str, Any]) -> Prepared:
    rows = [f"row {index}" for index in range(N)]  # A category for every row has to be forced.
    strangers = {"/preprocessing/inputs/place": [{"step": "encode_categories", "columns": [0], "unknown": "ignore", "categories": [rows]}]}
    spec = require_sound(changed(TABLE, strangers | changes), registered)
    return load_prepared(spec, port_sets(spec, registered), None, takes_targets=True)


def numbers(raw: Raw) -> list[int]:
    """Return the numbers of the rows of raw pairs, if all arrays tell the same ones."""
    targets = raw.targets or {}
    found = [int(index) for index in raw.inputs["facts"][:, 0]]
    assert_allclose(raw.inputs["facts"][:, 1], np.array(found) + 0.5)
    assert raw.inputs["place"].tolist() == [[f"row {index}"] for index in found]
    assert targets["kind"].tolist() == ["ab"[index % 2] for index in found]
    assert_allclose(targets["weight"], np.array(found) + 0.25)
    return found


@pytest.mark.parametrize("split", [{"test": 0.25}, {"test": 0.25, "stratify": True}, {"test": 0.25, "shuffle": False}])
def test_rows_stay_together_through_every_split(split: dict[str, Any], rows: OneUpload) -> None:
    parts = parts_of(rows, {"/data/split": split, "/training/validation": {"split": 0.2}})
    train, test = numbers(parts.raw_train), numbers(parts.raw_test or parts.raw_train)
    assert (len(train), len(test), parts.validation and parts.validation.n_samples) == (24, 10, 6)
    assert not set(train) & set(test)


def test_rows_are_split_as_those_of_a_job_of_the_first_target_only(rows: OneUpload) -> None:
    split = {"test": 0.25, "stratify": True}
    parts = parts_of(rows, {"/data/split": split})
    alone = {"source": "dataset:x", "features": ["age", "size"], "target": "label", "split": split}
    model = {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]}
    spec = require_sound({"data": alone, "model": model}, rows)
    expected = BareParts.load(spec, rows._upload.data_set(spec.data))
    assert_array_equal(parts.raw_train.inputs["facts"], expected.raw_train.inputs)
    assert_array_equal((parts.raw_train.targets or {})["kind"], expected.raw_train.targets)


def test_steps_are_fitted_on_what_is_left_to_train_on(rows: OneUpload) -> None:
    parts = parts_of(rows, {"/data/split": {"test": 0.25}, "/training/validation": {"split": 0.2}})
    assert_allclose(parts.train.x["facts"].mean(axis=0), 0, atol=1e-7)
    assert (parts.train.y["weight"].min(), parts.train.y["weight"].max()) == (0, 1)
    assert parts.test is not None
    assert abs(parts.test.x["facts"].mean()) > 1e-3


def test_arrays_bring_their_own_test_part(tmp_path: Path) -> None:
    train, test = np.arange(12.0).reshape(12, 1), np.arange(100.0, 104).reshape(4, 1)
    arrays = {f"{name}_{part}": values for name in ("facts", "place", "kilos") for part, values in (("train", train), ("test", test))}
    upload = OneUpload(read(tmp_path, "npz", npz(**arrays, label_train=np.arange(12) % 2, label_test=np.arange(4) % 2)))
    inputs = {"facts": {"features": ["facts_train"]}, "place": {"features": ["place_train"]}}
    targets = {"kind": {"target": "label_train"}, "weight": {"target": "kilos_train"}}
    parts = parts_of(
        upload, {"/data/inputs": inputs, "/data/targets": targets, "/preprocessing/inputs": {}, "/training/validation": {"part": "test"}}
    )
    assert parts.raw_test is not None
    assert parts.raw_test.inputs["place"].ravel().tolist() == (parts.raw_test.targets or {})["weight"].tolist() == [100, 101, 102, 103]
    assert (parts.train.n_samples, parts.validation) == (12, parts.test)


def test_a_share_of_the_rows_keeps_the_shares_of_the_first_target(rows: OneUpload) -> None:
    parts = parts_of(rows, {"/data/subset": 0.5})
    assert sorted((parts.raw_train.targets or {})["kind"].tolist()) == ["a"] * 10 + ["b"] * 10
    assert len(numbers(parts.raw_train)) == 20


def test_the_digest_tells_other_data_and_other_names(rows: OneUpload) -> None:
    digest = parts_of(rows, {}).raw_train.digest()
    assert digest == parts_of(rows, {}).raw_train.digest()
    assert digest != parts_of(rows, {"/data/subset": 0.5}).raw_train.digest()
