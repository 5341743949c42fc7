"""Layers: what the checker works out without Keras is what Keras builds."""

from math import prod
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from models.building.network import build_layer, build_network
from models.catalog import Recipe, recipes
from models.checking.check import check_spec
from models.checking.flow import follow
from models.core.tensors import TensorType
from models.specs.layers import LAYERS, Layer, LayerShapeError, Merge
from models.specs.model import Sequential
from models.specs.network import LayerRow, row_of, summarize
from models.specs.parse import data_set_of
from tests.integration.drawn_layers import CLASSES, DRAWN, MERGING, draw_layer, sizes

#: Keras' own remark on a softmax over a single value, which no drawn layer is to avoid.
pytestmark = [
    pytest.mark.filterwarnings("ignore:You are using a softmax over axis -1:UserWarning"),
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]


def built(layers: list[Layer], shape: Any) -> list[LayerRow]:
    """Summarize what Keras builds."""
    network = build_network(Sequential(kind="sequential", layers=layers), shape)
    return [_row(layer, spec) for layer, spec in zip(network.layers, layers, strict=True)]


def _row(layer: keras.layers.Layer, spec: Layer) -> LayerRow:
    return LayerRow(layer.name, spec.layer, tuple(layer.output.shape[1:]), _n_weights(layer), count(layer.trainable_weights))


def _n_weights(layer: keras.layers.Layer) -> int:
    """Count weights; a Normalization with a given mean keeps it, but counts none."""
    return count(layer.weights)


def count(weights: list[Any]) -> int:
    return sum(prod(weight.shape) for weight in weights)


def test_every_layer_is_drawn() -> None:
    assert set(DRAWN) | set(MERGING) == set(CLASSES)
    assert {name for name, cls in LAYERS.items() if issubclass(cls, Merge)} == set(MERGING)


@pytest.mark.parametrize("name", DRAWN)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_layer_has_the_shape_and_the_parameters_that_keras_gives_it(name: str, data: st.DataObject) -> None:
    layer, shape = _draw(data, name)
    rows, faults = summarize([layer], TensorType(shape, "float32"))
    assert faults == []
    assert rows == built([layer], shape)


@pytest.mark.parametrize("name", MERGING)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_merge_layer_has_the_shape_that_keras_gives_it(name: str, data: st.DataObject) -> None:
    layer = draw_layer(data, name, MERGING[name])
    assert isinstance(layer, Merge)
    shapes = data.draw(st.lists(st.integers(1, 3).flatmap(lambda rank: sizes(rank, 3)), min_size=2, max_size=3), label="shapes")
    if data.draw(st.sampled_from([True, True, True, False]), label="equal"):
        shapes = [shapes[0]] * len(shapes)
    try:
        output = layer.merged_shape(shapes)
    except LayerShapeError:
        assume(False)
    inputs = [keras.Input(shape) for shape in shapes]
    assert output == tuple(build_layer(layer, "merged")(inputs).shape[1:])


@pytest.mark.parametrize("name", DRAWN)
@settings(max_examples=1, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_layer_predicts_equally_after_it_was_saved_and_loaded(name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    layer, shape = _draw(data, name)
    network = build_network(Sequential(kind="sequential", layers=[layer]), shape)
    path = tmp_path_factory.mktemp("saved") / "network.h5"
    network.save(path, include_optimizer=False)
    x = (
        np.zeros((2, *shape), "float32")
        if name in ("CategoryEncoding", "Embedding")
        else np.random.default_rng(0).normal(size=(2, *shape)).astype("float32")
    )
    np.testing.assert_array_equal(keras.models.load_model(path, compile=False)(x).numpy(), network(x).numpy())


def _draw(data: st.DataObject, name: str) -> tuple[Layer, tuple[int, ...]]:
    """Draw a layer and a shape that it takes."""
    arguments, shapes = DRAWN[name]
    try:
        layer = draw_layer(data, name, arguments)
        shape = data.draw(shapes, label="shape")
        row_of(layer, "drawn", shape, layer.output_shape(shape))
    except (ValidationError, LayerShapeError):
        assume(False)
    return layer, shape


NETWORKS = [recipe for recipe in recipes().values() if recipe.spec.get("model", {}).get("kind") == "sequential"]


@pytest.mark.parametrize("recipe", NETWORKS, ids=lambda recipe: recipe.id)
def test_the_network_of_a_recipe_is_summarized_as_keras_builds_it(recipe: Recipe) -> None:
    result = check_spec(recipe.spec)
    assert result.spec is not None
    assert isinstance(result.spec.model, Sequential)
    steps = result.spec.preprocessing
    inputs = follow(steps.every_input_step, (), data_set_of(result.spec.data).describe()).inputs
    assert inputs is not None
    assert result.layers == built([layer for _, layer in result.spec.model.layers_by_pointer], inputs.shape)
