"""The checker: sound specs pass, broken ones are told where and why, and nothing makes it raise."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalog import recipes
from models.errors import SpecError
from models.spec.check import CheckResult, check_spec, require_sound

GONE = object()
L, I, T, S = "/model/layers", "/preprocessing/inputs", "/preprocessing/targets", "/model/steps"  # noqa: E741
NETWORK: dict[str, Any] = {
    "data": {"source": "mnist"},
    "preprocessing": {"inputs": [{"step": "cast"}, {"step": "scale"}, {"step": "reshape", "shape": [784]}], "targets": [{"step": "one_hot"}]},
    "model": {
        "kind": "sequential",
        "layers": [{"layer": "Dense", "units": 16}, {"layer": "Dropout", "rate": 0.2}, {"layer": "Dense", "units": 10, "activation": "softmax"}],
    },
    "training": {"loss": "categorical_crossentropy", "epochs": 1, "batch_size": 256},
}
SERIES: dict[str, Any] = {
    "data": {"source": "sum_of_sines"},
    "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": 3}]},
    "model": {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 3}, {"layer": "Dense", "units": 1}]},
    "training": {"loss": "mean_squared_error", "epochs": 1},
}
PIPELINE: dict[str, Any] = {
    "data": {"source": "noisy_sine"},
    "preprocessing": {"inputs": []},
    "model": {"kind": "sklearn", "steps": [{"estimator": "MinMaxScaler"}, {"estimator": "Ridge"}]},
}
CONV = {"layer": "Conv2D", "filters": 4, "kernel_size": 3}
WIDE = {"layer": "Dense", "units": 100_000}
FLAT_DIGITS = {"inputs": [{"step": "reshape", "shape": [784]}], "targets": [{"step": "one_hot"}]}
NO_TEST = {"/data/source": "noisy_sine", "/preprocessing": {}, L: [{"layer": "Dense", "units": 1}], "/training/loss": "mean_squared_error"}
SPARSE = {T: [], "/training/loss": "sparse_categorical_crossentropy"}

BROKEN: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (NETWORK, {"/training/nb_epoch": 3}, "/training/nb_epoch", "nb_epoch: unknown; did you mean epochs?"),
    (NETWORK, {"/trainig": 3}, "/trainig", "did you mean training?"),
    (NETWORK, {L + "/0/momentum": 0.9}, L + "/0/momentum", "momentum: unknown here; it is a field of another part"),
    (NETWORK, {"/qqq~1": 1}, "/qqq~01", "qqq~1: unknown"),
    (NETWORK, {L + "/0/layer": "Conv3D"}, L + "/0", 'got "Conv3D"; did you mean Conv2D?'),
    (NETWORK, {L + "/0/layer": GONE}, L + "/0", "expected an object with 'layer'"),
    (NETWORK, {L + "/0/units": GONE}, L + "/0/units", "units is required"),
    (NETWORK, {"/training/epochs": GONE}, "/training/epochs", "epochs is required"),
    (NETWORK, {"/data": GONE}, "/data", "data is required"),
    (NETWORK, {L + "/0/units": 0}, L + "/0/units", "greater than or equal to 1, got 0"),
    (NETWORK, {L + "/0/units": "many"}, L + "/0/units", 'valid integer, unable to parse string as an integer, got "many"'),
    (NETWORK, {L + "/1/rate": 1.0}, L + "/1/rate", "less than 1, got 1.0"),
    (NETWORK, {L + "/0/activation": "rleu"}, L + "/0/activation", "'relu'"),
    (NETWORK, {L + "/0/kernel_constraint": {"constraint": "MaxNrm"}}, L + "/0/kernel_constraint", "did you mean MaxNorm?"),
    (NETWORK, {L + "/0/kernel_constraint": {"constraint": "MaxNorm", "axis": 2}}, L + "/0", "one of the 2 axes of the kernel (from 0), got axis 2"),
    (NETWORK, {L + "/0": CONV}, L + "/0", "layer conv2d: Conv2D takes samples of shape (height, width, channels), but (784,) reaches it"),
    (NETWORK, {I + "/2/shape": [28, 28, 1], L + "/0": {**CONV, "kernel_size": 30}}, L + "/0", "a 30x30 window does not fit into (28, 28, 1)"),
    (NETWORK, {I + "/2/shape": [4, 196, 1], L + "/0": {"layer": "MaxPooling2D", "pool_size": [5, 2]}}, L + "/0", "a 5x2 window does not fit"),
    (NETWORK, {I + "/2/shape": [783]}, I + "/2", "(783,) (783 values) cannot take samples of shape (28, 28) (784 values)"),
    (NETWORK, {L + "/0": {"layer": "Reshape", "target_shape": [28, 29]}}, L + "/0", "(28, 29) (812 values) cannot take (784,) (784 values)"),
    (NETWORK, {L + "/0": {"layer": "LSTM", "units": 3}}, L + "/0", "layer lstm: LSTM takes samples of shape (steps, features), but (784,)"),
    (NETWORK, {L + "/2/units": 3}, L + "/2", "layer dense_1 gives (3,), but targets have shape (10,)"),
    (NETWORK, {"/training/loss": "sparse_categorical_crossentropy"}, "/training/loss", "did you mean categorical_crossentropy?"),
    (NETWORK, {**SPARSE, L + "/2/units": 3}, L + "/2", "layer dense_1 gives (3,), but one value for each of 10 classes is expected"),
    (NETWORK, {T: []}, "/training/loss", "takes one-hot targets, but they are single labels; add a one_hot step"),
    (NETWORK, {"/training/loss": "mse"}, "/training/loss", 'got "mse"'),
    (NETWORK, {"/data/source": "mnits"}, "/data/source", 'expected one of mnist, noisy_sine, sum_of_sines, got "mnits"'),
    (SERIES, {"/data/params": {"frequency": [3]}}, "/data/params/frequency", "did you mean frequencies?"),
    (SERIES, {"/data/params": {"frequencies": [3]}}, "/data/params", "must be of one length"),
    (PIPELINE, {"/data/params": {"low": 2, "high": 1}}, "/data/params", "expected low below high"),
    (SERIES, {I + "/1/size": 200}, I + "/1/size", "expected a window of less than the 200 steps of the series, got 200"),
    (NETWORK, {I + "/2": {"step": "window", "size": 3}}, I + "/2", "window takes a series"),
    (SERIES, {I + "/1": GONE}, I, "the data is a series: expected a window step"),
    (SERIES, {I + "/0": {"step": "reshape", "shape": [1, 1]}}, I + "/1", "but steps of shape (1, 1) reach it"),
    (SERIES, {"/data/split": {"test": 0.2}}, "/data/split", "a series cannot be split at random"),
    (NETWORK, {"/data/split": {"test": 0.2}}, "/data/split", "mnist brings its own test part of 10,000"),
    (NETWORK, {**NO_TEST, "/training/validation": {"part": "test"}}, "/training/validation/part", "noisy_sine has no test part"),
    (NETWORK, {"/training/validation": {"part": "test", "split": 0.2}}, "/training/validation", "expected either 'split'"),
    (NETWORK, {"/training/validation": {}}, "/training/validation", "expected either 'split'"),
    (PIPELINE, {"/training": NETWORK["training"]}, "/training", "expected no training section"),
    (NETWORK, {"/training": GONE}, "/training", "training is required for a network"),
    (PIPELINE, {S + "/1/estimator": "SVC"}, S + "/1/estimator", 'got "SVC"'),
    (PIPELINE, {S + "/1/params": {"alhpa": 1}}, S + "/1/params/alhpa", "Ridge has no parameter 'alhpa'"),
    (PIPELINE, {S + "/1/params": {"copy_X": False}}, S + "/1/params/copy_X", "no parameter 'copy_X' that a spec can set"),
    (PIPELINE, {S + "/1/params": {"alpha": -1}}, S + "/1/params/alpha", "in the range [0.0, inf)"),
    (PIPELINE, {S + "/1": GONE}, S + "/0/estimator", "expected a classifier or regressor as the last step, got MinMaxScaler, a transformer"),
    (PIPELINE, {S + "/0/estimator": "LinearRegression"}, S + "/0/estimator", "expected a transformer before the last step, got LinearRegression"),
    (PIPELINE, {S + "/0/name": "ridge"}, S + "/1/name", "expected a name no other step has, got 'ridge' again"),
    (PIPELINE, {S: []}, S, "at least 1 item"),
    (PIPELINE, {"/data/source": "mnist"}, S + "/0", "MinMaxScaler takes rows of shape (features,), but samples of shape (28, 28) reach it"),
    (PIPELINE, {"/data/source": "mnist", "/preprocessing": FLAT_DIGITS}, T, "Ridge takes one target a sample, but they have shape (10,)"),
    (NETWORK, {L + "/0/name": "a", L + "/2/name": "a"}, L + "/2/name", "expected a name no other layer has, got 'a' again"),
    (NETWORK, {L + "/0/name": "inputs"}, L + "/0/name", "expected another name: the model itself uses 'inputs'"),
    (NETWORK, {L: [{"layer": "Dropout", "rate": 0}] * 501}, L, "at most 500 items"),
    (NETWORK, {L + "/0": WIDE, L + "/1": WIDE}, L, "at most 200,000,000 parameters, got 10,079,600,010"),
    (NETWORK, {I + "/0": {"step": "min_max"}}, I + "/0", "min_max takes single numbers or rows of shape (features,), but samples of shape (28, 28)"),
    (SERIES, {I + "/0": {"step": "min_max", "to": [1, 1]}}, I + "/0", "the two ends of 'to' must differ"),
    (NETWORK, {I + "/1": {"step": "scale", "from": [3, 3]}}, I + "/1", "the two ends of 'from' must differ"),
    (PIPELINE, {I: [{"step": "one_hot"}]}, I + "/0", "one_hot takes one label a sample"),
    (PIPELINE, {I: [{"step": "image", "size": [2, 2]}]}, I + "/0", "image takes pictures"),
    (NETWORK, {I + "/0": {"step": "scal"}}, I + "/0", "did you mean scale?"),
    (SERIES, {"/preprocessing": {"targets": [{"step": "min_max"}]}}, T, "the data has no targets, and no window step makes any"),
    (NETWORK, {"/training/optimizer": "adma"}, "/training/optimizer", 'got "adma"; did you mean adam?'),
    (NETWORK, {"/training/optimizer": {"name": "sgd", "learning_rate": 0}}, "/training/optimizer/learning_rate", "greater than 0, got 0"),
    (NETWORK, {"/training/epochs": -1}, "/training/epochs", "greater than or equal to 1, got -1"),
    (NETWORK, {"/model/kind": "functional"}, "/model", "expected one of sequential, sklearn"),
]


def changed(spec: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a spec with other values at some pointers; GONE takes a value out."""
    spec = copy.deepcopy(spec)
    for pointer, value in changes.items():
        *path, last = pointer.removeprefix("/").split("/")
        place: Any = spec
        for key in path:
            place = place[int(key)] if isinstance(place, list) else place.setdefault(key, {})
        key = int(last) if isinstance(place, list) else last
        if value is GONE:
            del place[key]
        else:
            place[key] = value
    return spec


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_every_recipe_is_sound_and_as_large_as_reported(recipe: Any) -> None:
    result = check_spec(recipe.spec)
    assert result.errors == []
    assert result.total_parameters == recipe.reported.get("parameters", result.total_parameters)


