"""Functional models: graphs are judged before anything is built."""

import copy
from typing import Any

import pytest

from models.catalog import Recipe, recipes
from models.checking.check import check_spec, require_sound
from models.specs.registered import NoneRegistered, Origin, OriginOutput, RegisteredModel
from tests.broken_specs import BASES

INPUT = {"name": "image"}
DENSE_1 = {"name": "dense_1", "inputs": ["image"], "layer": {"layer": "Dense", "units": 1000, "activation": "relu"}}
OUT = {"name": "out", "inputs": ["flat"], "layer": {"layer": "Dense", "units": 1, "activation": "sigmoid"}}
#: Recipes of graphs that need no model of another recipe.
GRAPHS = [recipe for recipe in recipes().values() if recipe.group == "functional" and not recipe.requires]


def graph(*nodes: dict[str, Any], output: str = "out") -> dict[str, Any]:
    """Return a job over MNIST that trains a graph on the digits as quantities."""
    spec = copy.deepcopy(BASES["graph"])
    spec["model"] = {"kind": "functional", "nodes": list(nodes), "outputs": [output]}
    spec["preprocessing"]["targets"] = []
    spec["training"]["loss"] = "mean_squared_error"
    return spec


def test_the_shared_convolution_as_printed_is_refused_naming_layer_and_shapes() -> None:
    conv = {"name": "conv", "inputs": ["dense_1"], "layer": {"layer": "Conv2D", "filters": 32, "kernel_size": 5}}
    flat = {"name": "flat", "inputs": ["conv"], "layer": {"layer": "Flatten"}}
    (fault,) = check_spec(graph(INPUT, DENSE_1, conv, flat, OUT)).errors
    assert fault.pointer == "/model/nodes/2"
    assert fault.detail == "node conv: Conv2D: expected samples of shape (height, width, channels), got (1000,)"


def test_the_shared_convolution_mended_is_accepted_with_its_parameters() -> None:
    grid = {"name": "grid", "inputs": ["dense_1"], "layer": {"layer": "Reshape", "shape": [10, 10, 10]}}
    conv = {"name": "conv", "inputs": ["grid"], "layer": {"layer": "Conv2D", "filters": 20, "kernel_size": 6}}
    flat = {"name": "flat", "inputs": ["conv"], "layer": {"layer": "Flatten"}}
    result = check_spec(graph(INPUT, DENSE_1, grid, conv, flat, OUT))
    assert result.errors == []
    assert [row.output_shape for row in result.layers if row.name == "flat"] == [(500,)]
    assert result.total_parameters == 792_721


def test_the_detector_has_the_parameters_of_the_book() -> None:
    dense_2 = {"name": "flat", "inputs": ["dense_1"], "layer": {"layer": "Dense", "units": 500, "activation": "relu"}}
    assert check_spec(graph(INPUT, DENSE_1, dense_2, OUT)).total_parameters == 1_286_001


@pytest.mark.parametrize(
    "recipe", [recipe for recipe in recipes().values() if recipe.group == "functional" and not recipe.requires], ids=lambda recipe: recipe.id
)
def test_a_recipe_of_a_graph_has_the_parameters_that_it_reports(recipe: Recipe) -> None:
    assert check_spec(recipe.spec).total_parameters == recipe.reported["parameters"]


def test_a_shared_layer_counts_its_weights_once() -> None:
    twice = {"name": "flat", "inputs": ["image"], "shares": "dense_1"}
    summed = {"name": "sum", "inputs": ["dense_1", "flat"], "layer": {"layer": "Add"}}
    out = {**OUT, "inputs": ["sum"]}
    result = check_spec(graph(INPUT, DENSE_1, twice, summed, out))
    assert result.errors == []
    assert result.total_parameters == 785_000 + 1_001


def test_the_order_of_nodes_does_not_matter() -> None:
    flat = {"name": "flat", "inputs": ["dense_1"], "layer": {"layer": "Flatten"}}
    forward, backward = check_spec(graph(INPUT, DENSE_1, flat, OUT)), check_spec(graph(OUT, flat, DENSE_1, INPUT))
    assert [row.name for row in forward.layers] == [row.name for row in backward.layers] == ["image", "dense_1", "flat", "out"]


class _OneNetwork(NoneRegistered):
    """A registry with one network of 10 units over a flat digit."""

    def origin(self, ref: str) -> Origin | None:
        known = ref in ("digits", "digits@3")
        return Origin("digits@3", require_sound(BASES["network"]), ((784,),), (OriginOutput("classification", None),)) if known else None

    def describe(self, ref: str) -> RegisteredModel | None:
        return RegisteredModel("digits@3", (784,), (10,), 7_850, 7_850) if ref in ("digits", "digits@3") else None


def test_a_registered_model_is_one_layer_and_its_version_is_written_out() -> None:
    inner = {"name": "flat", "inputs": ["image"], "model": "digits", "trainable": False}
    result = check_spec(graph(INPUT, inner, OUT), _OneNetwork())
    assert result.errors == []
    assert [(row.layer, row.parameters, row.trainable) for row in result.layers[1:2]] == [("model digits@3", 7_850, 0)]
    assert result.spec is not None
    assert result.spec.model_dump()["model"]["nodes"][1]["model"] == "digits@3"


def test_a_registered_model_refuses_another_shape_than_it_was_made_for() -> None:
    inner = {"name": "flat", "inputs": ["dense_1"], "model": "digits"}
    (fault,) = check_spec(graph(INPUT, DENSE_1, inner, OUT), _OneNetwork()).errors
    assert fault.detail == "node flat: model digits@3: expected samples of shape (784,), got (1000,)"


def test_a_second_input_is_refused_while_data_gives_one() -> None:
    other = {"name": "other"}
    summed = {"name": "flat", "inputs": ["image", "other"], "layer": {"layer": "Add"}}
    (fault,) = check_spec(graph(INPUT, other, summed, OUT)).errors
    assert (fault.pointer, "another" in fault.detail) == ("/model/nodes/1", True)
