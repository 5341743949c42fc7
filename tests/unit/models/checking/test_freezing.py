"""Layers that a job does not train: which patterns match, and what is refused."""

import copy
from typing import Any

import pytest

from models.checking.check import CheckResult, check_spec, require_sound
from models.specs.layer_patterns import frozen_names, trained_network
from models.specs.model import Sequential

STACK: dict[str, Any] = {
    "data": {"source": "diabetes"},
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Dense", "units": 4, "activation": "relu"},
            {"layer": "BatchNormalization", "name": "even"},
            {"repeat": 2, "layers": [{"layer": "Dense", "units": 4}]},
            {"layer": "Dense", "units": 1, "name": "out"},
        ],
    },
    "training": {"loss": "mean_squared_error", "epochs": 1},
}
GRAPH: dict[str, Any] = STACK | {
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "in"},
            {"name": "a", "inputs": ["in"], "layer": {"layer": "Dense", "units": 10}},
            {"name": "b", "inputs": ["a"], "shares": "a"},
            {"name": "c", "inputs": ["b"], "layer": {"layer": "Dense", "units": 1}},
        ],
        "outputs": ["c"],
    }
}


def judged(spec: dict[str, Any], *patterns: str) -> CheckResult:
    spec = copy.deepcopy(spec)
    spec["training"]["freeze"] = list(patterns)
    return check_spec(spec)


def trained_counts(result: CheckResult) -> dict[str, int]:
    assert result.errors == []
    return {row.name: row.trainable for row in result.layers}


def test_layers_of_matching_names_have_nothing_to_train() -> None:
    assert trained_counts(judged(STACK)) == {"dense": 44, "even": 8, "dense_1": 20, "dense_2": 20, "out": 5}
    assert trained_counts(judged(STACK, "dense_[12]", "even")) == {"dense": 44, "even": 0, "dense_1": 0, "dense_2": 0, "out": 5}


def test_a_layer_used_twice_is_frozen_by_its_own_name() -> None:
    assert trained_counts(judged(GRAPH, "a")) == {"in": 0, "a": 0, "b": 0, "c": 11}


@pytest.mark.parametrize(("spec", "pattern"), [(STACK, "Dense*"), (STACK, "inputs"), (GRAPH, "b"), (GRAPH, "in")])
def test_a_pattern_that_matches_no_layer_is_refused_with_the_names(spec: dict[str, Any], pattern: str) -> None:
    (fault,) = judged(spec, "?", "*", pattern).errors if spec is GRAPH else judged(spec, "out", pattern).errors
    assert fault.pointer == ("/training/freeze/2" if spec is GRAPH else "/training/freeze/1")
    names = "a, c" if spec is GRAPH else "dense, even, dense_1, dense_2, out"
    assert fault.detail == f'expected a pattern that matches a layer, got "{pattern}"; the layers are {names}'


@pytest.mark.parametrize("spec", [STACK, GRAPH], ids=["stack", "graph"])
def test_nothing_left_to_train_is_refused(spec: dict[str, Any]) -> None:
    (fault,) = judged(spec, "*").errors
    assert (fault.pointer, "expected a trainable layer with weights" in fault.detail) == ("/training/freeze", True)


def test_a_layer_of_its_own_that_is_not_trained_stays_so() -> None:
    spec = copy.deepcopy(STACK)
    spec["model"]["layers"][0]["trainable"] = False
    assert trained_counts(judged(spec, "out")) == {"dense": 0, "even": 8, "dense_1": 20, "dense_2": 20, "out": 0}


def test_the_network_is_trained_under_the_names_of_the_summary() -> None:
    spec = require_sound({**STACK, "training": {**STACK["training"], "freeze": ["dense_2"]}})
    network = trained_network(spec)
    assert isinstance(network, Sequential)
    assert [(layer.name, layer.trainable) for _, layer in network.layers_by_pointer] == [
        ("dense", True),
        ("even", True),
        ("dense_1", True),
        ("dense_2", False),
        ("out", True),
    ]
    assert frozen_names(spec) == {"dense_2"}


def test_no_layer_is_frozen_where_nothing_is_said() -> None:
    result = judged(STACK)
    assert result.spec is not None
    assert result.spec.training is not None
    assert (result.spec.training.freeze, frozen_names(result.spec)) == ([], frozenset())