@pytest.mark.parametrize("spec", [NETWORK, SERIES, PIPELINE], ids=["network", "series", "pipeline"])
def test_the_specs_that_are_broken_below_are_sound(spec: dict[str, Any]) -> None:
    result = check_spec(spec)
    assert result.errors == result.warnings == []


@pytest.mark.parametrize(("spec", "changes", "pointer", "phrase"), BROKEN, ids=[f"{pointer} {phrase}"[:80] for _, _, pointer, phrase in BROKEN])
def test_a_broken_spec_is_told_where_and_why(spec: dict[str, Any], changes: dict[str, Any], pointer: str, phrase: str) -> None:
    faults = check_spec(changed(spec, changes)).errors
    assert any(phrase in fault.detail for fault in faults if fault.pointer == pointer), faults


@pytest.mark.parametrize("raw", [None, True, 3, 1.5, "mnist", [], [NETWORK]], ids=repr)
def test_a_spec_has_to_be_an_object(raw: Any) -> None:
    (fault,) = check_spec(raw).errors
    assert fault.pointer == ""
    assert fault.detail.startswith("expected an object, got ")


def test_every_fault_of_form_is_told_at_once() -> None:
    changes = {"/seed": -1, L + "/0/units": 0, L + "/1/rate": 1.0, "/training/nb_epoch": 3, "/training/optimizer": "adma"}
    faults = check_spec(changed(NETWORK, changes)).errors
    assert sorted(fault.pointer for fault in faults) == sorted(changes)


