"""The layer that draws the latent values of a variational autoencoder."""

from typing import Any, ClassVar, Literal

from models.specs.layers.merging import Merge


class Sampling(Merge):
    """Draw from the normal distribution of a mean and a log-variance (in this order), in training only; give the mean itself otherwise."""

    rank: ClassVar[int] = 130
    most: ClassVar[int | None] = 2
    parts: ClassVar[tuple[str, ...]] = ("half", "deviation", "zeros", "noise", "shift")
    layer: Literal["Sampling"]

    def keras_class(self) -> Any:
        return _Draw


class _Draw:
    """Draws mean + exp(log_variance / 2) * noise; noise is 0 outside of training, which leaves the mean.

    There is no class of our own in the network's file, so that plain `keras.models.load_model` opens it. The noise is that of a
    GaussianNoise layer over zeros; its generator is a variable of the network, and goes with it into snapshots.

    Source: Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014, section 2.4 (the reparameterization).

    Args:
        name: Name of the layer that gives the draw; those before it have the same one, a dot and their part.
    """

    def __init__(self, name: str) -> None:
        import keras  # Late: where specs are only checked, TensorFlow is not imported.

        self._half = keras.layers.Rescaling(0.5, name=f"{name}.half")
        self._deviation = keras.layers.Activation("exponential", name=f"{name}.deviation")
        self._zeros = keras.layers.Rescaling(0.0, name=f"{name}.zeros")
        self._noise = keras.layers.GaussianNoise(1.0, name=f"{name}.noise")
        self._shift = keras.layers.Multiply(name=f"{name}.shift")
        self._draw = keras.layers.Add(name=name)

    def __call__(self, given: list[Any]) -> Any:
        """Return the draw, a Keras tensor.

        Args:
            given: Mean and log-variance, Keras tensors of equal shape.
        """
        mean, log_variance = given
        noise = self._noise(self._zeros(mean))
        return self._draw([mean, self._shift([self._deviation(self._half(log_variance)), noise])])
