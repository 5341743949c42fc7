"""Architectures as Keras writes them find the weights that were saved beside them."""

import json
from pathlib import Path

import keras
import numpy as np
import pytest

from models.artifact.foreign import foreign_file
from models.artifact.weight_groups import by_layer
from models.building.network import build_network
from models.specs.functional import Functional
from models.specs.importing import import_spec
from models.specs.keras_config.network import network_of


@pytest.mark.parametrize("name", ["MobileNetV2", "ResNet50"])
def test_an_architecture_of_keras_for_pictures_comes_back_with_places_for_its_weights(name: str) -> None:
    network = getattr(keras.applications, name)(include_top=False, weights=None, input_shape=(32, 32, 3))
    found = network_of(json.loads(network.to_json()))
    again = build_network(Functional.model_validate(found.model), tuple(found.input_shape))
    assert [weight.shape for weight in again.weights] == [weight.shape for weight in network.weights]
    again.set_weights(network.get_weights())
    x = np.random.default_rng(0).normal(size=(2, 32, 32, 3)).astype(np.float32)
    np.testing.assert_allclose(again(x), network(x), atol=1e-5)


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")
def test_networks_within_networks_find_their_weights(tmp_path: Path) -> None:
    inner = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(6, "relu", name="dense"), keras.layers.BatchNormalization(name="norm")], name="inner"
    )
    middle = keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(4, name="dense")], name="middle")
    entry = keras.Input((4,), name="x")
    whole = keras.Model(entry, keras.layers.Dense(2, name="head")(keras.layers.Add(name="sum")([middle(entry), middle(middle(entry))])), name="outer")
    draw = np.random.default_rng(0)
    whole.set_weights([draw.uniform(0.5, 1, weight.shape).astype(np.float32) for weight in whole.get_weights()])
    whole.save(tmp_path / "whole.h5")
    spec, rows = import_spec(json.loads(whole.to_json()), None, "w")
    assert [row.name for row in rows if row.parameters] == ["middle.inner.dense", "middle.inner.norm", "middle.dense", "head"]
    again = build_network(spec.model, (4,))
    with foreign_file(tmp_path / "whole.h5") as file:
        for name, weights in by_layer(file.groups, [layer.name for layer in again.layers]).items():
            again.get_layer(name).set_weights([weight[()] for weight in weights])
    x = draw.normal(size=(3, 4)).astype(np.float32)
    np.testing.assert_allclose(again(x), whole(x), rtol=1e-5)
