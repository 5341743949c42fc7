"""A stored spec of an earlier version is brought to the current one by a table of changes, one line each."""

import copy
from typing import Any

import pytest

from models.checking.check import check_spec
from models.preprocessing import STEPS
from models.specs.importing import spec_of
from models.specs.job import JobSpec
from models.specs.layers import LAYERS
from models.specs.versions import SPEC_VERSION, TRANSLATIONS, Rename, Revalue, current

RIDGE: dict[str, Any] = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
#: A spec with keys and values that later versions of these tests have other names for.
OLD: dict[str, Any] = {
    "task": "train",
    "preprocessing": {"inputs": [{"step": "picture", "place": 1}, {"step": "cast", "place": 2}], "targets": {"out": [{"step": "picture"}]}},
    "model": {"layers": [{"layer": "Wrap", "inner": {"layer": "Dense", "place": 3}}]},
}


def test_the_table_leaves_no_version_out() -> None:
    assert list(TRANSLATIONS) == list(range(2, SPEC_VERSION + 1))


def test_whatever_writes_a_spec_writes_its_version() -> None:
    spec = check_spec(RIDGE).spec
    assert spec is not None
    assert spec.model_dump(mode="json")["version"] == SPEC_VERSION


def test_a_spec_without_a_version_is_of_version_1_and_is_translated() -> None:
    spec = check_spec(RIDGE).spec
    assert spec is not None
    stored = spec.model_dump(mode="json")
    first = {key: value for key, value in stored.items() if key != "version"}
    assert current(first) == stored
    assert spec_of(current(first)) == spec


def test_a_spec_of_the_current_version_stays_as_it_is() -> None:
    assert current({**OLD, "version": SPEC_VERSION}) == {**OLD, "version": SPEC_VERSION}


@pytest.mark.parametrize("source", ["sum_of_sines", "upsloping"])
def test_the_test_series_of_sines_of_an_earlier_version_keeps_its_length(source: str) -> None:
    stored = {"version": 2, "data": {"source": source, "params": {"n_samples": 2000, "step": 0.1}}}
    assert current(stored)["data"]["params"] == {"n_samples": 2000, "step": 0.1, "n_test": 2000}
    assert current({"version": 2, "data": {"source": "moons", "params": {"n_samples": 9}}})["data"]["params"] == {"n_samples": 9}


def test_a_reshape_layer_of_an_earlier_version_keeps_its_shape_wherever_it_is() -> None:
    layer = {"layer": "Reshape", "target_shape": [2, 2]}
    model = {"layers": [layer, {"repeat": 2, "layers": [layer]}, {"layer": "TimeDistributed", "wrapped": layer}], "nodes": [{"layer": layer}]}
    after = current({"version": 2, "model": model, "start_from": {"append": [layer]}})
    assert _values_of(after, "shape") == [[2, 2]] * 5
    assert _values_of(after, "target_shape") == []


def test_the_step_and_the_layer_of_that_name_have_the_same_field() -> None:
    assert "shape" in STEPS["reshape"].model_fields.keys() & LAYERS["Reshape"].model_fields.keys()


def test_the_parts_of_a_dumped_spec_are_those_that_were_always_stored() -> None:
    stored = check_spec(RIDGE).spec
    assert stored is not None
    names = ["version", "task", "seed", "start_from", "share_layers_with", "from_checkpoint", "data", "preprocessing", "model", "training"]
    assert set(stored.model_dump(mode="json")) == {*names, "artifact", "resources", "cross_validation", "search"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Rename("preprocessing.inputs.*.place", "index"), [1, 2]),
        (Rename("preprocessing.**.place", "index"), [1, 2]),
        (Rename("preprocessing.**.place", "index", where={"step": "cast"}), [2]),
        (Rename("model.**.place", "index"), [3]),
        (Rename("**.place", "index"), [1, 2, 3]),
        (Rename("place", "index"), []),
        (Rename("preprocessing.inputs.0.place", "index"), [1]),
    ],
)
def test_a_key_is_renamed_where_the_path_leads(change: Rename, expected: list[int]) -> None:
    spec = copy.deepcopy(OLD)
    change(spec)
    assert _values_of(spec, "index") == expected
    assert sorted(_values_of(spec, "index") + _values_of(spec, "place")) == [1, 2, 3]


def test_a_renamed_key_keeps_its_position() -> None:
    spec = copy.deepcopy(OLD)
    Rename("task", "kind_of_job")(spec)
    assert list(spec) == ["kind_of_job", "preprocessing", "model"]


def test_a_value_is_renamed_where_the_path_leads() -> None:
    spec = copy.deepcopy(OLD)
    Revalue("preprocessing.**.step", {"picture": "image"})(spec)
    assert _values_of(spec, "step") == ["image", "cast", "image"]


def test_changes_are_made_version_by_version_and_the_stored_spec_is_not_touched() -> None:
    table = {2: (Rename("**.place", "position"),), 3: (Rename("**.position", "index"), Revalue("**.step", {"picture": "image"}))}
    before = copy.deepcopy(OLD)
    assert _values_of(current(OLD, table), "index") == [1, 2, 3]
    assert current(OLD, table)["version"] == 3
    assert before == OLD
    second = {**OLD, "version": 2}
    assert _values_of(current(second, table), "index") == []
    assert _values_of(current(second, table), "step") == ["image", "cast", "image"]


@pytest.mark.parametrize("version", [SPEC_VERSION - 1, SPEC_VERSION + 1, str(SPEC_VERSION), None])
def test_a_spec_of_another_version_is_refused(version: object) -> None:
    [fault] = check_spec({**RIDGE, "version": version}).errors
    assert (fault.pointer, fault.detail.split(",")[0]) == ("/version", f"should be {SPEC_VERSION}")


def test_a_spec_that_says_the_current_version_is_accepted() -> None:
    assert check_spec({**RIDGE, "version": SPEC_VERSION}).ok
    assert JobSpec.model_validate({**RIDGE, "version": SPEC_VERSION}) == JobSpec.model_validate(RIDGE)


def _values_of(here: Any, key: str) -> list[Any]:
    """Return the values of a key wherever it stands, in order."""
    if isinstance(here, list):
        return [value for item in here for value in _values_of(item, key)]
    if not isinstance(here, dict):
        return []
    return [value for name, item in here.items() for value in ([item] if name == key else _values_of(item, key))]
