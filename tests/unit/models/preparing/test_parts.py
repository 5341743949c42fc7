"""Parts and folds of a job's data by hand: their samples, their classes, the ranges of their targets, and the windows of their series."""

from pathlib import Path
from typing import Any

import pytest

from models.checking.check import check_spec, require_sound
from models.core.errors import DataError, SpecError
from models.kinds import kinds_of
from models.preparing import part_counts, sample_bounds
from models.preparing.part_counts import PartCounts, count_folds, count_parts
from models.preparing.parts import DividedData, JobData
from models.preparing.prepared import load_prepared
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import NONE_REGISTERED, Registered
from tests.faults import pointers_of
from tests.uploaded import OneUpload, csv_file, npy, read

#: Ten samples: classes a a a a a a b b b b, and a number.
ROWS = [["x", "kind", "weight"], *[[index, "aaaaaabbbb"[index], 10 * index] for index in range(10)]]
RIDGE = {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}
CLASSIFIER = {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]}
NETWORK = {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]}
NETWORK_OF_FOUR = {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 4}]}
TRAINING = {"loss": "mean_squared_error", "epochs": 1}


@pytest.fixture
def rows(tmp_path: Path) -> OneUpload:
    return OneUpload(read(tmp_path, "csv", csv_file(ROWS)))


def job_of(registered: Registered, spec: dict[str, Any]) -> JobData:
    return data_of(require_sound(spec, registered), registered)


def data_of(spec: JobSpec, registered: Registered) -> JobData:
    sets = port_sets(spec, registered)
    kinds = kinds_of(spec, {name: data_set.describe() for name, data_set in sets.targets.items()})
    return JobData(spec, sets, kinds, all(kind.takes_targets for kind in kinds.values()), None)


def divided_into_one_class(registered: Registered, spec: dict[str, Any]) -> DividedData:
    """Return the parts of a spec that is refused for nothing but the one class of a training part."""
    result = check_spec(spec, registered)
    assert ["at least two classes" in fault.detail for fault in result.errors] == [True]
    return DividedData.of(data_of(result.sound, registered))


def divided(registered: Registered, spec: dict[str, Any]) -> DividedData:
    return DividedData.of(job_of(registered, spec))


def counted(data: DividedData, fold: int | None = None) -> dict[str, PartCounts]:
    return {counts.part: counts for counts in count_parts(data, None if fold is None else list(data.folds())[fold])}


def classes(counts: PartCounts) -> dict[Any, int]:
    found = counts.targets["outputs"].classes
    assert found is not None
    return {item.label: item.n_samples for item in found}


def rows_spec(target: str, model: dict[str, Any] = CLASSIFIER, data: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"data": {"source": "dataset:x", "features": ["x"], "target": target, **(data or {})}, "model": model, **more}


