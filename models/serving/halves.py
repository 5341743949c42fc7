"""The two halves of a variational autoencoder: the encoder up to its latent space, and the decoder from there on."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.core.arrays import Array, Ports, as_fed
from models.serving.runtimes.onnx import OnnxRuntime
from models.specs.job import JobSpec
from models.specs.latent import latent_space
from models.specs.ports import INPUT, OUTPUT
from models.specs.variational import LatentSpace


@dataclass(frozen=True)
class Halves:
    """The compiled halves of a variational autoencoder.

    Args:
        encoder: Runs the first half: prepared inputs to points.
        decoder: Runs the second half: points to outputs, as the whole model gives them for inputs.
    """

    encoder: OnnxRuntime
    decoder: OnnxRuntime

    def encode(self, x: Array) -> Array:
        """Return the points of prepared inputs, float32 array of shape (n_samples, latent_size)."""
        return self.encoder.run({INPUT: x})[OUTPUT]

    def decode(self, points: Array) -> Array:
        """Return outputs for points, array of shape (n_samples, ...)."""
        return self.decoder.run({INPUT: points})[OUTPUT]


def halves_of(network: Any, space: LatentSpace) -> tuple[Any, Any]:
    """Cut a Keras model in two: up to the mean of its latent values, and from the draw to its output."""
    import keras  # A process that only serves has no Keras.

    return keras.Model(network.input, network.get_layer(space.mean).output), keras.Model(network.get_layer(space.node).output, network.output)


def points_of(network: Any, spec: JobSpec, x: Ports) -> Array | None:
    """Return the points that prepared inputs are encoded as; None where the network has no latent space.

    Args:
        network: A Keras model.
        spec: The checked spec that it was trained by.
        x: Inputs as it takes them, by port.
    """
    space = latent_space(spec)
    return None if space is None else called_once(halves_of(network, space)[0], as_fed(x))


def called_once(half: Any, x: Array) -> Array:
    """Call a Keras model once; for so few samples that takes less time than making a graph of it."""
    return np.asarray(half(x, training=False))
