"""Pipelines that scikit-learn would refuse only when it fits, and fits that no worker has the memory for: refused when they are checked."""

from typing import Any

import pytest

from models.checking.check import CheckResult, check_spec
from models.checking.worker_memory import WorkerMemory
from tests.broken_specs import BASES, changed
from tests.faults import pointers_of, told

GIB = 1024**3
PARAMS = "/model/steps/0/params"
MOONS: dict[str, Any] = {"source": "moons", "params": {"n_samples": 12}}
SINE: dict[str, Any] = {"source": "noisy_sine", "params": {"n_samples": 12}}
WIDE: dict[str, Any] = {"source": "blobs", "params": {"n_samples": 20, "centers": 2, "n_features": 40}}


def checked(name: str, params: dict[str, Any] | None = None, data: dict[str, Any] | None = None, **spec: Any) -> CheckResult:
    """Check a pipeline of one estimator."""
    steps = [{"estimator": name, "params": params or {}}]
    return check_spec({"data": data or MOONS, "model": {"kind": "sklearn", "steps": steps}, **spec})


def alone(size_bytes: int) -> WorkerMemory:
    """Return the memory of a worker with one slot."""
    return WorkerMemory(size_bytes, size_bytes)


#: Estimator, parameters, further parts of the spec, pointer and phrase of the fault.
REFUSED: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("KMeans", {"n_clusters": 13}, {}, f"{PARAMS}/n_clusters", "at most the 12 samples that are fitted, got 13"),
    ("KMeans", {}, {"data": {**MOONS, "split": {"test": 0.5}}}, PARAMS, "n_clusters, by default 8: expected at most the 6 samples"),
    ("AgglomerativeClustering", {"n_clusters": 13}, {}, f"{PARAMS}/n_clusters", "at most the 12 samples"),
    ("GaussianMixture", {"n_components": 13}, {}, f"{PARAMS}/n_components", "at most the 12 samples"),
    ("KNeighborsClassifier", {"n_neighbors": 13}, {}, f"{PARAMS}/n_neighbors", "at most the 12 samples"),
    ("KNeighborsClassifier", {"n_neighbors": 10}, {"task": "cross_validate", "cross_validation": {"folds": 5}}, f"{PARAMS}/n_neighbors", "the 9 sam"),
    ("PCA", {"n_components": 3}, {"task": "transform"}, f"{PARAMS}/n_components", "at most the 2 samples that are fitted and columns"),
    ("PCA", {"n_components": "mle"}, {"task": "transform", "data": WIDE}, f"{PARAMS}/n_components", "as many samples as columns, 40, and 20 are"),
    ("RidgeCV", {"cv": 13}, {"data": SINE}, f"{PARAMS}/cv", "at most the 12 samples"),
    ("LogisticRegression", {"penalty": "l1"}, {}, f"{PARAMS}/penalty", "supports only 'l2' or None penalties, got l1 penalty); it can with solver"),
    ("AgglomerativeClustering", {"n_clusters": None}, {}, f"{PARAMS}/n_clusters", "it can with distance_threshold of a number"),
    ("Lasso", {"max_iter": None}, {"data": SINE}, f"{PARAMS}/max_iter", "Lasso cannot be fitted with max_iter null"),
    ("SVC", {"break_ties": True, "decision_function_shape": "ovo"}, {}, f"{PARAMS}/break_ties", "break_ties must be False when"),
    ("MinMaxScaler", {"feature_range": [1, 0]}, {"task": "transform"}, f"{PARAMS}/feature_range", "two numbers, the smaller one first"),
    ("PolynomialFeatures", {"degree": [2, 1]}, {"task": "transform"}, f"{PARAMS}/degree", "two whole numbers from 0"),
    ("GaussianNB", {"priors": [0.5, 0.3, 0.2]}, {}, f"{PARAMS}/priors", "one for each of the 2 classes"),
    ("MLPClassifier", {"hidden_layer_sizes": [10, "a"]}, {}, f"{PARAMS}/hidden_layer_sizes", "whole numbers from 1"),
    ("SVC", {"class_weight": {"0": 1, "1": 2}}, {}, f"{PARAMS}/class_weight", "balanced or null, as the classes are numbers"),
    ("KMeans", {"init": [[0, 0]], "n_clusters": 2}, {}, f"{PARAMS}/init", "2 lists of 2 numbers, one for each of n_clusters"),
    ("SVC", {}, {"data": {"source": "moons", "params": {"n_samples": 2}, "split": {"test": 0.6}}}, "/data/split/test", "leaves at least one sample"),
    ("SVC", {}, {"data": {**MOONS, "split": {"test": 0.05, "stratify": True}}}, "/data/split/test", "one of each of the 2 classes"),
    ("SVR", {}, {"data": {**SINE, "split": {"test": 0.5, "stratify": True}}}, "/data/split/stratify", "the targets are numbers and not classes"),
    ("SVC", {}, {"data": {**MOONS, "split": {"shuffle": False, "stratify": True}}}, "/data/split/stratify", "expected false without shuffle"),
    ("SVC", {}, {"data": {**MOONS, "subset": 0.05}}, "/data/subset", "one of each of the 2 classes"),
    ("PCA", {"n_components": 2, "svd_solver": "arpack"}, {"task": "transform"}, f"{PARAMS}/n_components", "less than the 2 samples"),
    ("PCA", {"n_components": "mle"}, {"task": "transform", "data": SINE}, f"{PARAMS}/n_components", "no component of one column"),
    ("MLPClassifier", {"early_stopping": True, "validation_fraction": 0.05}, {}, f"{PARAMS}/early_stopping", "leaves 11 and 1 of 12 samples"),
    (
        "GradientBoostingClassifier",
        {"n_iter_no_change": 2},
        {"data": {"source": "moons", "params": {"n_samples": 8}}},
        f"{PARAMS}/n_iter_no_change",
        "7 and 1",
    ),
    (
        "Ridge",
        {},
        {"data": {"source": "iris"}, "preprocessing": {"targets": [{"step": "label_encode"}]}},
        "/model/steps/0/estimator",
        "numbers as targets",
    ),
    ("SVR", {}, {"data": SINE, "task": "cross_validate", "cross_validation": {"folds": 12}}, "/cross_validation/folds", "at least 2 in each, got 1"),
]


