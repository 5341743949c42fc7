"""What sound specs have to do: every spec has an estimate, and it grows with what its time and memory depend on."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from models.catalog import recipes
from models.checking.check import check_spec
from models.checking.worker_memory import WorkerMemory
from models.estimating.costs import BUILT_IN
from models.estimating.estimate import Estimate, estimate
from models.specs.estimators.offered_estimators import ESTIMATORS, Role
from models.uploads.stored.upload_record import ARRAYS, ColumnRecord, Record
from models.uploads.stored_upload import StoredUpload
from tests.uploaded import OneUpload

DENSE: dict[str, Any] = {
    "data": {"source": "mnist"},
    "preprocessing": {
        "inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}, {"step": "reshape", "shape": [784]}],
        "targets": [{"step": "one_hot"}],
    },
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 64}, {"layer": "Dense", "units": 10, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "epochs": 5, "batch_size": 64, "validation": {"split": 0.2}},
}
FOREST: dict[str, Any] = {
    "data": {"source": "moons", "params": {"n_samples": 2000}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]},
}
SEARCH: dict[str, Any] = {**FOREST, "task": "search", "search": {"strategy": "grid", "folds": 5, "space": {"max_depth": [2, 4, 6]}}}


def estimated(spec: dict[str, Any]) -> Estimate:
    result = check_spec(spec)
    assert result.errors == []
    assert result.work is not None
    return estimate(result.work, BUILT_IN)


def changed(spec: dict[str, Any], value: Any, *path: str | int) -> dict[str, Any]:
    """Return a spec with another value in a field."""
    copy: Any = deepcopy(spec)
    here = copy
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    return dict(copy)


@pytest.mark.parametrize("recipe", [recipe.id for recipe in recipes().values() if not recipe.requires])
def test_every_recipe_has_an_estimate_with_an_interval(recipe: str) -> None:
    found = estimated(recipes()[recipe].spec)
    for expected in (found.seconds, found.memory):
        assert 0 < expected.low < expected.mean < expected.high
    assert found.memory.mean > 10**8


@pytest.mark.parametrize("recipe", ["mnist-dense-784", "mnist-dense-32-32-dropout", "mnist-dense-64", "mnist-cnn-striding", "mnist-vae"])
def test_the_built_in_costs_are_those_of_two_cores_to_a_factor_of_four(recipe: str) -> None:
    known = recipes()[recipe]
    seconds, expected = estimated(known.spec).seconds.mean, 60 * known.expected_minutes
    assert expected / 4 < seconds < expected * 4


def test_epochs_multiply_the_fit_and_nothing_else() -> None:
    few, many = estimated(DENSE).phases, estimated(changed(DENSE, 50, "training", "epochs")).phases
    assert many["fitting"] == pytest.approx(10 * few["fitting"])
    assert many["validating"] == pytest.approx(10 * few["validating"])
    assert many["compiling"] == few["compiling"]


@pytest.mark.parametrize(
    ("spec", "value", "path"),
    [
        (DENSE, 4096, ("model", "layers", 0, "units")),
        (DENSE, 8, ("training", "batch_size")),
        (FOREST, {"n_estimators": 1000}, ("model", "steps", 0, "params")),
        (FOREST, 50_000, ("data", "params", "n_samples")),
        (SEARCH, 50, ("search", "folds")),
        (SEARCH, [2, 4, 6, 8, 10, 12], ("search", "space", "max_depth")),
    ],
    ids=["units", "smaller batches", "trees", "points", "folds", "candidates"],
)
def test_more_to_do_takes_longer(spec: dict[str, Any], value: Any, path: tuple[str | int, ...]) -> None:
    assert estimated(changed(spec, value, *path)).seconds.mean > estimated(spec).seconds.mean * 1.2


def test_wider_layers_and_more_data_take_more_memory() -> None:
    memory = estimated(DENSE).memory.mean
    assert estimated(changed(DENSE, 4096, "model", "layers", 0, "units")).memory.mean > memory + 10**8
    assert estimated(changed(DENSE, 0.1, "data", "subset")).memory.mean < memory - 10**8


def test_a_fit_that_may_stop_is_expected_to_take_less_and_less_surely() -> None:
    stopping = changed(DENSE, {"monitor": "val_loss"}, "training", "early_stopping")
    plain, found = estimated(DENSE), estimated(stopping)
    assert found.phases["fitting"] < plain.phases["fitting"]
    assert found.seconds.high / found.seconds.mean > plain.seconds.high / plain.seconds.mean


def test_a_search_is_its_trials_and_then_one_fit() -> None:
    search, one = estimated(SEARCH).phases, estimated(FOREST).phases
    assert search["fitting"] > 10 * one["fitting"]
    assert search["refitting"] == pytest.approx(one["fitting"], rel=0.01)
    assert search["compiling"] == pytest.approx(one["compiling"])


def test_a_cross_validation_registers_nothing() -> None:
    spec = {**FOREST, "task": "cross_validate", "cross_validation": {"folds": 5}}
    assert "compiling" not in estimated(spec).phases


def test_a_faulty_spec_has_no_work() -> None:
    result = check_spec(changed(DENSE, -1, "model", "layers", 0, "units"))
    assert (result.ok, result.work) == (False, None)


@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role is not Role.TRANSFORMER])
def test_every_estimator_has_a_cost_that_grows_with_the_samples(name: str) -> None:
    params = {"KMeans": {"n_clusters": 2}, "GaussianMixture": {"n_components": 2}, "AgglomerativeClustering": {"n_clusters": 2}}.get(name, {})
    few = {"data": {"source": "moons", "params": {"n_samples": 500}}, "model": {"kind": "sklearn", "steps": [{"estimator": name, "params": params}]}}
    result = check_spec(few)
    if result.errors:  # Which it takes is a matter of the checker's tests; a regressor takes no classes.
        few["data"] = {"source": "noisy_sine", "params": {}}
        assert estimated(few).phases["fitting"] > 0
        return
    many = changed(few, 20_000, "data", "params", "n_samples")
    assert estimated(many).phases["fitting"] > estimated(few).phases["fitting"]


def over_images(n_samples: int, *steps: dict[str, Any]) -> tuple[dict[str, Any], OneUpload]:
    """Return a spec of a network over an uploaded array of colour images, and the upload, of which only the record exists."""
    columns = [
        ColumnRecord(name="x", type="uint8", shape=(64, 64, 3), n_samples=n_samples),
        ColumnRecord(name="y", type="float64", n_samples=n_samples),
    ]
    upload = StoredUpload(Path("nowhere"), Record(form=ARRAYS, n_samples=n_samples, columns=columns))
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]
    training = {"loss": "mean_squared_error", "epochs": 4, "batch_size": 32, "validation": {"split": 0.2}}
    data = {"source": "dataset:x", "features": ["x"], "target": "y"}
    spec = {"data": data, "preprocessing": {"inputs": [*steps]}, "model": {"kind": "sequential", "layers": layers}, "training": training}
    return spec, OneUpload(upload)


@pytest.mark.parametrize("steps", [[{"step": "scale"}], [{"step": "reshape", "shape": [12288]}, {"step": "standardize"}]])
def test_samples_larger_than_memory_take_none_of_it_that_grows_with_them(steps: list[dict[str, Any]]) -> None:
    results = [check_spec(spec, upload) for spec, upload in (over_images(n_samples, *steps) for n_samples in (40_000, 400_000))]
    few, many = (estimate(result.work, BUILT_IN) for result in results if result.work)
    assert many.memory.mean == few.memory.mean < 1.5 * 2**30
    assert many.phases["fitting"] > 5 * few.phases["fitting"]


def test_a_step_that_learns_from_all_samples_at_once_takes_memory_for_them() -> None:
    spec, upload = over_images(400_000, {"step": "reshape", "shape": [12288]}, {"step": "pca", "n_components": 5})
    (fault,) = check_spec(spec, upload, worker_memory=WorkerMemory(2**31, 2**31)).errors
    assert (fault.pointer, "got one of about 4.8 GiB, most of it for the data" in fault.detail) == ("/data", True)
    scaled, same = over_images(400_000, {"step": "scale"})
    assert check_spec(scaled, same, worker_memory=WorkerMemory(2**31, 2**31)).errors == []
