"""Files as Keras 1 and 2 wrote them, written here with h5py, and what they compute, in NumPy."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

Weights = Sequence[tuple[str, np.ndarray]]


def layer(class_name: str, name: str, **config: Any) -> dict[str, Any]:
    """Return a layer of an architecture."""
    return {"class_name": class_name, "config": {"name": name, "trainable": True, **config}}


def entry(*shape: int, name: str = "in") -> dict[str, Any]:
    """Return the input of an architecture of Keras 2."""
    return {"class_name": "InputLayer", "config": {"batch_input_shape": [None, *shape], "dtype": "float32", "sparse": False, "name": name}}


def sequential(layers: Sequence[Any], version: str | None = "2.3.1", name: str = "row", **fields: Any) -> dict[str, Any]:
    """Return a Sequential as Keras 2 writes it."""
    said = {} if version is None else {"keras_version": version, "backend": "tensorflow"}
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}, **said, **fields}


def hdf5(path: Path, layers: Mapping[str, Weights], config: Any = None, version: str = "2.3.1", backend: str = "tensorflow") -> bytes:
    """Write a file of model.save, or of model.save_weights where there is no architecture; return its bytes."""
    with h5py.File(path, "w") as file:
        if config is not None:
            file.attrs["model_config"] = json.dumps(config)
        root = file if config is None else file.create_group("model_weights")
        root.attrs["layer_names"] = np.array([name.encode() for name in layers])
        root.attrs["keras_version"], root.attrs["backend"] = version, backend
        for name, weights in layers.items():
            group = root.create_group(name)
            group.attrs["weight_names"] = np.array([weight.encode() for weight, _ in weights]) if weights else np.zeros(0, "S1")
            for weight, array in weights:
                group[weight] = array
    return path.read_bytes()


def drawn(*shapes: tuple[int, ...], seed: int = 5) -> list[np.ndarray]:
    """Draw arrays, float32."""
    draw = np.random.default_rng(seed)
    return [draw.normal(size=shape).astype(np.float32) for shape in shapes]


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


def hard(x: np.ndarray) -> np.ndarray:
    """Return the hard sigmoid of Keras 1 and 2."""
    return np.clip(0.2 * x + 0.5, 0, 1)


def softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def gru(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray, gate: Any = sigmoid) -> np.ndarray:
    """Return the last output of a GRU whose reset gate works before the product."""
    h = np.zeros((len(x), recurrent.shape[0]))
    (uz, ur, uh) = np.split(recurrent, 3, axis=1)
    for step in range(x.shape[1]):
        xz, xr, xh = np.split(x[:, step] @ kernel + bias, 3, axis=1)
        z, r = gate(xz + h @ uz), gate(xr + h @ ur)
        h = z * h + (1 - z) * np.tanh(xh + (r * h) @ uh)
    return h


def lstm(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray, gate: Any = hard) -> np.ndarray:
    """Return the last output of an LSTM with the gates i, f, c, o."""
    h, memory = np.zeros((2, len(x), recurrent.shape[0]))
    for step in range(x.shape[1]):
        i, f, c, o = np.split(x[:, step] @ kernel + h @ recurrent + bias, 4, axis=1)
        memory = gate(f) * memory + gate(i) * np.tanh(c)
        h = gate(o) * np.tanh(memory)
    return h