@pytest.mark.parametrize(("name", "params", "spec", "pointer", "phrase"), REFUSED, ids=[f"{name} {phrase}"[:60] for name, *_, phrase in REFUSED])
def test_what_scikit_learn_would_refuse_is_refused_before(name: str, params: dict[str, Any], spec: dict[str, Any], pointer: str, phrase: str) -> None:
    faults = checked(name, params, **spec).errors
    assert pointers_of(faults)[:1] == [pointer]
    assert phrase in faults[0].detail


def test_a_wide_score_of_many_classes_needs_probabilities() -> None:
    spec = {"data": {"source": "iris"}, "task": "cross_validate", "cross_validation": {"folds": 3, "scoring": "roc_auc"}}
    assert pointers_of(checked("RidgeClassifier", **spec).errors) == ["/cross_validation/scoring"]
    assert checked("RidgeClassifier", **{**spec, "data": MOONS}).errors == []


def searched(space: dict[str, list[Any]], params: dict[str, Any]) -> CheckResult:
    search = {"strategy": "grid", "folds": 3, "space": space}
    return checked("LogisticRegression", params, task="search", search=search)


def test_a_value_that_a_search_varies_is_not_held_against_the_others() -> None:
    assert searched({"solver": ["liblinear", "saga"], "penalty": ["l1", "l2"]}, {}).errors == []
    assert searched({"penalty": ["l2"]}, {"penalty": "l1"}).errors == []
    assert told(searched({"penalty": ["l1", "l2"]}, {}).errors)[0][0] == "/search/space/penalty/0"


def test_each_value_of_a_search_has_to_fit_the_folds() -> None:
    spec = {"task": "search", "search": {"strategy": "grid", "folds": 3, "space": {"n_neighbors": [3, 8, 9]}}}
    assert pointers_of(checked("KNeighborsClassifier", **spec).errors) == ["/search/space/n_neighbors/2"]


def test_folds_of_a_series_hold_a_window() -> None:
    series = {"data": {"source": "sum_of_sines"}, "preprocessing": {"inputs": [{"step": "window", "size": 30}, {"step": "reshape", "shape": [30]}]}}
    spec = {**series, "task": "cross_validate", "cross_validation": {"folds": 9, "time_series": True}}
    (fault,) = checked("Ridge", **spec).errors
    assert (fault.pointer, "expected parts of at least 31 steps" in fault.detail) == ("/cross_validation/folds", True)


def test_a_clustering_of_sixty_thousand_rows_needs_more_memory_than_a_worker_has() -> None:
    spec = {"data": {"source": "mnist"}, "preprocessing": {"inputs": [{"step": "cast"}, {"step": "reshape", "shape": [784]}]}}
    steps = [{"estimator": "AgglomerativeClustering"}]
    raw = {**spec, "model": {"kind": "sklearn", "steps": steps}}
    (fault,) = check_spec(raw, worker_memory=alone(16 * GIB)).errors
    assert fault.pointer == "/model/steps/0/estimator"
    assert "60,000 x 60,000 pairs of samples" in fault.detail
    assert check_spec(raw, worker_memory=alone(100 * GIB)).errors == []
    assert check_spec(raw).errors == []


def test_a_network_is_compared_with_the_memory_of_a_worker() -> None:
    wide = changed(BASES["network"], {"/model/layers/0/units": 100_000, "/training/batch_size": 50_000})
    needed = check_spec(wide).training_bytes
    assert pointers_of(check_spec(wide, worker_memory=alone(needed - 1)).errors) == ["/training/batch_size"]
    near = check_spec(wide, worker_memory=alone(needed))
    assert (near.errors, pointers_of(near.warnings)[-1:]) == ([], ["/training/batch_size"])
    assert check_spec(BASES["network"], worker_memory=alone(GIB)).warnings == []


