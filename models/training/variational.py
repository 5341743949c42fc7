"""The training step of a variational autoencoder."""

from math import prod
from typing import Any

import keras
from keras import ops

from models.building.network import metrics_of
from models.specs.training import Training
from models.specs.variational import PARTS, VariationalLoss


def divergence(mean: keras.KerasTensor, log_variance: keras.KerasTensor) -> keras.KerasTensor:
    """Return the Kullback-Leibler divergence of normal distributions from the standard one.

    Args:
        mean: Means, float32 tensor of shape (n_samples, n_values).
        log_variance: Logarithms of the variances, of the same shape.

    Returns:
        Float32 tensor of shape (n_samples,): -1/2 sum(1 + log_variance - mean^2 - exp(log_variance)) of each sample.

    Source: Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014, appendix B.
    """
    return -0.5 * ops.sum(1.0 + log_variance - ops.square(mean) - ops.exp(log_variance), axis=-1)


def reconstruction_error(name: str, x: keras.KerasTensor, answer: keras.KerasTensor) -> keras.KerasTensor:
    """Return how far answers are from inputs, summed over the values of each sample.

    Args:
        name: Keras' name of a loss of one value: "binary_crossentropy" or "mean_squared_error".
        x: Inputs, float32 tensor of shape (n_samples, ...).
        answer: What the network made of them, of the same shape.

    Returns:
        Float32 tensor of shape (n_samples,).
    """
    flat = (-1, prod(answer.shape[1:]))
    return flat[1] * getattr(keras.losses, name)(ops.reshape(x, flat), ops.reshape(answer, flat))


class VariationalFit(keras.Model):  # type: ignore[misc]
    """Trains a network of stock layers by a variational loss; it shares all its variables and its optimizer with it.

    It exists while the network is fitted: what is saved is the network.

    Args:
        network: A functional model, compiled.
        training: How it is fitted; its loss is a variational one.
    """

    def __init__(self, network: keras.Model, training: Training) -> None:
        super().__init__()
        if not isinstance(training.loss, VariationalLoss):
            raise TypeError(f"expected a variational loss, got {training.loss}")
        self.network, self._loss = network, training.loss
        latent = [network.get_layer(name).output for name in (training.loss.mean, training.loss.log_variance)]
        self._measured = keras.Model(network.input, [network.output, *latent])
        self._trackers = [keras.metrics.Mean(name=name) for name in PARTS]
        self.compile(optimizer=network.optimizer, metrics=metrics_of(training, network.output_names[0]))

    def call(self, x: Any, training: bool | None = None) -> Any:
        """Return the answer, and mean and log-variance of the latent values."""
        return self._measured(x, training=training)

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True) -> Any:
        """Return the mean over a batch, and keep what it is the sum of."""
        answer, mean, log_variance = y_pred
        parts = reconstruction_error(self._loss.reconstruction, y, answer), divergence(mean, log_variance)
        for tracker, values in zip(self._trackers, parts, strict=True):
            tracker.update_state(values)
        return ops.mean(parts[0]) + self._loss.beta * ops.mean(parts[1]) + sum(self.losses)

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """Measure the answers alone."""
        measured: dict[str, Any] = super().compute_metrics(x, y, y_pred[0], sample_weight)
        return measured


def fitted_form(network: keras.Model, training: Training) -> keras.Model:
    """Return what is fitted in place of a compiled network: for a variational loss a model round it, else the network itself."""
    return VariationalFit(network, training) if isinstance(training.loss, VariationalLoss) else network
