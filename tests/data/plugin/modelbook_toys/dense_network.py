"""Networks of Dense layers, computed with NumPy only: what the runtime and the compiled form share."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.artifact.content import Artifact
from models.artifact.foreign import foreign_weights
from models.artifact.save_forms import read_architecture
from models.core.arrays import Array

#: Activations by their names in Keras.
ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softplus": lambda x: np.logaddexp(x, np.float32(0)),
    "tanh": np.tanh,
}


@dataclass(frozen=True)
class DenseNetwork:
    """A chain of Dense layers.

    Args:
        layers: Kernel of shape (n_inputs, n_units), bias of shape (n_units,) and activation of each layer.
    """

    layers: tuple[tuple[Array, Array, str], ...]

    def run(self, x: Array) -> Array:
        """Return outputs for a batch: float32 array of shape (n_samples, n_outputs)."""
        for kernel, bias, activation in self.layers:
            x = ACTIVATIONS[activation](x @ kernel + bias)
        return x


def is_dense(artifact: Artifact) -> bool:
    """Tell whether an artifact holds one chain of Dense layers with known activations."""
    if artifact.content.framework != "keras" or not artifact.content.signature.has_single_ports:
        return False
    architecture = read_architecture(artifact.path)
    return architecture["class_name"] == "Sequential" and all(
        layer["class_name"] == "Dense" and layer["config"]["use_bias"] and layer["config"]["activation"] in ACTIVATIONS
        for layer in architecture["config"]["layers"]
        if layer["class_name"] != "InputLayer"
    )


def read_network(artifact: Artifact) -> DenseNetwork:
    """Read the network of an artifact for which `is_dense` holds."""
    configs = {layer["config"]["name"]: layer["config"] for layer in read_architecture(artifact.path)["config"]["layers"]}
    with foreign_weights(artifact.path) as weights:
        layers = [(*(np.asarray(array) for array in arrays), configs[name]["activation"]) for name, arrays in weights.items()]
    return DenseNetwork(tuple(layers))
