"""The formulas of recurrent layers are what Keras computes, and a layer that computes something else is refused."""

from typing import Any, get_args

import keras
import numpy as np
import pytest

from models.building.network import build_network
from models.core.errors import DataError
from models.specs.layers.base import Activation
from models.specs.model import Sequential
from models.training.recurrent_formulas import ACTIVATIONS
from models.training.recurrent_proof import require_formulas

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

LAYERS: list[dict[str, Any]] = [
    {"layer": "LSTM", "recurrent_activation": "hard_sigmoid_keras2"},
    {"layer": "GRU", "return_sequences": True},
    {"layer": "GRU", "reset_after": False, "recurrent_activation": "hard_sigmoid"},
    {"layer": "SimpleRNN", "use_bias": False, "go_backwards": True},
]
MERGED = [{"layer": "Bidirectional", "wrapped": {**LAYERS[index], "units": 3}, "merge_mode": mode} for index in (0, 1) for mode in ("concat", "mul")]


def stack(layer: dict[str, Any]) -> Sequential:
    return Sequential.model_validate({"kind": "sequential", "layers": [{"name": "cell", **({} if "wrapped" in layer else {"units": 3}), **layer}]})


def built(layer: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Return a network of a layer with drawn weights, and these."""
    network, draw = build_network(stack(layer), (6, 2)), np.random.default_rng(3)
    weights = [draw.normal(size=weight.shape).astype(np.float32) for weight in network.get_layer("cell").get_weights()]
    network.get_layer("cell").set_weights(weights)
    return network, {"cell": weights}


def test_every_activation_is_that_of_keras() -> None:
    names = get_args(get_args(Activation)[0])
    assert set(ACTIVATIONS) == set(names)
    x = np.random.default_rng(0).normal(scale=3, size=(5, 4)).astype(np.float32)
    for name in names:
        network = build_network(Sequential.model_validate({"kind": "sequential", "layers": [{"layer": "Activation", "activation": name}]}), (4,))
        np.testing.assert_allclose(ACTIVATIONS[name](x.astype(np.float64)), network(x), rtol=1e-4, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("layer", [*LAYERS, *MERGED], ids=lambda layer: "-".join(str(value) for value in layer.values() if isinstance(value, str)))
def test_a_layer_that_keras_computes_as_its_formula_passes(layer: dict[str, Any]) -> None:
    network, weights = built(layer)
    require_formulas(stack(layer), network, weights)


@pytest.mark.parametrize(
    ("meant", "computed"),
    [
        ({"layer": "GRU", "reset_after": False, "use_bias": False}, {"layer": "GRU", "use_bias": False}),
        ({"layer": "LSTM", "recurrent_activation": "hard_sigmoid_keras2"}, {"layer": "LSTM", "recurrent_activation": "hard_sigmoid"}),
        ({"layer": "LSTM"}, {"layer": "LSTM", "go_backwards": True}),
    ],
    ids=["reset gate", "gates", "direction"],
)
def test_a_layer_that_keras_computes_otherwise_is_refused(meant: dict[str, Any], computed: dict[str, Any]) -> None:
    network, weights = built(computed)
    with pytest.raises(DataError, match=r"layer cell: expected the outputs of its formula .* got another function"):
        require_formulas(stack(meant), network, weights)


def test_weights_that_are_not_those_of_the_file_are_refused() -> None:
    network, weights = built({"layer": "LSTM"})
    swapped = [np.concatenate(np.split(weight, 4, -1)[::-1], -1) for weight in weights["cell"]]
    with pytest.raises(DataError, match="got another function"):
        require_formulas(stack({"layer": "LSTM"}), network, {"cell": swapped})


def test_plain_keras_opens_a_network_with_the_hard_sigmoid_of_keras_2(tmp_path: Any) -> None:
    network, _ = built(LAYERS[0])
    network.save(tmp_path / "x.h5")
    x = np.random.default_rng(0).normal(size=(3, 6, 2)).astype(np.float32)
    np.testing.assert_array_equal(keras.models.load_model(tmp_path / "x.h5", compile=False)(x), network(x))