def test_many_columns_of_a_pipeline_count_as_memory() -> None:
    steps = [{"estimator": "PolynomialFeatures", "params": {"degree": 5}}, {"estimator": "Ridge"}]
    data = {"source": "blobs", "params": {"n_samples": 1_000, "centers": 2, "n_features": 60}}
    result = check_spec({"data": data, "model": {"kind": "sklearn", "steps": steps}}, worker_memory=alone(16 * GIB))
    assert pointers_of(result.errors) == ["/model/steps/0/params"]
    assert "rows of 8,259,888 columns after PolynomialFeatures" in result.errors[0].detail


def test_a_fit_is_compared_with_the_share_of_a_slot_and_with_what_it_asks_for() -> None:
    wide = changed(BASES["network"], {"/model/layers/0/units": 100_000, "/training/batch_size": 50_000})
    needed = check_spec(wide).training_bytes
    shared = WorkerMemory(share_bytes=needed // 2, most_bytes=2 * needed)
    (fault,) = check_spec(wide, worker_memory=shared).errors
    assert "of a worker's slot (MODELBOOK_WORKER_MEMORY_BYTES, MODELBOOK_WORKER_SLOTS)" in fault.detail
    assert "or ask for up to" in fault.detail
    assert check_spec({**wide, "resources": {"memory_gb": 1.5 * needed / GIB}}, worker_memory=shared).errors == []
    (asked,) = check_spec({**wide, "resources": {"memory_gb": needed / GIB}}, worker_memory=shared).errors
    assert (asked.pointer, "GiB that resources.memory_gb asks for, got one of" in asked.detail) == ("/training/batch_size", True)


def test_a_job_may_not_ask_for_more_memory_than_a_worker_has() -> None:
    result = check_spec({**BASES["network"], "resources": {"memory_gb": 64}}, worker_memory=alone(16 * GIB))
    (fault,) = result.errors
    assert (fault.pointer, fault.detail) == (
        "/resources/memory_gb",
        "expected at most the 16.0 GiB of a worker (MODELBOOK_WORKER_MEMORY_BYTES), got 64",
    )


def network(last: dict[str, Any], loss: str, data: dict[str, Any], targets: list[Any] | None = None, **training: Any) -> CheckResult:
    """Check a network of one layer."""
    model = {"kind": "sequential", "layers": [{"layer": "Dense", **last}]}
    steps = {"targets": targets or []}
    return check_spec({"data": data, "preprocessing": steps, "model": model, "training": {"loss": loss, "epochs": 1, **training}})


@pytest.mark.parametrize(("metric", "fits"), [("r2_score", False), ("mean_squared_error", False), ("kl_divergence", False), ("accuracy", True)])
def test_a_metric_of_equal_shapes_is_refused_beside_labels_of_several_units(metric: str, fits: bool) -> None:
    found = network({"units": 2, "activation": "softmax"}, "sparse_categorical_crossentropy", MOONS, metrics=[metric])
    assert pointers_of(found.errors) == ([] if fits else ["/training/metrics/0"])


@pytest.mark.parametrize(("metric", "fits"), [("f1_score", False), ("precision", True), ("r2_score", True)])
def test_a_score_of_the_likeliest_class_is_refused_for_one_unit(metric: str, fits: bool) -> None:
    found = network({"units": 1, "activation": "sigmoid"}, "binary_crossentropy", MOONS, metrics=[metric])
    assert pointers_of(found.errors) == ([] if fits else ["/training/metrics/0"])


@pytest.mark.parametrize("loss", ["mean_squared_error", "hinge"])
def test_more_than_two_numbered_classes_are_no_quantity(loss: str) -> None:
    (fault,) = network({"units": 1}, loss, {"source": "iris"}, [{"step": "label_encode"}]).errors
    assert (fault.pointer, "label_encode makes classes" in fault.detail) == ("/preprocessing/targets", True)
    assert network({"units": 1, "activation": "sigmoid"}, loss, MOONS, [{"step": "label_encode"}]).errors == []


@pytest.mark.parametrize(("share", "fits"), [(0.95, False), (0.05, True)])
def test_a_validation_part_leaves_samples_to_fit(share: float, fits: bool) -> None:
    found = network({"units": 1}, "mean_squared_error", SINE, validation={"split": share})
    assert pointers_of(found.errors) == ([] if fits else ["/training/validation/split"])


def test_a_series_has_as_many_windows_as_their_number_is_a_multiple_of() -> None:
    data = {"source": "sum_of_sines", "params": {"n_samples": 30, "n_test": 30}}
    steps = {"inputs": [{"step": "window", "size": 5, "stride": 5, "multiple": 6}, {"step": "reshape", "shape": [5]}]}
    (fault,) = checked("Ridge", data=data, preprocessing=steps).errors
    assert (fault.pointer, "30 of the 31 steps" in fault.detail) == ("/preprocessing/inputs/0/multiple", True)
    steps["inputs"][0]["multiple"] = 5
    assert checked("Ridge", data=data, preprocessing=steps).errors == []
