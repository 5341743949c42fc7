"""Architectures as Keras writes them become the layers they were built from; all that is foreign is refused."""

import json
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from models.building.network import build_network
from models.core.errors import SpecError
from models.core.tensors import TensorType
from models.specs.functional import Functional, Node
from models.specs.importing import import_spec
from models.specs.keras_config.network import network_of
from models.specs.layers.merging import Sampling
from models.specs.model import Sequential
from models.specs.network import summarize
from tests.hostile.families.keras_configs import nested
from tests.integration.drawn_layers import DRAWN, MERGING, draw_layer

pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis -1:UserWarning")


def stripped(value: Any) -> Any:
    """Leave out what an architecture does not say: how weights start, names that were made up, a default and digits past float32."""
    if isinstance(value, list | tuple):
        return [stripped(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if not isinstance(value, dict):
        return value
    if value.get("strides", ()) is None:
        value = {**value, "strides": value["pool_size"]}
    return {key: stripped(item) for key, item in value.items() if key != "name" and not key.endswith("_initializer")}


def config_of(network: keras.Model) -> dict[str, Any]:
    config: dict[str, Any] = json.loads(network.to_json())
    return config


def dense(**changes: Any) -> dict[str, Any]:
    """Return the architecture of one dense layer over three numbers, with arguments of the layer changed."""
    config = config_of(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="dense")]))
    config["config"]["layers"][1]["config"] |= changes
    return config


def refusal(config: Any, labels: Any = None) -> tuple[str, str]:
    with pytest.raises(SpecError) as caught:
        import_spec(config, labels, "weights.h5")
    return caught.value.faults[0].pointer, caught.value.faults[0].detail


@pytest.mark.parametrize("name", sorted(DRAWN))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_layer_comes_back_as_it_was_built(name: str, data: st.DataObject) -> None:
    arguments, shapes = DRAWN[name]
    try:
        layer = draw_layer(data, name, arguments)
    except ValidationError:
        return
    shape = data.draw(shapes, label="shape")
    if summarize([layer], TensorType(shape, "float32"))[1]:
        return
    model = Sequential(kind="sequential", layers=[layer])
    found = network_of(config_of(build_network(model, tuple(size or 1 for size in shape))))
    assert found.input_shape == list(shape)
    assert stripped(Sequential.model_validate(found.model).model_dump()) == stripped(frozen_within(model.model_dump()))


def frozen_within(model: dict[str, Any]) -> dict[str, Any]:
    """Return layers as Keras writes them: one within a frozen wrapper is frozen too."""
    for layer in model["layers"]:
        if not layer["trainable"] and "wrapped" in layer:
            layer["wrapped"]["trainable"] = False
    return model


def test_a_rectifier_comes_back_as_the_activation_that_it_is() -> None:
    network = keras.Sequential([keras.Input((3,)), keras.layers.ReLU(6.0, name="clipped"), keras.layers.ReLU(name="open")])
    found = network_of(config_of(network)).model
    assert [(layer["name"], layer["activation"]) for layer in found["layers"]] == [("clipped", "relu6"), ("open", "relu")]


@pytest.mark.parametrize(
    ("changes", "key"), [({"negative_slope": 0.1}, "negative_slope"), ({"threshold": 1.0}, "threshold"), ({"max_value": 2.0}, "max_value")]
)
def test_a_rectifier_of_another_shape_is_refused(changes: dict[str, float], key: str) -> None:
    config = config_of(keras.Sequential([keras.Input((3,)), keras.layers.ReLU(**changes)]))
    assert refusal(config)[0] == f"/architecture/config/layers/1/config/{key}"


def test_a_fourth_axis_is_the_last_one_of_pictures_alone() -> None:
    images = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.BatchNormalization(axis=3)])
    assert network_of(config_of(images)).model["layers"][0]["layer"] == "BatchNormalization"
    volumes = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Reshape((4, 4, 3, 1)), keras.layers.BatchNormalization(axis=3)])
    assert refusal(config_of(volumes))[0] == "/architecture/config/layers/2/config/axis"


@pytest.mark.parametrize("name", sorted(set(MERGING) - {"Sampling"}))
def test_every_merge_layer_comes_back_as_it_was_built(name: str) -> None:
    merge = {"layer": name} | ({"axes": [1, 1]} if name == "Dot" else {})
    layer = {"layer": "Dense", "units": 3}
    nodes = [{"name": "in"}, {"name": "a", "inputs": ["in"], "layer": layer}, {"name": "b", "inputs": ["a"], "layer": layer}]
    nodes.append({"name": "out", "inputs": ["b", "a"], "layer": merge})
    model = Functional(kind="functional", nodes=[Node.model_validate(node) for node in nodes], outputs=["out"])
    found = network_of(config_of(build_network(model, (3,))))
    again = Functional.model_validate(found.model)
    assert again.outputs == ["out"]
    nodes_by_name = [{node.name: stripped(node.model_dump()) for node in graph.nodes} for graph in (again, model)]
    assert nodes_by_name[0] == nodes_by_name[1]


