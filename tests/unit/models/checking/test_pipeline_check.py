"""Pipelines judged before they are built: roles, parameters, and whether the data suits the last step."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.checking.check import CheckResult, check_spec
from models.kinds import kind_of
from models.specs.estimators.offered_estimators import ESTIMATORS, Role
from models.specs.parse import data_set_of
from tests.faults import pointers_of, told
from tests.toys import Toy, toy_set

STEPS = "/model/steps"
TREE = "DecisionTreeClassifier"


@pytest.fixture(autouse=True)
def toys() -> Iterator[None]:
    with toy_set():
        yield


def checked(*steps: str | dict[str, Any], told: str = "nothing", **spec: Any) -> CheckResult:
    """Check a pipeline on the toy set, told its numbers, classes, words or nothing."""
    named = [{"estimator": step} if isinstance(step, str) else step for step in steps]
    return check_spec({"data": {"source": Toy.source, "params": {"targets": told}}, "model": {"kind": "sklearn", "steps": named}, **spec})


def boosted(estimator: Any, name: str = "AdaBoostClassifier") -> dict[str, Any]:
    return {"estimator": name, "params": {"estimator": estimator}}


def based(name: str, **params: Any) -> dict[str, Any]:
    return {"estimator": name, "params": params}


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_of_any_role_may_be_the_last_step(name: str) -> None:
    told = {Role.CLASSIFIER: "classes", Role.REGRESSOR: "numbers"}.get(ESTIMATORS[name].role, "nothing")
    result = checked("PCA", {"estimator": name, "name": "last"}, told=told)
    assert result.errors == []


@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role is not Role.TRANSFORMER])
def test_a_step_before_the_last_has_to_be_a_transformer(name: str) -> None:
    (fault,) = checked(name, "PCA").errors
    assert fault.pointer == f"{STEPS}/0/estimator"
    assert fault.detail == f"expected a transformer before the last step, got {name}, a {ESTIMATORS[name].role}"


@pytest.mark.parametrize("name", [name for name, entry in ESTIMATORS.items() if entry.role.takes_targets])
def test_an_estimator_that_is_told_answers_needs_targets(name: str) -> None:
    assert told(checked(name).errors) == [("/data/source", "expected a data set with targets, but toy has none")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("SVC", "classification"), ("SVR", "regression"), ("KMeans", "clustering"), ("DBSCAN", "clustering"), ("PCA", "transform")],
)
def test_the_last_step_decides_what_is_answered(name: str, kind: str) -> None:
    told = {"classification": "words", "regression": "numbers"}.get(kind, "nothing")
    spec = checked("StandardScaler", name, told=told).spec
    assert spec is not None
    assert kind_of(spec, data_set_of(spec.data).describe()).name == kind


BROKEN = [
    (
        ["LogisticRegression"],
        {"told": "numbers"},
        f"{STEPS}/0/estimator",
        "LogisticRegression takes class labels, got continuous targets (float64); use a regressor",
    ),
    (["Ridge"], {"told": "words"}, f"{STEPS}/0/estimator", "Ridge takes numbers as targets, got text; use a classifier"),
    (
        ["SVC"],
        {"told": "classes", "preprocessing": {"targets": [{"step": "cast"}]}},
        "/preprocessing/targets",
        "SVC takes class labels, got float32 numbers; remove the step that makes them",
    ),
    (
        ["SVC"],
        {"told": "classes", "preprocessing": {"targets": [{"step": "one_hot"}]}},
        "/preprocessing/targets",
        "SVC takes one target for each sample, got shape (3,); remove one_hot",
    ),
    ([boosted(based(TREE, max_depth=0))], {"told": "classes"}, f"{STEPS}/0/params/estimator/params/max_depth", "in the range [1, inf)"),
    ([boosted(based(TREE, depth=3))], {"told": "classes"}, f"{STEPS}/0/params/estimator/params/depth", f"{TREE} has no parameter 'depth'"),
    ([boosted(based("Pipeline"))], {"told": "classes"}, f"{STEPS}/0/params/estimator/estimator", 'got "Pipeline"'),
    ([boosted({"params": {}})], {"told": "classes"}, f"{STEPS}/0/params/estimator/estimator", "estimator is required"),
    ([boosted({"estimator": TREE, "parms": {}})], {"told": "classes"}, f"{STEPS}/0/params/estimator/parms", "did you mean params?"),
    ([boosted(TREE)], {"told": "classes"}, f"{STEPS}/0/params/estimator", f'got "{TREE}"'),
    (
        [boosted(based("Ridge"))],
        {"told": "classes"},
        f"{STEPS}/0/params/estimator/estimator",
        "expected a classifier, as AdaBoostClassifier is",
    ),
    ([boosted(based(TREE), "AdaBoostRegressor")], {"told": "numbers"}, f"{STEPS}/0/params/estimator/estimator", "expected a regressor"),
    (
        [boosted(based("KNeighborsClassifier"))],
        {"told": "classes"},
        f"{STEPS}/0/params/estimator/estimator",
        "expected a classifier that takes sample weights, as AdaBoostClassifier uses them, got KNeighborsClassifier",
    ),
    ([based("RandomForestClassifier", estimator=based(TREE))], {"told": "classes"}, f"{STEPS}/0/params/estimator", "has no parameter"),
    (
        [based("DBSCAN", metric="precomputed")],
        {},
        f"{STEPS}/0/params/metric",
        "expected another metric, as DBSCAN takes rows of features here, got 'precomputed'",
    ),
    ([based("AgglomerativeClustering", memory="/tmp")], {}, f"{STEPS}/0/params/memory", "no parameter 'memory' that a spec can set"),
    ([based("PCA", **{"a/b~": 1})], {}, f"{STEPS}/0/params/a~1b~0", "PCA has no parameter 'a/b~'"),
]


@pytest.mark.parametrize(("steps", "spec", "pointer", "phrase"), BROKEN, ids=[f"{pointer} {phrase}" for *_, pointer, phrase in BROKEN])
def test_a_broken_pipeline_is_told_where_and_why(steps: list[Any], spec: dict[str, Any], pointer: str, phrase: str) -> None:
    faults = checked(*steps, **spec).errors
    assert pointers_of(faults) == [pointer]
    assert phrase in faults[0].detail


def test_estimators_stand_inside_one_another_three_deep_at_most() -> None:
    def nest(depth: int) -> dict[str, Any]:
        return boosted(nest(depth - 1)) if depth > 1 else based(TREE)

    assert checked(nest(3), told="classes").errors == []
    (fault,) = checked(nest(60), told="classes").errors
    assert fault.pointer == STEPS + "/0" + 3 * "/params/estimator"
    assert fault.detail == "expected at most 3 levels of nested estimators"


@pytest.mark.parametrize("name", ["LogisticRegression", "KMeans", "DBSCAN", "PCA"])
def test_a_series_is_forecast_by_a_regressor_alone(name: str) -> None:
    inputs = [{"step": "window", "size": 3}, {"step": "reshape", "shape": [3]}]
    spec = {"data": {"source": "sum_of_sines"}, "preprocessing": {"inputs": inputs}}
    faults = check_spec({**spec, "model": {"kind": "sklearn", "steps": [{"estimator": name}]}}).errors
    assert pointers_of(faults) == [f"{STEPS}/0/estimator"]
    assert faults[0].detail.startswith("expected a regressor as the last step, as the data is a series")
    assert check_spec({**spec, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}).errors == []


@pytest.mark.parametrize(
    ("name", "told", "phrase"),
    [
        ("DBSCAN", "nothing", "DBSCAN labels its training data only, so the model refuses new inputs; use KMeans or GaussianMixture for those"),
        ("AgglomerativeClustering", "classes", "AgglomerativeClustering labels its training data only"),
        ("Ridge", "classes", "Ridge is a regressor, but the targets are class labels"),
    ],
)
def test_a_pipeline_that_is_probably_a_mistake_is_warned_of(name: str, told: str, phrase: str) -> None:
    result = checked("MinMaxScaler", name, told=told)
    assert result.errors == []
    assert pointers_of(result.warnings) == [f"{STEPS}/1/estimator"]
    assert phrase in result.warnings[0].detail


@pytest.mark.parametrize(("name", "told"), [("KMeans", "classes"), ("PCA", "words"), ("Ridge", "numbers"), ("SVC", "words")])
def test_a_pipeline_that_suits_its_data_is_not_warned_of(name: str, told: str) -> None:
    assert checked(name, told=told).warnings == []
