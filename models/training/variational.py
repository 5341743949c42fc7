"""The training step of a variational autoencoder."""

from math import prod
from typing import Any

import keras
from keras import ops

from models.building.network import metrics_of
from models.specs.losses_and_metrics import PARTS, VariationalLoss
from models.specs.training import Training


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


def reconstruction_error(name: str, x: keras.KerasTensor, reconstruction: keras.KerasTensor) -> keras.KerasTensor:
    """Return the reconstruction error, summed over the values of each sample.

    Args:
        name: Keras' name of a loss of one value: "binary_crossentropy" or "mean_squared_error".
        x: Inputs, float32 tensor of shape (n_samples, ...).
        reconstruction: Outputs of the network, of the same shape.

    Returns:
        Float32 tensor of shape (n_samples,).
    """
    flat = (-1, prod(reconstruction.shape[1:]))
    return flat[1] * getattr(keras.losses, name)(ops.reshape(x, flat), ops.reshape(reconstruction, flat))


class VariationalFit(keras.Model):  # type: ignore[misc]
    """Trains a network with a variational loss; shares all variables and the optimizer with it.

    It is only used for the fit: the network itself is saved.

    Args:
        network: A compiled functional model.
        training: How it is fitted, with a variational loss.
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
        """Return the output, and mean and log-variance of the latent values."""
        return self._measured(x, training=training)

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True) -> Any:
        """Return the mean loss of a batch, and track its two parts."""
        output, mean, log_variance = y_pred
        parts = reconstruction_error(self._loss.reconstruction, y, output), divergence(mean, log_variance)
        for tracker, values in zip(self._trackers, parts, strict=True):
            tracker.update_state(values)
        return ops.mean(parts[0]) + self._loss.beta * ops.mean(parts[1]) + sum(self.losses)

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """Compute the metrics of the output."""
        measured: dict[str, Any] = super().compute_metrics(x, y, y_pred[0], sample_weight)
        return measured


def fitted_form(network: keras.Model, training: Training) -> keras.Model:
    """Return the model to fit for a compiled network: a VariationalFit for a variational loss, else the network."""
    return VariationalFit(network, training) if isinstance(training.loss, VariationalLoss) else network
