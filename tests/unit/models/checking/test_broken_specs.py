"""The checker: sound specs pass, broken ones are told where and why, and nothing makes it raise."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalog import recipes
from models.checking.check import CheckResult, check_spec, require_sound
from models.core.errors import SpecError
from tests.broken_specs import BASES, BROKEN, changed
from tests.faults import pointers_of
from tests.recipe_origins import RecipeOrigins

L, I = "/model/layers", "/preprocessing/inputs"  # noqa: E741
NETWORK, SERIES, PIPELINE, GRAPH = (BASES[name] for name in ("network", "series", "pipeline", "graph"))
CONV = {"layer": "Conv2D", "filters": 4, "kernel_size": 3}
LABELS: dict[str, Any] = {"/preprocessing/targets": [], "/training/loss": "sparse_categorical_crossentropy"}


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_every_recipe_is_sound_and_as_large_as_reported(recipe: Any) -> None:
    result = check_spec(recipe.spec, RecipeOrigins())
    assert result.errors == []
    assert result.total_parameters == recipe.reported.get("parameters", result.total_parameters)


@pytest.mark.parametrize("spec", BASES.values(), ids=BASES)
def test_the_specs_that_are_broken_below_are_sound(spec: dict[str, Any]) -> None:
    result = check_spec(spec)
    assert result.errors == result.warnings == []


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case['pointer']} {case['phrase']}"[:80])
def test_a_broken_spec_is_told_where_and_why(case: dict[str, Any]) -> None:
    faults = check_spec(changed(BASES[case["base"]], case.get("changes", {}), case.get("without", []))).errors
    assert any(case["phrase"] in fault.detail for fault in faults if fault.pointer == case["pointer"]), faults


def test_there_are_many_broken_specs() -> None:
    assert len(BROKEN) >= 80


@pytest.mark.parametrize("raw", [None, True, 3, 1.5, "mnist", [], [NETWORK]], ids=repr)
def test_a_spec_has_to_be_an_object(raw: Any) -> None:
    (fault,) = check_spec(raw).errors
    assert fault.pointer == ""
    assert fault.detail.startswith("expected an object, got ")


def test_every_fault_of_form_is_told_at_once() -> None:
    changes = {"/seed": -1, L + "/0/units": 0, L + "/1/rate": 1.5, "/training/nb_epoch": 3, "/training/optimizer": "adma"}
    faults = check_spec(changed(NETWORK, changes)).errors
    assert sorted(fault.pointer for fault in faults) == sorted(changes)


def test_every_fault_of_meaning_is_told_at_once() -> None:
    changes = {"/data/split": {"test": 0.2}, L + "/0/name": "a", L + "/2/name": "a", L + "/2/units": 3}
    faults = check_spec(changed(NETWORK, changes)).errors
    assert pointers_of(faults) == ["/data/split", L + "/2/name", L + "/2"]


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
        (NETWORK, {I + "/1": {"step": "cast"}}, I, "the network gets pixels from 0 to 255"),
        (SERIES, {"/training/batch_size": 201}, "/training/batch_size", "a batch of 201 is larger than the training part of 200"),
        (NETWORK, {"/training/loss": "mean_squared_error"}, "/training/loss", "compares quantities, but the targets are one-hot rows of classes"),
        (NETWORK, {"/training/loss": "binary_crossentropy"}, "/training/loss", "treats classes as independent"),
        (NETWORK, {L + "/2/activation": "linear"}, L + "/2", "expected softmax, got linear"),
        (NETWORK, {L + "/1/rate": 1.0}, L + "/1/rate", "drops every value"),
        (NETWORK, {**LABELS, L + "/2/activation": "sigmoid"}, L + "/2", "expected softmax, got sigmoid"),
    ],
    ids=["unscaled pixels", "large batch", "mse on classes", "binary on classes", "no softmax", "full dropout", "sigmoid on labels"],
)
def test_a_spec_that_runs_but_is_probably_a_mistake_is_warned_of(spec: dict[str, Any], changes: dict[str, Any], pointer: str, phrase: str) -> None:
    result = check_spec(changed(spec, changes))
    assert result.ok
    assert any(phrase in fault.detail for fault in result.warnings if fault.pointer == pointer), result.warnings


def pointers(value: Any, here: str = "") -> list[str]:
    """List the pointer of every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [pointer for key, item in items for pointer in (f"{here}/{key}", *pointers(item, f"{here}/{key}"))]


SOUND = list(BASES.values())
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
    checked = check_spec(spec, RecipeOrigins()).spec
    assert checked is not None
    assert check_spec(json.loads(json.dumps(checked.model_dump(mode="json"))), RecipeOrigins()).spec == checked
