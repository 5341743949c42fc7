"""Estimators and the table that describes them without scikit-learn: names, roles, parameters, and values that clash."""

import itertools
import json
import warnings
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import is_classifier, is_regressor
from sklearn.utils._param_validation import InvalidParameterError, validate_parameter_constraints

from models.checking.rules.pipeline import parameter_faults
from models.specs.estimators import estimator_forms
from models.specs.estimators.estimator_clashes import clashes_of
from models.specs.estimators.estimator_forms import TABLE, described
from models.specs.estimators.estimator_records import record_of
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName, Role, estimator_class
from models.specs.model import EstimatorStep
from tests.estimators import settable
from tests.faults import pointers_of


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_lives_where_its_entry_says_and_has_the_role_it_says(name: EstimatorName) -> None:
    cls = estimator_class(name)
    found = {
        Role.CLASSIFIER: is_classifier(cls()),
        Role.REGRESSOR: is_regressor(cls()),
        Role.CLUSTERER: hasattr(cls, "predict"),
        Role.LABELLER: hasattr(cls, "fit_predict"),
        Role.TRANSFORMER: hasattr(cls, "transform"),
    }
    assert cls.__name__ == name
    assert next(role for role, is_it in found.items() if is_it) is ESTIMATORS[name].role


def test_the_schema_names_every_estimator() -> None:
    assert EstimatorStep.model_json_schema()["properties"]["estimator"]["enum"] == list(ESTIMATORS)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_defaults_of_an_estimator_pass_the_check(name: EstimatorName) -> None:
    defaults = estimator_class(name)().get_params(deep=False)
    deprecated = [key for key, value in defaults.items() if value == "deprecated"]
    assert parameter_faults(name, {key: defaults[key] for key in settable(name) if key not in deprecated}) == []


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_wrong_parameter_is_refused_at_its_place(name: EstimatorName) -> None:
    wrong = {key: "no such choice" for key in settable(name) if key != "scoring"}
    faults = parameter_faults(name, {**wrong, "nothing_of_the_kind": 1, "verbose": 3})
    indices = pointers_of(faults)
    assert sorted(indices) == sorted(f"/{key}" for key in (*wrong, "nothing_of_the_kind", "verbose"))
    assert all("no such choice" in fault.detail or "has no parameter" in fault.detail for fault in faults)


ATOMS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(list(ESTIMATORS)) | st.integers(10**399, 10**400)
)
JSON = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["estimator", "params", "a"]), inner, max_size=3), max_leaves=8
)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(list(ESTIMATORS)), data=st.data())
def test_no_json_makes_the_check_of_parameters_raise(name: EstimatorName, data: st.DataObject) -> None:
    params = data.draw(st.dictionaries(st.sampled_from(settable(name) or ["none"]) | st.text(max_size=5), JSON, max_size=3))
    assert all(fault.pointer.startswith("/") for fault in parameter_faults(name, params))


TABLED = json.loads(TABLE.read_text(encoding="utf-8"))
#: Estimators that are fitted with all pairs of values in a moment; `make estimators` does so with all.
SOON_FITTED = [name for name in ESTIMATORS if not name.startswith(("RandomForest", "GradientBoosting", "HistGradient", "MLP", "RidgeC"))]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_table_is_that_of_the_installed_scikit_learn(name: EstimatorName) -> None:
    assert TABLED["version"] == version("scikit-learn")
    assert {**TABLED["estimators"][name], "clashes": None} == {**record_of(estimator_class(name)), "clashes": None}, "modelbook estimators writes it"


@pytest.mark.parametrize("name", SOON_FITTED)
def test_the_table_names_the_values_that_scikit_learn_cannot_be_fitted_with(name: EstimatorName) -> None:
    assert TABLED["estimators"][name]["clashes"] == clashes_of(name), "modelbook estimators writes it"


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_is_described_alike_with_another_version_of_scikit_learn(name: EstimatorName, monkeypatch: pytest.MonkeyPatch) -> None:
    from_table = described(name)
    monkeypatch.setattr(estimator_forms, "PACKAGE", "numpy")
    estimator_forms._table.cache_clear()
    try:
        assert described.__wrapped__(name) == replace(from_table, clashes=())
    finally:
        estimator_forms._table.cache_clear()


#: Values at the edges of forms, and one of each kind of JSON.
EDGES: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 2, 3, 255, 256, 2**32 - 1, 2**32, 0.0, 0.5, 1.0, -0.5, 2.5, 1e300),
    *("", "auto", "sqrt", "balanced", "euclidean", "accuracy", [], [1.0], ["a"], {}, {"a": 1}),
)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_table_takes_what_scikit_learn_takes_but_for_what_is_no_number_and_no_list(name: EstimatorName) -> None:
    constraints = estimator_class(name)._parameter_constraints
    for key, value in itertools.product(settable(name), EDGES):
        taken = described(name).parameters[key].fault_of(value) == ""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = is_valid(constraints[key], key, tuple(value) if isinstance(value, list) and tuple in constraints[key] else value)
        # scikit-learn takes true for 1, and an object, or the splits of a list, where it needs a list: the fit fails later.
        assert taken == theirs or (theirs and (isinstance(value, bool | dict) or (key == "cv" and isinstance(value, list)))), (key, value)


def is_valid(constraints: Any, key: str, value: Any) -> bool:
    """Tell whether scikit-learn itself takes a value."""
    try:
        validate_parameter_constraints({key: constraints}, {key: value}, caller_name="it")
    except InvalidParameterError:
        return False
    return True


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_truth_value_is_no_number(name: EstimatorName) -> None:
    numbers = [key for key in settable(name) if {form.type for form in described(name).parameters[key].forms} & {"int", "float"}]
    only = [key for key in numbers if "bool" not in {form.type for form in described(name).parameters[key].forms}]
    assert pointers_of(parameter_faults(name, dict.fromkeys(only, True))) == [f"/{key}" for key in only]