def test_a_sampling_layer_comes_back_as_the_stock_layers_it_is_built_of() -> None:
    nodes = [{"name": "in"}, {"name": "z", "inputs": ["in", "in"], "layer": {"layer": "Sampling"}}]
    model = Functional(kind="functional", nodes=[Node.model_validate(node) for node in nodes], outputs=["z"])
    found = network_of(config_of(build_network(model, (3,))))
    again = Functional.model_validate(found.model)
    assert {node.name for node in again.nodes} == {"in", "z", *(f"z.{part}" for part in Sampling.parts)}
    x = np.random.default_rng(0).normal(size=(2, *found.input_shape))
    np.testing.assert_array_equal(build_network(again, (3,))(x).numpy(), x.astype(np.float32))


GIVEN = {"args": [{"config": {"keras_history": ["in", 0, 0]}}], "kwargs": {}}


def test_somebody_elses_class_of_the_name_sampling_is_refused() -> None:
    nodes = {"class_name": "Functional", "config": {"layers": [{"class_name": "Sampling", "config": {"name": "z"}, "inbound_nodes": [GIVEN]}]}}
    with pytest.raises(SpecError, match=r'expected one of the layers .*, got "Sampling"'):
        network_of(nodes)


def test_a_layer_used_twice_is_shared() -> None:
    entry = keras.Input((3,), name="in")
    layer = keras.layers.Dense(3, name="twice")
    network = keras.Model(entry, keras.layers.Add(name="sum")([layer(entry), layer(layer(entry))]))
    spec, rows = import_spec(config_of(network), None, "weights.h5")
    assert sum(row.parameters for row in rows) == network.count_params() == 12
    assert isinstance(spec.model, Functional)
    assert [node.shares for node in spec.model.nodes if node.shares] == ["twice", "twice"]
    assert spec.rows()


def test_a_softmax_numbers_its_classes_and_other_outputs_are_values() -> None:
    assert import_spec(dense(activation="softmax"), None, "w")[0].labels == [0, 1]
    assert import_spec(dense(), None, "w")[0].labels is None
    assert import_spec(dense(), ["no", "yes"], "w")[0].labels == ["no", "yes"]


@pytest.mark.parametrize(
    ("config", "pointer", "phrase"),
    [
        (None, "/architecture", "expected an object with class_name and config, got null"),
        ({"class_name": "Sequential", "config": []}, "/architecture", "expected an object with class_name and config"),
        ({"class_name": "Sequential", "config": {}}, "/architecture/config/layers", "expected a list, got null"),
        ({"class_name": "Lambda", "config": {"layers": []}}, "/architecture/class_name", 'expected Sequential or Functional, got "Lambda"'),
        (dense(activation="soft"), "/architecture", "translated to a spec, model/layers/0/activation: should be 'linear'"),
        (
            dense(activation={"class_name": "function", "config": "os.system"}),
            "/architecture/config/layers/1/config/activation",
            "expected the name of an activation",
        ),
        (dense(units=0), "/architecture", "model/layers/0/units: should be greater than or equal to 1, got 0"),
        (dense(dtype="float16"), "/architecture/config/layers/1/config/dtype", 'Dense: only the default of dtype is supported, got "float16"'),
        (dense(lora_rank=4), "/architecture/config/layers/1/config/lora_rank", "Dense: only the default of lora_rank is supported"),
        (
            dense(activity_regularizer={"class_name": "L2", "config": {}}),
            "/architecture/config/layers/1/config/activity_regularizer",
            "only the default of activity_regularizer is supported",
        ),
    ],
    ids=["nothing", "no config", "no layers", "code", "activation", "a function", "units", "half precision", "lora", "activity"],
)
def test_what_has_no_layer_or_field_is_refused_where_it_stands(config: Any, pointer: str, phrase: str) -> None:
    found, detail = refusal(config)
    assert found == pointer
    assert phrase in detail


def test_code_within_a_network_is_refused() -> None:
    config = dense()
    config["config"]["layers"][1] |= {"class_name": "Lambda", "module": "keras.layers"}
    pointer, detail = refusal(config)
    assert pointer == "/architecture/config/layers/1/class_name"
    assert detail.startswith("expected no code: a Lambda layer holds a Python function, which is never run here.")
    assert "Rescaling" in detail


def test_a_network_without_known_sizes_is_refused() -> None:
    config = config_of(keras.Sequential([keras.Input((None, 3)), keras.layers.LSTM(2)]))
    pointer, detail = refusal(config)
    assert pointer == "/architecture/config/layers/0"
    assert detail == "expected the shape of a batch: null, then known sizes, got [null, null, 3]"


def test_two_inputs_or_outputs_are_refused() -> None:
    one, two = keras.Input((3,), name="one"), keras.Input((3,), name="two")
    joined = keras.layers.Add()([one, two])
    assert "one input, got 2" in refusal(config_of(keras.Model([one, two], joined)))[1]
    assert "one output, got 2" in refusal(config_of(keras.Model(one, [keras.layers.Dense(1)(one), keras.layers.Dense(2)(one)])))[1]


