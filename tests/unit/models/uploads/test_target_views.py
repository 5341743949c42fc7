"""Targets as a spec wants them: rows without one left out, whole numbers as classes, classes by name."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import check_spec
from models.core.deferred_rows import in_memory
from models.core.errors import SpecError
from models.datasets import DataSet
from models.specs.data import DataSpec
from models.uploads.stored_upload import StoredUpload
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, image, npz, read, zipped

#: A column of whole numbers with a gap, which makes it one of decimals; and labels with a gap.
ROWS = [["x", "grade", "kind", "size"], *([n, "" if n == 3 else n % 3, "" if n == 5 else "ab"[n % 2], n / 2] for n in range(12))]


@pytest.fixture
def table(tmp_path: Path) -> StoredUpload:
    return read(tmp_path, "csv", csv_file(ROWS))


def selected(upload: StoredUpload, **data: Any) -> DataSet:
    return upload.data_set(DataSpec(source="dataset:x", **data))


def refusal(upload: StoredUpload, **data: Any) -> list[tuple[str, str]]:
    with pytest.raises(SpecError) as caught:
        selected(upload, **data)
    return told(caught.value.faults)


def test_rows_without_a_target_are_left_out_and_counted(table: StoredUpload) -> None:
    ((pointer, detail),) = refusal(table, target="kind", features=["x"])
    assert (pointer, detail.rsplit("; ", 1)[1]) == ("/data/target", "data.drop_missing_target: true leaves these rows out")
    found = selected(table, target="kind", features=["x"], drop_missing_target=True)
    described, data, opened = found.describe(), found.load(None), found.open(None)
    assert (described.n_train, described.labels, found.label_counts()) == (11, ("a", "b"), {"a": 6, "b": 5})
    assert data.inputs[:, 0].tolist() == [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    assert data.targets is not None
    assert data.targets.tolist() == ["ab"[n % 2] for n in data.inputs[:, 0].astype(int)]
    np.testing.assert_array_equal(in_memory(opened.inputs), data.inputs)
    np.testing.assert_array_equal(found.first(6, None).inputs[:6, 0], [0, 1, 2, 3, 4, 6])
    assert [fault.detail for fault in found.doubted().warnings] == ["leaves out 1 of 12 samples, which have no target"]


def test_a_target_without_values_is_named(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", b"x,kind,z\n1,,3\n2,,4\n")
    found = refusal(upload, target="kind", features=["x"], drop_missing_target=True)
    assert found == [("/data/target", "expected a target in some samples, but it is missing in all 2")]


def test_whole_numbers_in_a_column_of_decimals_are_classes_for_a_classifier(table: StoredUpload) -> None:
    data = {"source": "dataset:x", "target": "grade", "features": ["x"], "drop_missing_target": True}
    result = check_spec({"data": data, "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]}}, OneUpload(table))
    assert result.errors == []
    assert result.sound.data.target_as_classes is True
    found = selected(table, **{key: value for key, value in result.sound.data.model_dump().items() if key not in ("source", "params")})
    assert found.describe().labels == (0, 1, 2)
    assert found.load(None).targets.dtype == np.int64  # type: ignore[union-attr]
    regressor = check_spec({"data": data, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}, OneUpload(table))
    assert (regressor.errors, regressor.sound.data.target_as_classes) == ([], None)


def test_decimals_are_no_classes(table: StoredUpload) -> None:
    assert refusal(table, target="size", features=["x"], target_as_classes=True) == [
        ("/data/target", "expected targets that are classes: text, or at most 100 whole numbers; got others")
    ]
    spec = {
        "data": {"source": "dataset:x", "target": "size", "features": ["x"]},
        "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]},
    }
    ((pointer, detail),) = told(check_spec(spec, OneUpload(table)).errors)
    assert pointer == "/model/steps/0/estimator"
    assert "continuous targets" in detail


def test_classes_are_named_by_their_numbers(table: StoredUpload, tmp_path: Path) -> None:
    found = selected(table, target="grade", features=["x"], drop_missing_target=True, labels={"0": "good", "2": "bad"})
    assert found.describe().labels == ("1", "bad", "good")
    assert found.load(None).targets.tolist()[:4] == ["good", "1", "bad", "1"]  # type: ignore[union-attr]
    arrays = read(tmp_path, "npz", npz(x_train=np.ones((4, 2)), y_train=np.array([9, 0, 9, 0]), x_test=np.ones((2, 2)), y_test=np.array([0, 9])))
    boots = selected(arrays, target="y_train", labels={"9": "ankle boot", "0": "shirt"})
    data = boots.load(None)
    assert boots.describe().labels == ("ankle boot", "shirt")
    assert data.test_targets is not None
    assert data.test_targets.tolist() == ["shirt", "ankle boot"]


def test_classes_of_folders_are_named(tmp_path: Path) -> None:
    images = read(tmp_path, "images", zipped({"0/1.png": image(200), "1/1.png": image(10), "0/2.png": image(210), "1/2.png": image(20)}))
    found = selected(images, labels={"0": "cat", "1": "dog"})
    assert found.describe().labels == ("cat", "dog")
    assert sorted(found.load(None).targets.tolist()) == ["cat", "cat", "dog", "dog"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("labels", "pointer", "detail"),
    [
        ({"7": "seven"}, "/data/labels/7", 'expected one of the labels 0, 1, 2, got "7"'),
        ({"0": "same", "1": "same"}, "/data/labels", 'expected a name of its own for each class, got "same" for several'),
    ],
)
def test_names_of_no_class_or_of_several_are_refused(table: StoredUpload, labels: dict[str, str], pointer: str, detail: str) -> None:
    assert refusal(table, target="grade", features=["x"], drop_missing_target=True, labels=labels) == [(pointer, detail)]


@pytest.mark.parametrize("field", [{"labels": {"1": "a"}}, {"drop_missing_target": True}, {"target_as_classes": True}])
def test_fields_about_targets_are_for_samples_of_uploads_with_a_target(table: StoredUpload, field: dict[str, Any]) -> None:
    (name,) = field
    assert [pointer for pointer, _ in refusal(table, features=["x"], **field)] == ["/data/target"]
    assert [pointer for pointer, _ in refusal(table, series=True, features=["x"], **field)] == [f"/data/{name}"]
    spec = {"data": {"source": "iris", **field}, "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]}}
    assert [fault.pointer for fault in check_spec(spec).errors] == [f"/data/{name}"]
