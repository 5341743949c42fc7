"""Specs over uploads: what cannot work is refused when it is checked, with the mend."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import CheckResult, check_spec, require_sound
from models.uploads.stored_upload import StoredUpload
from tests.bare import BareParts
from tests.faults import pointers_of, told
from tests.uploaded import OneUpload, csv_file, data_set, image, npz, read, zipped

ROWS = [
    ["age", "colour", "weight", "size", "kind"],
    *([20 + n, ["red", "blue"][n % 2], n / 2, ["s", "m"][n % 2], ["ant", "bee"][n % 2]] for n in range(8)),
]
ENCODE = {"step": "encode_categories", "columns": [1, 3]}
FOREST = {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]}
FILL = {"step": "impute", "strategy": "constant", "fill": "none", "columns": [1]}
RIDGE = {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}
SOFTMAX = {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 2, "activation": "softmax"}]}
SPARSE = {"loss": "sparse_categorical_crossentropy", "epochs": 1}
IMAGES = {"cats/1.png": image(200), "dogs/1.png": image(10), "cats/2.png": image(210), "dogs/2.png": image(20)}


@pytest.fixture
def table(tmp_path: Path) -> StoredUpload:
    return read(tmp_path, "csv", csv_file(ROWS))


@pytest.fixture
def images(tmp_path: Path) -> StoredUpload:
    return read(tmp_path, "images", zipped(IMAGES))


def spec_of(model: dict[str, Any], inputs: list[Any], data: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    preprocessing = {"inputs": inputs, "targets": more.pop("targets", [])}
    return {"data": {"source": "dataset:x", **(data or {})}, "preprocessing": preprocessing, "model": model, **more}


def check(upload: StoredUpload, spec: dict[str, Any]) -> CheckResult:
    return check_spec(spec, OneUpload(upload))


def faults(upload: StoredUpload, spec: dict[str, Any]) -> list[tuple[str, str]]:
    return told(check(upload, spec).errors)


def test_a_table_with_text_labels_and_encoded_columns_is_taken(table: StoredUpload) -> None:
    result = check(table, spec_of(FOREST, [{"step": "impute", "strategy": "most_frequent"}, ENCODE], {"target": "kind"}))
    assert result.errors == []
    assert result.spec is not None
    assert result.spec.data.model_dump() == {
        "source": "dataset:x",
        "params": {},
        "target": "kind",
        "features": None,
        "reconstruct": False,
        "series": False,
        "target_columns": None,
        "groups": None,
        "subset": None,
        "split": None,
    }


@pytest.mark.parametrize(
    ("inputs", "pointer", "detail"),
    [
        (
            [],
            "/preprocessing/inputs",
            'the model takes numbers, but gets mixed values: columns 1 ("colour") and 3 ("size") contain text: '
            "add an encode_categories step with columns [1, 3]",
        ),
        (
            [{"step": "standardize"}],
            "/preprocessing/inputs/0",
            'standardize takes numbers, but columns 1 ("colour") and 3 ("size") contain text: '
            "add an encode_categories step with columns [1, 3] before it",
        ),
        (
            [{"step": "cast"}],
            "/preprocessing/inputs/0",
            'cast takes numbers, but columns 1 ("colour") and 3 ("size") contain text: add an encode_categories step with columns [1, 3] before it',
        ),
        (
            [{**ENCODE, "columns": [1]}],
            "/preprocessing/inputs",
            'the model takes numbers, but gets mixed values: column 2 ("size") contains text: add an encode_categories step with columns [2]',
        ),
        (
            [{"step": "standardize", "columns": ["weight", "colour"]}, ENCODE],
            "/preprocessing/inputs/0",
            'standardize takes numbers, but column 1 ("colour") contains text: add an encode_categories step with columns [1] before it',
        ),
        (
            [{**ENCODE, "columns": ["colour", "syze"]}],
            "/preprocessing/inputs/0/columns/1",
            'encode_categories: there is no column "syze"; did you mean "size"?',
        ),
        (
            [{"step": "impute"}, ENCODE],
            "/preprocessing/inputs/0",
            'impute by mean takes columns of numbers, but columns 1 ("colour") and 3 ("size") contain text: '
            "name the other columns, or use most_frequent",
        ),
    ],
    ids=["no step", "standardize", "cast", "one of two", "text among the columns", "no such column", "impute"],
)
def test_text_that_no_step_encodes_is_refused_by_column(table: StoredUpload, inputs: list[Any], pointer: str, detail: str) -> None:
    assert faults(table, spec_of(FOREST, inputs, {"target": "kind"})) == [(pointer, detail)]


def test_a_column_of_text_left_out_of_the_features_needs_no_step(table: StoredUpload) -> None:
    assert faults(table, spec_of(FOREST, [], {"target": "kind", "features": ["age", "weight"]})) == []


def test_impute_may_name_the_columns_of_numbers(table: StoredUpload) -> None:
    assert faults(table, spec_of(FOREST, [{"step": "impute", "columns": [0, 2]}, ENCODE], {"target": "kind"})) == []


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(table: StoredUpload) -> None:
    found = faults(table, spec_of(FOREST, [], {"target": "knd", "features": ["age", "wieght"]}))
    assert found == [
        ("/data/target", 'there is no column "knd"; did you mean "kind"?'),
        ("/data/features/1", 'there is no column "wieght"; did you mean "weight"?'),
    ]


def test_a_table_without_a_target_trains_no_classifier(table: StoredUpload) -> None:
    found = faults(table, spec_of(FOREST, [], {"features": ["age"]}))
    assert found == [("/data/target", "expected the name of the target column, got none")]


def test_integers_train_a_classifier_and_a_regressor(table: StoredUpload) -> None:
    chosen = {"target": "age", "features": ["weight"]}
    assert check(table, spec_of(FOREST, [], chosen)).ok
    result = check(table, spec_of(RIDGE, [], chosen))
    assert (result.ok, pointers_of(result.warnings)) == (True, ["/model/steps/0/estimator"])


def test_fractions_train_no_classifier(table: StoredUpload) -> None:
    found = faults(table, spec_of(FOREST, [], {"target": "weight", "features": ["age"]}))
    assert found == [("/model/steps/0/estimator", "RandomForestClassifier takes class labels, got continuous targets (float64); use a regressor")]


def test_text_targets_reach_no_network(table: StoredUpload) -> None:
    spec = spec_of(SOFTMAX, [], {"target": "kind", "features": ["age", "weight"]}, training=SPARSE)
    detail = "the targets are text: expected a one_hot or label_encode step, got none"
    assert faults(table, spec) == [("/preprocessing/targets", detail)]
    assert faults(table, {**spec, "preprocessing": {"targets": [{"step": "label_encode"}]}}) == []


def test_labels_that_are_no_ids_reach_no_network(tmp_path: Path) -> None:
    upload = read(tmp_path, "npz", npz(x=np.ones((4, 2)), ids=np.array([0, 1, 0, 1]), ones=np.array([1, 2, 1, 2])))
    detail = "the loss takes ids from 0 to 1, but the labels are 1, 2: expected a one_hot or label_encode step, got none"
    assert faults(upload, spec_of(SOFTMAX, [], {"target": "ids"}, training=SPARSE)) == []
    assert faults(upload, spec_of(SOFTMAX, [], {"target": "ones"}, training=SPARSE)) == [("/preprocessing/targets", detail)]
    assert faults(upload, spec_of(SOFTMAX, [], {"target": "ones"}, training=SPARSE, targets=[{"step": "label_encode"}])) == []


@pytest.mark.parametrize(
    ("inputs", "pointer", "detail"),
    [
        ([], "/preprocessing/inputs", "the model takes numbers, but gets encoded images: expected an image step, got none"),
        *(
            (
                [{"step": step}, {"step": "image", "size": [4, 4]}],
                "/preprocessing/inputs/0",
                f"{step} does not take encoded images: expected an image step before it, got none",
            )
            for step in ("cast", "add_channel", "standardize", "label_encode")
        ),
    ],
)
def test_pictures_need_an_image_step(images: StoredUpload, inputs: list[Any], pointer: str, detail: str) -> None:
    training = {"loss": "categorical_crossentropy", "epochs": 1}
    assert faults(images, spec_of(SOFTMAX, inputs, training=training, targets=[{"step": "one_hot"}])) == [(pointer, detail)]


def test_pictures_behind_an_image_step_reach_a_network_with_a_warning_to_scale_them(images: StoredUpload) -> None:
    training = {"loss": "categorical_crossentropy", "epochs": 1, "batch_size": 2}
    result = check(images, spec_of(SOFTMAX, [{"step": "image", "size": [4, 4]}], training=training, targets=[{"step": "one_hot"}]))
    assert (result.errors, result.total_parameters) == ([], 34)
    assert pointers_of(result.warnings) == ["/preprocessing/inputs"]


@pytest.mark.parametrize(("impute", "width"), [([], 3), ([{"step": "impute", "strategy": "most_frequent"}], 3), ([FILL], 4)])
def test_rows_with_encoded_text_are_as_wide_as_the_values_in_the_file(tmp_path: Path, impute: list[Any], width: int) -> None:
    upload = read(tmp_path, "csv", b"x,colour,y\n1,red,1.5\n2,blue,2.5\n3,,3.5\n")
    inputs = [*impute, {"step": "encode_categories", "columns": [1], "unknown": "ignore"}]
    network = {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]}
    spec = spec_of(network, inputs, {"target": "y"}, training={"loss": "mean_squared_error", "epochs": 1, "batch_size": 1})
    result = check(upload, spec)
    assert (result.errors, result.total_parameters) == ([], width + 1)
    sound = require_sound(spec, OneUpload(upload))
    assert BareParts.load(sound, upload.data_set(sound.data)).train.x.shape == (3, width)


@pytest.mark.parametrize(
    ("inputs", "columns"),
    [([], 'columns 0 ("a") and 2 ("c")'), ([{"step": "impute", "columns": [0]}], 'column 2 ("c")'), ([{"step": "impute"}], None)],
)
def test_missing_values_that_no_step_fills_are_refused(tmp_path: Path, inputs: list[Any], columns: str | None) -> None:
    upload = read(tmp_path, "csv", b"a,b,c,y\n,1,,1.5\n2,1,3,2.5\n")
    found = check(upload, spec_of(RIDGE, inputs, {"target": "y"})).errors
    fix = "Ridge takes no missing values: add an impute step, or leave the columns out of data.features"
    assert [fault.detail for fault in found] == ([] if columns is None else [f"values are missing in {columns}, {fix}"])


def test_an_upload_takes_no_parameters(table: StoredUpload) -> None:
    found = faults(table, spec_of(FOREST, [ENCODE], {"target": "kind", "params": {"n_samples": 1}}))
    assert found == [("/data/params", "expected no parameters for an upload, got n_samples")]


def test_an_unknown_upload_is_refused(table: StoredUpload) -> None:
    found = told(check_spec(spec_of(FOREST, [])).errors)
    (_, detail) = found[0]
    assert detail.startswith('expected the id of an uploaded data set, got "dataset:x"; POST /v1/datasets creates one; another owner')


def test_the_digest_of_the_data_tells_pictures_and_rows_apart(tmp_path: Path, images: StoredUpload, table: StoredUpload) -> None:
    def digest(upload: StoredUpload, spec: dict[str, Any]) -> str:
        result = check(upload, spec)
        assert result.spec is not None
        return BareParts.load(result.spec, upload.data_set(result.spec.data)).digest()

    other = {**IMAGES, "cats/2.png": image(211)}
    (tmp_path / "other").mkdir()
    model = {"kind": "sklearn", "steps": [{"estimator": "KMeans"}]}
    by_pixels = spec_of(model, [{"step": "image", "size": [4, 4]}, {"step": "reshape", "shape": [16]}])
    digests = [digest(images, by_pixels), digest(images, by_pixels), digest(read(tmp_path / "other", "images", zipped(other)), by_pixels)]
    digests.append(digest(table, spec_of(FOREST, [ENCODE], {"target": "kind"})))
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


def test_what_is_loaded_is_what_is_described(table: StoredUpload) -> None:
    found = data_set(table, target="kind")
    described, data = found.describe(), found.load(None)
    assert data.inputs.shape == (described.n_train, *described.inputs.shape)
    assert data.targets is not None
    assert sorted(set(data.targets.tolist())) == list(described.labels or ())


@pytest.mark.parametrize("targets", [[], [{"step": "label_encode"}]])
def test_one_class_is_not_learned(tmp_path: Path, targets: list[Any]) -> None:
    upload = read(tmp_path, "csv", csv_file([["size", "kind"], *([n, "ant"] for n in range(5))]))
    (fault,) = check(upload, spec_of(FOREST, [], {"target": "kind"}, targets=targets)).errors
    assert (fault.pointer, fault.detail) == ("/data/target", 'expected at least two classes, but all targets are "ant"')
    assert faults(upload, spec_of({"kind": "sklearn", "steps": [{"estimator": "KMeans", "params": {"n_clusters": 2}}]}, [], {"target": "kind"})) == []


def test_a_column_without_values_is_filled_by_a_constant_only(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", csv_file([["size", "age", "kind"], *([n, "", ["ant", "bee"][n % 2]] for n in range(6))]))
    (fault,) = check(upload, spec_of(FOREST, [{"step": "impute"}], {"target": "kind"})).errors
    assert (fault.pointer, 'column 1 ("age") has none' in fault.detail) == ("/preprocessing/inputs/0", True)
    constant = {"step": "impute", "strategy": "constant", "fill": 0}
    assert faults(upload, spec_of(FOREST, [{**constant, "columns": [1]}, {"step": "impute"}], {"target": "kind"})) == []
    assert faults(upload, spec_of(FOREST, [{"step": "impute", "columns": [0]}], {"target": "kind"})) == []


def test_a_subset_is_drawn_from_classes_of_two_samples(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", csv_file([["size", "kind"], *([n, "ant"] for n in range(5)), [9, "bee"]]))
    assert [pointer for pointer, _ in faults(upload, spec_of(FOREST, [], {"target": "kind", "subset": 0.5}))] == ["/data/subset"]


def test_gaps_among_numbers_are_not_filled_with_a_text(tmp_path: Path) -> None:
    rows = [[n if n else "", ["red", ""][n % 2], ["ant", "bee"][n % 2]] for n in range(6)]
    upload = read(tmp_path, "csv", csv_file([["size", "colour", "kind"], *rows]))
    fill, encode = {"step": "impute", "strategy": "constant", "fill": "none"}, {"step": "encode_categories", "columns": [1]}
    ((pointer, detail),) = faults(upload, spec_of(FOREST, [fill, encode], {"target": "kind"}))
    assert (pointer, 'column 0 ("size"), of numbers, with "none"' in detail) == ("/preprocessing/inputs/0", True)
    assert faults(upload, spec_of(FOREST, [{"step": "impute", "columns": [0]}, fill, encode], {"target": "kind"})) == []