def test_another_layer_for_the_way_back_is_refused() -> None:
    config = config_of(
        keras.Sequential(
            [
                keras.Input((4, 2)),
                keras.layers.Bidirectional(keras.layers.LSTM(3), backward_layer=keras.layers.LSTM(3, activation="relu", go_backwards=True)),
            ]
        )
    )
    assert refusal(config)[1] == "expected the same layer as forward, but activation differs"


@pytest.mark.parametrize("labels", [["a", "b", "c"], ["a", "a"], ["only"], [1.5, 2], "ab"], ids=["three", "twice", "one", "halves", "text"])
def test_labels_that_do_not_fit_the_outputs_are_refused(labels: Any) -> None:
    assert refusal(dense(), labels)[0].startswith("/labels")


@pytest.mark.parametrize("axis", [2, [2], -1])
def test_the_last_axis_may_be_given_by_its_number(axis: Any) -> None:
    config = config_of(
        keras.Sequential([keras.Input((5, 3)), keras.layers.LSTM(2, return_sequences=True), keras.layers.BatchNormalization(name="n")])
    )
    config["config"]["layers"][2]["config"]["axis"] = axis
    assert import_spec(config, None, "w")[0].rows()
    config["config"]["layers"][2]["config"]["axis"] = 1
    assert refusal(config) == ("/architecture/config/layers/2/config/axis", "expected the last axis (2 or -1), got 1")


@pytest.mark.parametrize(
    ("layer", "activation"),
    [(keras.layers.LeakyReLU(0.2), "leaky_relu"), (keras.layers.ELU(), "elu"), (keras.layers.Softmax(), "softmax")],
    ids=["leaky", "elu", "softmax"],
)
def test_a_layer_that_is_an_activation_comes_back_as_it(layer: Any, activation: str) -> None:
    found = network_of(config_of(keras.Sequential([keras.Input((3,)), layer]))).model["layers"]
    assert (found[0]["layer"], found[0]["activation"]) == ("Activation", activation)


def test_another_slope_than_that_of_the_activation_is_refused() -> None:
    config = config_of(keras.Sequential([keras.Input((3,)), keras.layers.LeakyReLU(0.3)]))
    assert refusal(config)[1] == "LeakyReLU: expected the slope 0.2 of the activation leaky_relu, got 0.3"


def test_somebody_elses_activation_of_the_name_of_ours_is_refused() -> None:
    assert refusal(dense(activation="hard_sigmoid_keras2"))[1] == 'expected an activation of Keras, got "hard_sigmoid_keras2"'


def test_a_gru_that_does_not_say_how_it_resets_is_refused() -> None:
    config = config_of(keras.Sequential([keras.Input((5, 3)), keras.layers.GRU(2)]))
    del config["config"]["layers"][1]["config"]["reset_after"]
    assert refusal(config)[0] == "/architecture/config/layers/1/config/reset_after"
    found = network_of(config | {"keras_version": "2.1.6"}).model["layers"]
    assert found[0]["reset_after"] is False


@pytest.mark.parametrize("version", [3, "newest", ""])
def test_a_version_that_is_none_is_refused(version: Any) -> None:
    assert refusal(dense() | {"keras_version": version})[0] == "/architecture/keras_version"


def test_a_graph_whose_calls_lead_nowhere_is_refused_with_its_unknown_layers() -> None:
    entry = {"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [None, 3]}, "inbound_nodes": []}
    first = {"class_name": "Foo", "config": {"name": "foo"}, "inbound_nodes": [[["bar", 0, 0, {}]]]}
    second = {"class_name": "Bar", "config": {"name": "bar"}, "inbound_nodes": [[["foo", 0, 0, {}]]]}
    config = {"class_name": "Model", "config": {"layers": [entry, first, second], "input_layers": [["x", 0, 0]], "output_layers": [["bar", 0, 0]]}}
    with pytest.raises(SpecError) as caught:
        import_spec(config, None, "w")
    assert [fault.detail.rsplit(", got ", 1)[1] for fault in caught.value.faults] == ['"Foo"', '"Bar"', '["bar", 0, 0]']


@pytest.mark.parametrize(
    ("make", "phrase"),
    [
        (nested(8, 10), "at most 10,000 layers and inputs of layers"),
        (nested(5, 1, n_outputs=300), "at most 10,000 layers and inputs of layers"),
        (nested(1, 40, name="d" * 2_000), "at most 1,000 characters"),
    ],
    ids=["uses", "outputs", "names"],
)
def test_networks_that_are_written_out_without_end_are_refused(make: Callable[[], bytes], phrase: str) -> None:
    assert phrase in refusal(json.loads(make()))[1]


def test_two_directions_of_a_layer_that_goes_backwards_are_refused() -> None:
    config = config_of(keras.Sequential([keras.Input((5, 3)), keras.layers.Bidirectional(keras.layers.GRU(2))]))
    config["config"]["layers"][1]["config"] |= {"backward_layer": None}
    config["config"]["layers"][1]["config"]["layer"]["config"]["go_backwards"] = True
    assert "expected a wrapped layer with go_backwards false" in refusal(config)[1]