def test_ten_samples_in_three_folds_in_order_have_four_three_and_three(rows: OneUpload) -> None:
    spec = rows_spec("weight", RIDGE, task="cross_validate", cross_validation={"folds": 3})
    data = divided(rows, spec)
    parts = [data.parts(fold) for fold in data.folds()]
    assert [part["test"].numbers.tolist() for part in parts] == [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert [part["train"].numbers.tolist() for part in parts] == [[4, 5, 6, 7, 8, 9], [0, 1, 2, 3, 7, 8, 9], [0, 1, 2, 3, 4, 5, 6]]
    first = counted(data, 0)
    assert (first["train"].n_samples, first["test"].n_samples) == (6, 4)
    values = first["test"].targets["outputs"].values
    assert values is not None
    assert (values.minimum, values.maximum, values.mean, values.deviation) == (0, 30, 15, pytest.approx(125**0.5))


def test_stratified_folds_share_out_the_classes_and_others_do_not(rows: OneUpload) -> None:
    spec = rows_spec("kind", task="cross_validate", cross_validation={"folds": 2})
    assert [classes(counted(divided(rows, spec), fold)["test"]) for fold in (0, 1)] == [{"a": 3, "b": 2}, {"a": 3, "b": 2}]
    spec["cross_validation"] = {"folds": 2, "stratified": False}
    assert [classes(counted(divided_into_one_class(rows, spec), fold)["test"]) for fold in (0, 1)] == [{"a": 5, "b": 0}, {"a": 1, "b": 4}]


def test_a_part_that_lacks_a_class_says_so(rows: OneUpload) -> None:
    counts = counted(divided_into_one_class(rows, rows_spec("kind", data={"split": {"test": 0.4, "shuffle": False}})))
    assert {name: (part.n_samples, classes(part)) for name, part in counts.items()} == {"train": (6, {"a": 6, "b": 0}), "test": (4, {"a": 0, "b": 4})}


def test_a_validation_part_is_the_end_of_the_rest_of_the_training_part(rows: OneUpload) -> None:
    spec = rows_spec("weight", {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]}, {"split": {"test": 0.2, "shuffle": False}})
    data = divided(rows, {**spec, "training": {**TRAINING, "validation": {"split": 0.25}}})
    assert {name: part.numbers.tolist() for name, part in data.parts().items()} == {"train": [0, 1, 2, 3, 4, 5], "validation": [6, 7], "test": [8, 9]}
    same = divided(rows, {**spec, "training": {**TRAINING, "validation": {"part": "test"}}})
    assert same.parts()["validation"].numbers.tolist() == [8, 9]


def test_parts_are_those_of_the_job(rows: OneUpload) -> None:
    spec = rows_spec("kind", data={"split": {"test": 0.3, "stratify": True}, "subset": 0.6})
    job = job_of(rows, spec)
    prepared = load_prepared(job.spec, job.sets, None, takes_targets=True)
    parts = DividedData.of(job).parts()
    assert prepared.raw_test is not None
    assert parts["train"].raw().inputs["inputs"].tolist() == prepared.raw_train.inputs["inputs"].tolist()
    assert parts["test"].raw().inputs["inputs"].tolist() == prepared.raw_test.inputs["inputs"].tolist()