def test_every_fault_of_meaning_is_told_at_once() -> None:
    changes = {"/data/split": {"test": 0.2}, L + "/0/name": "a", L + "/2/name": "a", L + "/2/units": 3}
    faults = check_spec(changed(NETWORK, changes)).errors
    assert [fault.pointer for fault in faults] == ["/data/split", L + "/2/name", L + "/2"]


def test_requiring_a_sound_spec_raises_all_that_is_wrong() -> None:
    with pytest.raises(SpecError, match=r"/seed: .*; /training/epochs: ") as raised:
        require_sound(changed(NETWORK, {"/seed": -1, "/training/epochs": 0}))
    assert len(raised.value.faults) == 2


def test_layers_are_summarized_up_to_the_first_that_cannot_work() -> None:
    rows = check_spec(changed(NETWORK, {L + "/1": CONV})).layers
    assert [(row.name, row.output_shape, row.parameters) for row in rows] == [("dense", (16,), 784 * 16 + 16)]


@pytest.mark.parametrize(
    ("spec", "changes", "pointer", "phrase"),
    [
        (NETWORK, {I + "/1": {"step": "cast"}}, I, "pixels reach the network as 0 to 255"),
        (SERIES, {"/training/batch_size": 201}, "/training/batch_size", "a batch of 201 is larger than the training part of 200"),
    ],
    ids=["unscaled pixels", "large batch"],
)
def test_a_spec_that_runs_but_is_probably_a_mistake_is_warned_of(spec: dict[str, Any], changes: dict[str, Any], pointer: str, phrase: str) -> None:
    result = check_spec(changed(spec, changes))
    assert result.ok
    assert [fault.pointer for fault in result.warnings] == [pointer]
    assert phrase in result.warnings[0].detail


