"""The classes of a target are those of its whole data set, the test part included, and are written into the spec that is stored."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import CheckResult, check_spec
from models.preparing.prepared import load_prepared
from models.specs.ports import port_sets
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import OneUpload, csv_file, image, npy, npz, read, zipped

CATEGORICAL: dict[str, Any] = {"loss": "categorical_crossentropy", "epochs": 1}
SPARSE: dict[str, Any] = {"loss": "sparse_categorical_crossentropy", "epochs": 1}


def spec_of(units: int, targets: list[Any], training: dict[str, Any] = CATEGORICAL, **data: Any) -> dict[str, Any]:
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": units, "activation": "softmax"}]
    return {
        "data": {"source": "dataset:x", **data},
        "preprocessing": {"inputs": [], "targets": targets},
        "model": {"kind": "sequential", "layers": layers},
        "training": training,
    }


def checked(upload: StoredUpload, spec: dict[str, Any]) -> CheckResult:
    return check_spec(spec, OneUpload(upload))


def classes_of(result: CheckResult) -> Any:
    assert result.errors == []
    assert result.spec is not None
    return result.spec.model_dump(mode="json")["preprocessing"]["targets"][0]["classes"]


def parts(train: Any, test: Any) -> bytes:
    """Arrays with a test part of their own."""
    return npz(x_train=np.ones((len(train), 2)), y_train=np.array(train), x_test=np.ones((len(test), 2)), y_test=np.array(test))


BOTH = {
    "numbers": (parts([0, 1, 0, 1], [1, 2]), [0, 1, 2]),
    "numbers with gaps": (parts([0, 7, 0, 7], [9, 3]), [0, 3, 7, 9]),
    "text": (parts(["b", "c", "b"], ["c", "a"]), ["a", "b", "c"]),
    "columns": (parts([[0], [1], [0]], [[1], [2]]), [0, 1, 2]),
    "booleans and numbers": (parts([True, False], [1, 2]), [0, 1, 2]),
    "whole fractions": (parts([0.0, 1.0, 0.0], [1.0, 2.0]), [0, 1, 2]),
}


@pytest.mark.parametrize("step", ["one_hot", "label_encode"])
@pytest.mark.parametrize(("content", "classes"), BOTH.values(), ids=BOTH)
def test_a_class_that_only_the_test_part_has_is_one_of_the_classes(tmp_path: Path, content: bytes, classes: list[Any], step: str) -> None:
    upload, training = read(tmp_path, "npz", content), CATEGORICAL if step == "one_hot" else SPARSE
    spec = spec_of(len(classes), [{"step": step}], training, target="y_train", features=["x_train"])
    result = checked(upload, spec)
    assert classes_of(result) == classes
    assert result.spec is not None
    assert checked(upload, result.spec.model_dump(mode="json")).spec == result.spec
    (fault,) = checked(upload, {**spec, "model": spec_of(len(classes) - 1, [])["model"]}).errors
    assert str(len(classes)) in fault.detail


@pytest.mark.parametrize("step", ["one_hot", "label_encode"])
def test_data_is_prepared_with_all_classes_whatever_the_training_part_has(tmp_path: Path, step: str) -> None:
    upload = read(tmp_path, "npz", parts(["b", "c", "b", "c"], ["c", "a"]))
    spec = spec_of(3, [{"step": step}], CATEGORICAL if step == "one_hot" else SPARSE, target="y_train", features=["x_train"])
    stored = checked(upload, spec).spec
    assert stored is not None
    old = stored.model_copy(update={"preprocessing": type(stored.preprocessing).model_validate(spec["preprocessing"])})  # As stored before.
    for one in (stored, old):
        prepared = load_prepared(one, port_sets(one, OneUpload(upload)), None, takes_targets=True)
        assert prepared.test is not None
        wanted = [2, 0] if step == "label_encode" else [[0, 0, 1], [1, 0, 0]]
        assert prepared.test.y["outputs"].tolist() == wanted


UPLOADS = {
    "a table's text": ("csv", csv_file([["x", "y"], *([n, "kilo"[n % 4]] for n in range(8))]), {"target": "y"}, ["i", "k", "l", "o"]),
    "a table's numbers": ("csv", csv_file([["x", "y"], *([n, [3, 5, 8][n % 3]] for n in range(9))]), {"target": "y"}, [3, 5, 8]),
    "more than 100 numbers": ("csv", csv_file([["x", "y"], *([n, 2 * n] for n in range(150))]), {"target": "y"}, list(range(0, 300, 2))),
    "whole fractions": ("csv", csv_file([["x", "y"], *([n, f"{n % 3}.0"] for n in range(9))]), {"target": "y"}, [0, 1, 2]),
    "a column of a matrix": ("npy", npy(np.array([[1, 4], [2, 6], [3, 4]])), {"target": 1}, [4, 6]),
    "many numbers of a matrix": ("npy", npy(np.arange(300).reshape(150, 2)), {"target": 1}, list(range(1, 300, 2))),
}


@pytest.mark.parametrize(("kind", "content", "data", "classes"), UPLOADS.values(), ids=UPLOADS)
def test_classes_of_an_upload_are_fixed_when_the_spec_is_checked(
    tmp_path: Path, kind: str, content: bytes, data: dict[str, Any], classes: list[Any]
) -> None:
    upload = read(tmp_path, kind, content)
    assert classes_of(checked(upload, spec_of(len(classes), [{"step": "one_hot"}], **data))) == classes
    assert classes_of(checked(upload, spec_of(len(classes), [{"step": "label_encode"}], SPARSE, **data))) == classes


def test_classes_of_folders_and_of_built_in_sets_are_fixed_too(tmp_path: Path) -> None:
    upload = read(tmp_path, "images", zipped({f"{name}/{n}.png": image(n) for name in ("dusk", "dawn", "noon") for n in range(3)}))
    spec = spec_of(3, [{"step": "one_hot"}])
    spec["preprocessing"]["inputs"] = [{"step": "image", "size": [4, 4], "mode": "grey"}]
    assert classes_of(checked(upload, spec)) == ["dawn", "dusk", "noon"]
    assert classes_of(check_spec(spec_of(10, [{"step": "one_hot"}], source="mnist"))) == list(range(10))


def test_a_step_before_the_labels_is_applied_to_the_classes(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", parts([0.0, 1.0, 0.0], [1.0, 2.0]))
    spec = spec_of(3, [{"step": "cast", "dtype": "int32"}, {"step": "one_hot"}], target="y_train", features=["x_train"])
    result = checked(upload, spec)
    assert result.errors == []
    assert result.spec is not None
    assert result.spec.preprocessing.model_dump(mode="json")["targets"][1]["classes"] == [0, 1, 2]


def test_given_classes_include_every_label_of_the_data(tmp_path: Path) -> None:
    upload, data = read(tmp_path, "npz", parts(["b", "c", "b"], ["c", "a"])), {"target": "y_train", "features": ["x_train"]}
    found = checked(upload, spec_of(2, [{"step": "one_hot", "classes": ["b", "c"]}], **data)).errors
    assert found[0].pointer == "/preprocessing/targets/0/classes"
    assert found[0].detail == (
        'expected every label of the data set, also of its test part, but ["a"] is not among them; left out, they are all labels'
    )
    assert checked(upload, spec_of(4, [{"step": "one_hot", "classes": ["d", "c", "b", "a"]}], **data)).ok


def test_text_in_one_part_and_numbers_in_the_other_are_refused(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", parts([0, 1], ["0", "1"]))
    found = checked(upload, spec_of(2, [{"step": "one_hot"}], target="y_train", features=["x_train"])).errors
    assert [(fault.pointer, fault.detail) for fault in found] == [
        ("/data/target", 'expected targets of both parts to be numbers, or text, got "y_train" of type int64 and "y_test" of type text')
    ]


@pytest.mark.parametrize(("train", "test", "units"), [([0, 1, 0], [1, 3], 4), ([0, 1, 0], [2, 2], 3), ([0, 4, 2], [4, 1], 5)])
def test_a_sparse_loss_takes_ids_up_to_the_highest_of_both_parts(tmp_path: Path, train: list[int], test: list[int], units: int) -> None:
    upload = read(tmp_path, "npz", parts(train, test))
    assert checked(upload, spec_of(units, [], SPARSE, target="y_train", features=["x_train"])).errors == []
    (fault,) = checked(upload, spec_of(units - 1, [], SPARSE, target="y_train", features=["x_train"])).errors
    assert fault.pointer in ("/preprocessing/targets", "/model/layers/1")


def test_each_of_several_outputs_has_the_classes_of_its_own_target(tmp_path: Path) -> None:
    rows = [["x", "kind", "size"], *([n, "ab"[n % 2], [10, 20, 30][n % 3]] for n in range(12))]
    nodes = [
        {"name": "x"},
        *(
            {"name": name, "inputs": ["x"], "layer": {"layer": "Dense", "units": n, "activation": "softmax"}}
            for name, n in (("kind", 2), ("size", 3))
        ),
    ]
    spec = {
        "data": {"source": "dataset:x", "features": ["x"], "targets": {"kind": {"target": "kind"}, "size": {"target": "size"}}},
        "preprocessing": {"targets": {"kind": [{"step": "one_hot"}], "size": [{"step": "one_hot"}]}},
        "model": {"kind": "functional", "nodes": nodes, "outputs": ["kind", "size"]},
        "training": CATEGORICAL,
    }
    result = checked(read(tmp_path, "csv", csv_file(rows)), spec)
    assert result.errors == []
    assert result.spec is not None
    stored = result.spec.model_dump(mode="json")["preprocessing"]["targets"]
    assert {name: steps[0]["classes"] for name, steps in stored.items()} == {"kind": ["a", "b"], "size": [10, 20, 30]}


@pytest.mark.parametrize("step", ["one_hot", "label_encode"])
def test_values_with_fractions_are_not_encoded_as_labels(tmp_path: Path, step: str) -> None:
    upload = read(tmp_path, "csv", csv_file([["x", "y"], *([n, [0.5, 1.5, 2.5][n // 4]] for n in range(12))]))
    training = CATEGORICAL if step == "one_hot" else SPARSE
    (fault,) = checked(upload, spec_of(3, [{"step": step}], training, features=["x"], target="y")).errors
    assert fault.pointer == "/preprocessing/targets/0"
    assert fault.detail == f"{step} takes text or whole numbers as labels, but the targets are values"


WEIGHTS = [
    ({"a": 2, "b": 1.5}, []),
    ("balanced", []),
    ({"a": 1, "bee": 2}, [("/training/class_weight/bee", 'expected one of the labels "a", "b", "c", got "bee"')]),
    ({"A": 2}, [("/training/class_weight/A", 'expected one of the labels "a", "b", "c", got "A"; did you mean "a"?')]),
    ({"a": 0, "b": 0, "c": 0}, [("/training/class_weight", "expected a class with a weight above 0, got 0 for all")]),
    ({"a": -1}, [("/training/class_weight/a", "should be greater than or equal to 0, got -1")]),
    ("even", [("/training/class_weight", "should be 'balanced', got \"even\"")]),
]


@pytest.mark.parametrize(("weights", "faults"), WEIGHTS)
def test_weights_name_the_classes(tmp_path: Path, weights: Any, faults: list[Any]) -> None:
    upload = read(tmp_path, "npz", parts(["a", "b", "a"], ["c", "a"]))
    spec = spec_of(3, [{"step": "one_hot"}], {**CATEGORICAL, "class_weight": weights}, target="y_train", features=["x_train"])
    assert [(fault.pointer, fault.detail) for fault in checked(upload, spec).errors] == faults


def test_weights_of_classes_are_refused_for_values(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", parts([0.5, 1.5], [2.5]))
    spec = spec_of(1, [], {"loss": "mean_squared_error", "epochs": 1, "class_weight": "balanced"}, target="y_train", features=["x_train"])
    assert "/training/class_weight" in [fault.pointer for fault in checked(upload, spec).errors]
