"""Layers: what the checker works out without Keras is what Keras builds."""

from math import prod
from typing import Any, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.building.network import build_network
from models.catalog import Recipe, recipes
from models.spec.check import check_spec
from models.spec.flow import follow
from models.spec.layers import LAYERS, Layer, LayerShapeError
from models.spec.layers.base import Activation, Initializer
from models.spec.model import Sequential
from models.spec.network import LayerRow, summarize
from models.spec.parse import data_set_of
from models.spec.tensors import Shape, TensorType

#: Keras' own remark on a softmax over a single value, which no drawn layer is to avoid.
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis -1:UserWarning")

UNITS = st.integers(1, 7)
PAIR = st.integers(1, 4) | st.tuples(st.integers(1, 4), st.integers(1, 4)).map(list)
ACTIVATION = st.sampled_from(get_args(Activation))
CONSTRAINT = st.none() | st.just({"constraint": "NonNeg"}) | st.fixed_dictionaries({"constraint": st.just("MaxNorm"), "axis": st.integers(0, 1)})
KERNEL = {
    "activation": ACTIVATION,
    "use_bias": st.booleans(),
    "kernel_initializer": st.sampled_from(get_args(Initializer)),
    "kernel_constraint": CONSTRAINT,
}
RECURRENT = {"units": UNITS, "activation": ACTIVATION, "recurrent_activation": ACTIVATION, "return_sequences": st.booleans()}


def sizes(rank: int, largest: int = 6) -> st.SearchStrategy[Shape]:
    return st.lists(st.integers(1, largest), min_size=rank, max_size=rank).map(tuple)


ANY_SHAPE = st.integers(1, 4).flatmap(sizes)
PICTURES, SEQUENCES = sizes(3, 9), sizes(2)
#: For each layer, its arguments and the shapes it takes.
DRAWN: dict[str, tuple[dict[str, st.SearchStrategy[Any]], st.SearchStrategy[Shape]]] = {
    "Dense": ({"units": UNITS, **KERNEL}, ANY_SHAPE),
    "Activation": ({"activation": ACTIVATION}, ANY_SHAPE),
    "Dropout": ({"rate": st.floats(0, 0.99)}, ANY_SHAPE),
    "BatchNormalization": ({"momentum": st.floats(0, 0.99), "epsilon": st.floats(1e-6, 1)}, ANY_SHAPE),
    "Flatten": ({}, ANY_SHAPE),
    "Reshape": ({"target_shape": st.sampled_from([[24], [4, 6], [3, 2, 4], [1, 24, 1]])}, st.sampled_from([(24,), (2, 12), (4, 3, 2)])),
    "Conv2D": ({"filters": UNITS, "kernel_size": PAIR, "strides": PAIR, "padding": st.sampled_from(["valid", "same"]), **KERNEL}, PICTURES),
    "MaxPooling2D": ({"pool_size": PAIR, "padding": st.sampled_from(["valid", "same"])}, PICTURES),
    "LSTM": (RECURRENT, SEQUENCES),
    "GRU": (RECURRENT, SEQUENCES),
}


def built(layers: list[Layer], shape: Any) -> list[LayerRow]:
    """Summarize what Keras builds."""
    network = build_network(Sequential(kind="sequential", layers=layers), shape)
    return [
        LayerRow(layer.name, spec.layer, tuple(layer.output.shape[1:]), layer.count_params(), count(layer.trainable_weights))
        for layer, spec in zip(network.layers, layers, strict=True)
    ]


def count(weights: list[Any]) -> int:
    return sum(prod(weight.shape) for weight in weights)


def test_every_layer_is_drawn() -> None:
    assert set(DRAWN) == {get_args(cls.model_fields["layer"].annotation)[0] for cls in LAYERS}


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_layer_has_the_shape_and_the_parameters_that_keras_gives_it(cls: type[Layer], data: st.DataObject) -> None:
    arguments, shapes = DRAWN[cls.__name__]
    drawn = data.draw(st.fixed_dictionaries({"trainable": st.booleans()}, optional=arguments), label="arguments")
    required = {name: data.draw(arguments[name], label=name) for name, field in cls.model_fields.items() if field.is_required() and name != "layer"}
    layer = cls.model_validate({"layer": cls.__name__, **required, **drawn})
    shape = data.draw(shapes, label="shape")
    try:
        layer.output_shape(shape)
    except LayerShapeError:
        assume(False)
    rows, faults = summarize([layer], TensorType(shape, "float32"))
    assert faults == []
    assert rows == built([layer], shape)


NETWORKS = [recipe for recipe in recipes().values() if recipe.spec["model"]["kind"] == "sequential"]


@pytest.mark.parametrize("recipe", NETWORKS, ids=lambda recipe: recipe.id)
def test_the_network_of_a_recipe_is_summarized_as_keras_builds_it(recipe: Recipe) -> None:
    result = check_spec(recipe.spec)
    assert result.spec is not None
    assert isinstance(result.spec.model, Sequential)
    inputs = follow(result.spec.preprocessing, data_set_of(result.spec.data).describe()).inputs
    assert inputs is not None
    assert result.layers == built(result.spec.model.layers, inputs.shape)
