"""How a network is compiled, in the form in which Keras stores it in HDF5 files."""

from typing import Any

import keras
import numpy as np

from models.building.network import objectives
from models.specs.losses_and_metrics import VariationalLoss
from models.specs.training import Training

#: Optimizers that `keras.models.load_model` does not find by name: a file that names one does not open at all.
_NOT_FOUND = {"Lamb"}


def compile_settings(network: keras.Model, training: Training) -> dict[str, Any] | None:
    """Return loss, metrics and optimizer of a compiled network, by which `keras.models.load_model` compiles it again.

    The names are those that Keras resolves: it does not load "mse", which it accepts in `compile`.

    Args:
        network: The network.
        training: How it was compiled.

    Returns:
        What Keras calls `training_config`. None where Keras cannot compile the loaded network alike: a variational loss is computed by a training
        step of its own, and Lamb is not among the optimizers that it finds by name.
    """
    optimizer = network.optimizer
    if isinstance(training.loss, VariationalLoss) or type(optimizer).__name__ in _NOT_FOUND:
        return None
    return {
        "loss_weights": None,
        **_serialized(objectives(network, training)),
        "weighted_metrics": None,
        "optimizer_config": {
            "class_name": type(optimizer).__name__,
            "config": {**optimizer.get_config(), "learning_rate": _rate(optimizer, training)},
        },
    }


def _rate(optimizer: keras.Optimizer, training: Training) -> float:
    """Return the current learning rate; as asked where it is the one of the spec, not rounded to float32."""
    current, asked = float(optimizer.learning_rate), training.optimizer.learning_rate
    return asked if np.float32(asked) == np.float32(current) else current


def _serialized(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _serialized(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_serialized(item) for item in value]
    return {"class_name": type(value).__name__, "config": value.get_config()} if isinstance(value, keras.Metric) else value
