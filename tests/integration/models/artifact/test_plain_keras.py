"""Plain Keras goes on: a file that is loaded by `keras.models.load_model` is compiled as it was trained, and trains on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import h5py
import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.artifact.file import save_network
from models.artifact.keras_places import write_optimizer, write_settings
from models.artifact.new_hdf5 import new_hdf5
from models.building.compile_settings import compile_settings
from models.building.network import build_network, compile_network
from models.core.arrays import Array
from models.specs.functional import Functional
from models.specs.losses_and_metrics import Family, Loss, Metric, Takes, family_of, takes
from models.specs.model import Sequential
from models.specs.training import Training
from models.training.snapshot import copies_of
from tests.integration.models.training.test_objectives import LABELS, MEANT, METRICS, OPTIMIZERS, X

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")


def trained(family: Family, **training: Any) -> tuple[keras.Model, Array, Training]:
    """Train a network of one layer for two steps."""
    y, last = MEANT[family]
    network = build_network(Sequential.model_validate({"kind": "sequential", "layers": [{"layer": "Dense", **last}]}), (4,))
    asked = Training(epochs=1, **training)
    return in_steps(network, asked, y.reshape(len(y), -1).astype("float32")), y.reshape(len(y), -1).astype("float32"), asked


def in_steps(network: keras.Model, training: Training, y: Any) -> keras.Model:
    compile_network(network, training)
    network.run_eagerly = True  # Faster than tracing a graph for three steps.
    for _ in range(2):
        network.train_on_batch(X, y)
    return network


def written(network: keras.Model, training: Training, path: Path) -> Path:
    """Write a network as an artifact has it."""
    settings, variables = compile_settings(network, training), copies_of(network.optimizer.variables)
    with new_hdf5(path) as file:
        save_network(file, network)
    with h5py.File(path, "a") as file:
        write_settings(file, settings)
        write_optimizer(file, variables)
    return path


def with_optimizer(network: keras.Model, path: Path) -> keras.Model:
    """Restore the optimizer of a loaded network, as the docs say."""
    network.optimizer.build(network.trainable_variables)
    with h5py.File(path) as file:
        variables = file["optimizer/vars"]
        network.optimizer.set_weights([variables[str(index)][()] for index in range(len(variables))])
    return network


def logs_of(network: keras.Model, y: Any) -> dict[str, float]:
    network.run_eagerly = True
    return {name: np.mean(value).item() for name, value in network.train_on_batch(X, y, return_dict=True).items()}


def assert_trains_on_alike(loaded: keras.Model, live: keras.Model, y: Any) -> None:
    """Train both for one step: they measure the same, and have the same weights."""
    for network in (loaded, live):
        network.reset_metrics()
    found, expected = logs_of(loaded, y), logs_of(live, y)
    assert found == pytest.approx(expected, rel=1e-6)
    for one, other in zip(loaded.get_weights(), live.get_weights(), strict=True):
        assert_array_equal(one, other)


@pytest.mark.parametrize("loss", get_args(Loss))
def test_a_network_of_any_loss_is_loaded_compiled_and_trains_on_alike(loss: Loss, tmp_path: Path) -> None:
    live, y, training = trained(family_of(loss), loss=loss, optimizer={"name": "adam", "learning_rate": 0.01})
    path = written(live, training, tmp_path / "model.h5")
    loaded = keras.models.load_model(path)
    assert loaded.compiled
    assert_trains_on_alike(with_optimizer(loaded, path), live, y)


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name != "lamb"])
def test_a_network_of_any_optimizer_trains_on_with_its_state_restored(name: str, tmp_path: Path) -> None:
    live, y, training = trained(Family.VALUES, loss="mean_squared_error", optimizer={"name": name, "learning_rate": 0.1, "weight_decay": 0.01})
    path = written(live, training, tmp_path / "model.h5")
    loaded = with_optimizer(keras.models.load_model(path), path)
    assert type(loaded.optimizer) is type(live.optimizer)
    assert int(loaded.optimizer.iterations) == 2
    assert_trains_on_alike(loaded, live, y)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_network_of_any_optimizer_opens_and_trains_on_without_its_state(name: str, tmp_path: Path) -> None:
    live, y, training = trained(Family.VALUES, loss="mean_squared_error", optimizer=name)
    loaded = keras.models.load_model(written(live, training, tmp_path / "model.h5"))
    if name == "lamb":  # Keras does not find it by name; it is compiled by hand.
        assert not loaded.compiled
        loaded.compile(optimizer=keras.optimizers.Lamb(), loss="mean_squared_error")
    assert float(loaded.optimizer.learning_rate) == pytest.approx(training.optimizer.learning_rate)
    before = loaded.get_weights()
    assert np.isfinite(logs_of(loaded, y)["loss"])
    assert any((one != other).any() for one, other in zip(loaded.get_weights(), before, strict=True))


def metric_groups() -> list[tuple[Takes, Sequence[Metric]]]:
    """Return every metric, at most ten together."""
    groups = [(wanted, [metric for metric in get_args(Metric) if takes(metric) is wanted]) for wanted in Takes]
    return [(wanted, metrics[start : start + 10]) for wanted, metrics in groups for start in range(0, len(metrics), 10)]


@pytest.mark.parametrize(("wanted", "metrics"), metric_groups())
def test_every_metric_is_loaded_and_measures_alike(wanted: Takes, metrics: list[Metric], tmp_path: Path) -> None:
    family = METRICS[wanted]
    loss = next(loss for loss in get_args(Loss) if family_of(loss) is family)
    live, y, training = trained(family, loss=loss, optimizer="sgd", metrics=metrics)
    path = written(live, training, tmp_path / "model.h5")
    loaded = with_optimizer(keras.models.load_model(path), path)
    assert_trains_on_alike(loaded, live, y)
    assert set(metrics) <= set(logs_of(loaded, y))


TWO_OUTPUTS = {
    "kind": "functional",
    "nodes": [
        {"name": "given"},
        {"name": "hidden", "inputs": ["given"], "layer": {"layer": "Dense", "units": 3, "activation": "relu"}},
        {"name": "kind", "inputs": ["hidden"], "layer": {"layer": "Dense", "units": 3, "activation": "softmax"}},
        {"name": "weight", "inputs": ["hidden"], "layer": {"layer": "Dense", "units": 1}},
    ],
    "outputs": ["kind", "weight"],
}


def test_a_network_of_several_outputs_is_loaded_with_the_loss_weight_and_metrics_of_each(tmp_path: Path) -> None:
    training = Training.model_validate(
        {
            "loss": {"kind": "sparse_categorical_crossentropy", "weight": "mean_squared_error"},
            "loss_weights": {"weight": 0.25},
            "metrics": {"kind": ["accuracy"], "weight": ["mean_absolute_error"]},
            "optimizer": {"name": "sgd", "learning_rate": 0.1, "momentum": 0.9},
            "epochs": 1,
        }
    )
    y = [LABELS.astype("float32"), MEANT[Family.VALUES][0]]
    live = in_steps(build_network(Functional.model_validate(TWO_OUTPUTS), {"given": (4,)}), training, y)
    path = written(live, training, tmp_path / "model.h5")
    assert_trains_on_alike(with_optimizer(keras.models.load_model(path), path), live, y)


def test_the_optimizer_is_where_a_weights_file_of_keras_has_it(tmp_path: Path) -> None:
    live, _, training = trained(Family.VALUES, loss="mean_squared_error", optimizer={"name": "rmsprop", "momentum": 0.5})
    live.save_weights(tmp_path / "expected.weights.h5")
    with h5py.File(tmp_path / "expected.weights.h5") as expected, h5py.File(written(live, training, tmp_path / "model.h5")) as found:
        assert set(found["optimizer/vars"]) == set(expected["optimizer/vars"])
        for name in expected["optimizer/vars"]:
            assert_array_equal(found["optimizer/vars"][name][()], expected["optimizer/vars"][name][()])


def test_the_group_by_which_keras_restores_an_optimizer_makes_it_refuse_to_train(tmp_path: Path) -> None:
    """The reason why files have no group `optimizer_weights`. If this fails, Keras has been fixed, and they may have one."""
    live, y, _ = trained(Family.VALUES, loss="mean_squared_error", optimizer="adam")
    live.save(tmp_path / "model.h5")
    loaded = keras.models.load_model(tmp_path / "model.h5")
    with pytest.raises(ValueError, match="Unknown variable"):
        logs_of(loaded, y)


def test_a_learning_rate_is_stored_as_asked_and_as_scheduled(tmp_path: Path) -> None:
    live, _, training = trained(Family.VALUES, loss="mean_squared_error", optimizer={"name": "sgd", "learning_rate": 0.1})
    settings = compile_settings(live, training)
    assert settings is not None
    assert settings["optimizer_config"]["config"]["learning_rate"] == 0.1
    live.optimizer.learning_rate = 0.025
    later = compile_settings(live, training)
    assert later is not None
    assert_allclose(later["optimizer_config"]["config"]["learning_rate"], 0.025, rtol=1e-7)