def test_the_windows_of_a_series_are_counted_in_each_part(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", csv_file([["v"], *[[index] for index in range(10)]])))
    steps = [{"step": "min_max"}, {"step": "window", "size": 3}]
    data = {"source": "dataset:x", "series": True, "split": {"test": 0.4}}
    counts = counted(divided(registered, {"data": data, "preprocessing": {"inputs": steps}, "model": NETWORK, "training": TRAINING}))
    assert {name: (part.n_samples, part.n_steps, part.n_series) for name, part in counts.items()} == {"train": (3, 6, 1), "test": (1, 4, 1)}
    values = counts["test"].targets["outputs"].values
    assert values is not None
    assert (values.minimum, values.maximum) == (6, 9)


def test_no_window_is_counted_across_two_series(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", csv_file([["id", "v"], *[["ab"[index % 2], index] for index in range(12)]])))
    data = {"source": "dataset:x", "series": True, "groups": "id"}
    steps = [{"step": "window", "size": 4}]
    counts = counted(divided(registered, {"data": data, "preprocessing": {"inputs": steps}, "model": NETWORK, "training": TRAINING}))
    assert (counts["train"].n_samples, counts["train"].n_steps, counts["train"].n_series) == (4, 12, 2)


@pytest.mark.parametrize(("step", "n_symbols"), [({"step": "letters", "clean": True}, 8), ({"step": "letters"}, 10), ({"step": "words"}, 5)])
def test_the_symbols_of_a_text_are_counted_after_cleaning(tmp_path: Path, step: dict[str, Any], n_symbols: int) -> None:
    registered = OneUpload(read(tmp_path, "text", b"a b,\n\nc  d"))
    n_units = {8: 6, 10: 7, 5: 6}[n_symbols]
    layers = [{"layer": "Embedding", "input_dim": n_units, "output_dim": 2}, {"layer": "LSTM", "units": 2}]
    spec = {
        "data": {"source": "dataset:x"},
        "preprocessing": {"inputs": [step, {"step": "window", "size": 2}]},
        "model": {"kind": "sequential", "layers": [*layers, {"layer": "Dense", "units": n_units, "activation": "softmax"}]},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
    }
    part = counted(divided(registered, spec))["train"]
    assert (part.n_steps, part.n_samples, part.targets) == (n_symbols, n_symbols - 2, {})


def test_targets_of_several_columns_have_figures_for_each() -> None:
    spec = {"data": {"source": "random_sequences", "params": {"targets": [4]}}, "model": NETWORK_OF_FOUR, "training": TRAINING}
    values = counted(divided(NONE_REGISTERED, spec))["train"].targets["outputs"].values
    assert values is not None
    assert [len(figure) for figure in (values.minimum, values.maximum, values.mean, values.deviation)] == [4, 4, 4, 4]


def test_of_many_folds_of_many_samples_the_first_are_counted(rows: OneUpload, monkeypatch: pytest.MonkeyPatch) -> None:
    data = divided(rows, rows_spec("kind", task="cross_validate", cross_validation={"folds": 4}))
    assert len(list(count_folds(data))) == data.n_folds == 4
    monkeypatch.setattr(part_counts, "MAX_FOLDED", 29)
    monkeypatch.setattr(part_counts, "MAX_FOLD_CLASSES", 7)
    first, second = count_folds(data)
    assert [part.n_samples for part in (*first, *second)] == [7, 3, 7, 3]
    assert first[0].targets["outputs"].classes is None


def test_folds_that_cannot_be_cut_are_told(rows: OneUpload) -> None:
    spec = rows_spec("weight", RIDGE, task="cross_validate", cross_validation={"folds": 10, "scoring": "neg_mean_squared_error"})
    assert len(list(divided(rows, spec).folds())) == divided(rows, spec).n_folds == 10
    with pytest.raises((DataError, SpecError)):
        divided(rows, rows_spec("weight", RIDGE, task="cross_validate", cross_validation={"folds": 11})).folds().__next__()


def test_data_that_would_fill_the_memory_is_refused_before_it_is_loaded(tmp_path: Path, rows: OneUpload, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_bounds, "MAX_LOADED_BYTES", 79)
    with pytest.raises(SpecError) as raised:
        divided(rows, {"data": {"source": "noisy_sine"}, "model": RIDGE})
    assert pointers_of(raised.value.faults) == ["/data/source"]
    mapped = OneUpload(read(tmp_path, "npy", npy([[1.0], [2.0]] * 100)))
    data = {"source": "dataset:x"}
    steps = [{"estimator": "MinMaxScaler"}]
    assert divided(mapped, {"task": "transform", "data": data, "model": {"kind": "sklearn", "steps": steps}}).parts()["train"].numbers.size == 200


@pytest.mark.parametrize("values", [[1.0, 3.0], [float(n) for n in range(150)]], ids=["floats", "many"])
def test_classes_that_a_step_encodes_are_counted_also_where_the_numbers_alone_are_values(tmp_path: Path, values: list[float]) -> None:
    rows = [["x", "y"], *([n, f"{value:.1f}"] for n, value in enumerate(values * 2))]
    layers = [{"layer": "Dense", "units": len(values), "activation": "softmax"}]
    spec = rows_spec(
        "y",
        {"kind": "sequential", "layers": layers},
        {"split": {"test": 0.5, "shuffle": False}},
        preprocessing={"targets": [{"step": "one_hot"}]},
        training={"loss": "categorical_crossentropy", "epochs": 1},
    )
    parts = counted(divided(OneUpload(read(tmp_path, "csv", csv_file(rows))), spec))
    assert classes(parts["test"]) == dict.fromkeys(map(int, values), 1)
    assert parts["test"].targets["outputs"].values is None
