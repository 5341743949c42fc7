"""A spec that uses what may have been misread is refused where it uses it, with the readings that settle it."""

from pathlib import Path
from typing import Any

import pytest

from models.checking.check import check_spec
from models.uploads.reading.doubt import Doubt
from models.uploads.stored_upload import StoredUpload
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, image, read, zipped

ROWS = [["day", "units", "kind", "shop"], *([n, n * 2, ["ant", "bee"][n % 2], n % 3] for n in range(12))]
FOREST = {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]}
UNITS = Doubt(
    column="units", line=26, cell="Total", detail="24 of 25 cells are numbers, 1 is not", settle=[{"missing": ["Total"]}, {"skip_lines": [26]}]
)
ALIKE = Doubt(column="kind", detail="'ant' and 'Ant' look alike", refuses="target", settle=[{"labels": "strip_casefold"}, {"labels": "as_is"}])
SAYS = (
    'column "units" has more than one meaning: 24 of 25 cells are numbers, 1 is not (line 26, cell "Total"); say which is meant by '
    'POST /v1/datasets/{id}/reread with one of {"missing": ["Total"]}, {"skip_lines": [26]}; or '
)


def doubtful(tmp_path: Path, *doubts: Doubt) -> OneUpload:
    upload = read(tmp_path, "csv", csv_file(ROWS))
    return OneUpload(StoredUpload(upload.folder, upload.record.model_copy(update={"doubts": list(doubts)})))


def checked(upload: OneUpload, model: dict[str, Any] = FOREST, **data: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    inputs = [] if "features" in data else [{"step": "encode_categories", "columns": ["kind"]}] if data.get("target") == "shop" else []
    result = check_spec({"data": {"source": "dataset:x", **data}, "preprocessing": {"inputs": inputs}, "model": model}, upload)
    return told(result.errors), told(result.warnings)


@pytest.mark.parametrize(
    ("data", "pointer", "fix"),
    [
        ({"target": "kind"}, "/data/features", "leave the column out of data.features"),
        ({"target": "kind", "features": ["day", "units"]}, "/data/features/1", "leave the column out of data.features"),
        ({"target": "kind", "features": ["day", 1]}, "/data/features/1", "leave the column out of data.features"),
        ({"target": "units", "features": ["day"]}, "/data/target", "choose another column"),
        ({"target": "kind", "groups": "units", "features": ["day"]}, "/data/groups", "choose another column"),
    ],
    ids=["all features", "a feature", "by index", "target", "groups"],
)
def test_a_column_in_doubt_is_refused_where_it_is_used(tmp_path: Path, data: dict[str, Any], pointer: str, fix: str) -> None:
    errors, _ = checked(doubtful(tmp_path, UNITS), **data)
    assert (pointer, SAYS + fix) in errors


def test_a_column_in_doubt_that_is_left_out_changes_nothing(tmp_path: Path) -> None:
    assert checked(doubtful(tmp_path, UNITS), target="kind", features=["day", "shop"]) == ([], [])


def test_labels_that_look_alike_are_refused_as_target_and_warned_of_as_feature(tmp_path: Path) -> None:
    upload = doubtful(tmp_path, ALIKE)
    (error,), _ = checked(upload, target="kind")
    assert error[0] == "/data/target"
    assert 'reread with one of {"labels": "strip_casefold"}, {"labels": "as_is"}' in error[1]
    errors, warnings = checked(upload, target="shop")
    assert errors == []
    assert [pointer for pointer, detail in warnings if "look alike" in detail] == ["/data/features"]


@pytest.mark.parametrize(("reconstruct", "n_errors"), [(False, 1), (True, 0)], ids=["classes", "autoencoder"])
def test_folders_that_look_alike_are_refused_where_classes_are_predicted(tmp_path: Path, reconstruct: bool, n_errors: int) -> None:
    upload = read(tmp_path, "images", zipped({"cats/1.png": image(200), "dogs/1.png": image(10), "cats/2.png": image(210), "dogs/2.png": image(20)}))
    alike = ALIKE.model_copy(update={"column": None})
    steps = [{"step": "image", "size": [4, 4], "mode": "grey"}, {"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}]
    last = {"layer": "Dense", "units": 16 if reconstruct else 2, "activation": "sigmoid" if reconstruct else "softmax"}
    layers = [{"layer": "Flatten"}, last, *([{"layer": "Reshape", "shape": [4, 4]}] if reconstruct else [])]
    spec = {
        "data": {"source": "dataset:x", "reconstruct": reconstruct},
        "preprocessing": {"inputs": steps},
        "model": {"kind": "sequential", "layers": layers},
        "training": {"loss": "mean_squared_error" if reconstruct else "sparse_categorical_crossentropy", "epochs": 1},
    }
    result = check_spec(spec, OneUpload(StoredUpload(upload.folder, upload.record.model_copy(update={"doubts": [alike]}))))
    assert [error.pointer for error in result.errors if "look alike" in error.detail] == ["/data/source"] * n_errors
    assert [warning.pointer for warning in result.warnings if "look alike" in warning.detail] == ["/data/source"] * (1 - n_errors)


def test_a_column_in_doubt_of_one_input_of_several_is_refused_there(tmp_path: Path) -> None:
    nodes = [
        {"name": "a"},
        {"name": "b"},
        {"name": "both", "inputs": ["a", "b"], "layer": {"layer": "Concatenate"}},
        {"name": "out", "inputs": ["both"], "layer": {"layer": "Dense", "units": 1}},
    ]
    spec = {
        "data": {"source": "dataset:x", "inputs": {"a": {"features": ["day"]}, "b": {"features": ["units"]}}, "target": "shop"},
        "model": {"kind": "functional", "nodes": nodes, "outputs": ["out"]},
        "training": {"loss": "mean_squared_error", "epochs": 1},
    }
    errors = told(check_spec(spec, doubtful(tmp_path, UNITS)).errors)
    assert ("/data/inputs/b/features/0", SAYS + "leave the column out of data.features") in errors
