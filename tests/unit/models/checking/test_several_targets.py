"""Several target columns of a table, or of a matrix."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import CheckResult, check_spec
from models.core.errors import SpecError
from models.specs.estimators.offered_estimators import ESTIMATORS, Role, estimator_class
from models.uploads.stored_upload import StoredUpload
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, data_set, npy, npz, read

ROWS = [["a", "b", "width", "kind", "sold"], *([n, n % 3, n / 2, "ab"[n % 2], "true" if n % 3 else "false"] for n in range(12))]
RIDGE: dict[str, Any] = {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}


@pytest.fixture
def table(tmp_path: Path) -> StoredUpload:
    return read(tmp_path, "csv", csv_file(ROWS))


def checked(upload: StoredUpload, model: dict[str, Any] = RIDGE, targets: Any = (), **data: Any) -> CheckResult:
    return check_spec({"data": {"source": "dataset:x", **data}, "preprocessing": {"targets": list(targets)}, "model": model}, OneUpload(upload))


def test_the_features_are_the_columns_that_are_no_targets(table: StoredUpload) -> None:
    selected = data_set(table, target_columns=["b", "sold"])
    described, data = selected.describe(), selected.load(None)
    assert (described.columns, described.target_columns) == (("a", "width", "kind"), ("b", "sold"))
    assert data.targets is not None
    assert data.targets.tolist() == [[n % 3, float(n % 3 > 0)] for n in range(12)]


def test_columns_of_a_matrix_can_be_targets(tmp_path: Path) -> None:
    selected = data_set(read(tmp_path, "npy", npy(np.arange(12).reshape(3, 4))), target_columns=[3, 0])
    assert selected.load(None).inputs.tolist() == [[1, 2], [5, 6], [9, 10]]
    assert selected.load(None).targets.tolist() == [[3, 0], [7, 4], [11, 8]]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("chosen", "pointer", "detail"),
    [
        ({"target_columns": ["b", "kind"]}, "/data/target_columns/1", 'expected columns of numbers or truth values, got "kind" of type text'),
        ({"target_columns": ["b", "widht"]}, "/data/target_columns/1", 'there is no column "widht"; did you mean "width"?'),
        ({"target_columns": ["b"], "target": "a"}, "/data/target", "expected either target or target_columns, got both"),
        ({"target_columns": ["b", "a"], "features": ["a"]}, "/data/features/0", '"a" is a target; expected another column'),
        ({"target_columns": ["a", "b", "width", "sold"], "groups": "kind"}, "/data/target_columns", "expected at least one more column"),
    ],
)
def test_target_columns_that_cannot_be_are_refused(table: StoredUpload, chosen: Any, pointer: str, detail: str) -> None:
    with pytest.raises(SpecError) as error:
        data_set(table, **chosen)
    ((found, message),) = told(error.value.faults)
    assert (found, detail in message) == (pointer, True)


def test_a_gap_in_a_target_column_is_refused(tmp_path: Path) -> None:
    table = read(tmp_path, "csv", b"a,b,c\n1,2,3\n4,5,\n")
    (fault,) = checked(table, target_columns=["b", "c"]).errors
    assert (fault.pointer, '1 of 2 are missing in column "c", the first on line 3' in fault.detail) == ("/data/target_columns/1", True)


def test_arrays_have_targets_of_their_own(tmp_path: Path) -> None:
    (fault,) = checked(read(tmp_path, "npz", npz(x=np.ones((2, 2)), y=np.ones(2))), target_columns=["y"]).errors
    assert fault.pointer == "/data/target_columns"


def test_an_estimator_of_one_target_is_refused(table: StoredUpload) -> None:
    chosen = {"target_columns": ["b", "width"], "features": ["a"]}
    assert checked(table, **chosen).errors == []
    (fault,) = checked(table, {"kind": "sklearn", "steps": [{"estimator": "SVR"}]}, **chosen).errors
    assert (fault.pointer, fault.detail.startswith("SVR takes one target for each sample, got shape (2,)")) == ("/model/steps/0/estimator", True)


def test_a_target_step_names_its_column(table: StoredUpload) -> None:
    chosen = {"target_columns": ["b", "width"], "features": ["a"]}
    assert checked(table, targets=[{"step": "standardize", "columns": ["width"]}], **chosen).errors == []
    (fault,) = checked(table, targets=[{"step": "standardize", "columns": ["a"]}], **chosen).errors
    assert (fault.pointer, fault.detail) == (
        "/preprocessing/targets/0/columns/0",
        'standardize: there is no column "a"; expected one of "b", "width"',
    )


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role is Role.REGRESSOR])
def test_the_estimators_of_several_targets_are_those_that_scikit_learn_fits(name: str) -> None:
    x = np.random.default_rng(0).normal(size=(20, 3))
    try:
        several = estimator_class(name)().fit(x, x[:, :2]).predict(x).shape == (20, 2)
    except ValueError:
        several = False
    assert ESTIMATORS[name].takes_several == several