def pointers(value: Any, here: str = "") -> list[str]:
    """List the pointer of every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer for key, item in items for pointer in (f"{here}/{key}", *pointers(item, f"{here}/{key}"))]


SOUND = [NETWORK, SERIES, PIPELINE]
WORDS = st.sampled_from(["mnist", "sequential", "sklearn", "Dense", "LSTM", "Ridge", "window", "one_hot", "adam", "data", "layer", "params", "units"])
ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8) | WORDS
JSON = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | WORDS, inner, max_size=4), max_leaves=10)
MUTATIONS = st.sampled_from(SOUND).flatmap(
    lambda spec: st.dictionaries(st.sampled_from(pointers(spec)), JSON | st.integers(-3, 100), min_size=1, max_size=1).map(
        lambda changes: changed(spec, changes)
    )
)


@settings(max_examples=200, deadline=None)
@given(JSON | MUTATIONS)
def test_no_json_makes_the_check_raise(raw: Any) -> None:
    result = check_spec(raw)
    assert isinstance(result, CheckResult)
    assert result.ok == (not result.errors)
    assert result.ok is False or result.spec is not None


@pytest.mark.parametrize("spec", [*SOUND, *(recipe.spec for recipe in recipes().values())], ids=lambda spec: spec["data"]["source"])
def test_a_checked_spec_survives_json(spec: dict[str, Any]) -> None:
    checked = check_spec(spec).spec
    assert checked is not None
    assert check_spec(json.loads(json.dumps(checked.model_dump(mode="json")))).spec == checked
