"""The jobs that run while processes are killed."""

from typing import Any

from tests.texts import words_spec

SCALE = {"step": "scale", "from": [0, 16], "to": [0, 1]}
CLASSES = {"targets": [{"step": "one_hot"}]}
SOFTMAX = {"layer": "Dense", "units": 10, "activation": "softmax"}


def _digits(steps: list[dict[str, Any]], layers: list[dict[str, Any]], **training: Any) -> dict[str, Any]:
    training = {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "batch_size": 32, "validation": {"split": 0.2}, **training}
    preprocessing = {"inputs": [{"step": "cast"}, SCALE, *steps], **CLASSES}
    model = {"kind": "sequential", "layers": [*layers, SOFTMAX]}
    return {"data": {"source": "digits"}, "preprocessing": preprocessing, "model": model, "training": training}


def dense() -> dict[str, Any]:
    """A dense network with dropout, moving averages, and a rate that falls when the loss does not."""
    layers = [{"layer": "Dense", "units": 64, "activation": "relu"}, {"layer": "Dropout", "rate": 0.3}, {"layer": "BatchNormalization"}]
    plateau = {"kind": "plateau", "patience": 3, "monitor": "val_loss"}
    return _digits([{"step": "reshape", "shape": [64]}], layers, epochs=80, learning_rate_schedule=plateau)


def convolutional() -> dict[str, Any]:
    """A convolutional network over augmented images."""
    layers = [{"layer": "Conv2D", "filters": 8, "kernel_size": 3, "activation": "relu"}, {"layer": "Flatten"}, {"layer": "Dropout", "rate": 0.3}]
    return _digits([{"step": "add_channel"}], layers, epochs=30, augmentation={"rotation": 15, "width_shift": 0.1})


def recurrent() -> dict[str, Any]:
    """A recurrent network of batches of one sample."""
    steps = {"inputs": [{"step": "min_max"}, {"step": "reshape", "shape": [1, 1]}]}
    layers = [{"layer": "LSTM", "units": 3}, {"layer": "Dense", "units": 1}]
    training = {"loss": "mean_squared_error", "epochs": 60, "batch_size": 1}
    data = {"source": "noisy_sine", "params": {"n_samples": 400}}
    return {"data": data, "preprocessing": steps, "model": {"kind": "sequential", "layers": layers}, "training": training}


def stateful() -> dict[str, Any]:
    """A recurrent network that keeps its state from batch to batch."""
    return words_spec(epochs=60)


def search() -> dict[str, Any]:
    """A search over a small network, by trials of several processes."""
    spec = _digits([{"step": "reshape", "shape": [64]}], [{"layer": "Dense", "units": 16, "activation": "relu"}], epochs=4)
    del spec["training"]["validation"]
    return {**spec, "task": "search", "search": {"strategy": "grid", "space": {"model.layers.0.units": [8, 16, 24]}, "folds": 3}}


def forest() -> dict[str, Any]:
    """An ensemble that is fitted in stages."""
    steps = [{"estimator": "GradientBoostingClassifier", "params": {"n_estimators": 60}}]
    preprocessing = {"inputs": [{"step": "reshape", "shape": [64]}]}
    return {"data": {"source": "digits"}, "preprocessing": preprocessing, "model": {"kind": "sklearn", "steps": steps}}


#: Name -> spec of a job.
MIX = {job.__name__: job() for job in (dense, convolutional, recurrent, stateful, search, forest)}
