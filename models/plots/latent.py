"""The latent space of a variational autoencoder: points of samples, and the plane in which they are drawn."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.core.arrays import Array, as_fed
from models.plots.rows import DrawnPart, drawn_parts
from models.plots.run import Run
from models.serving.compiled.latent import called_once, halves_of
from models.specs.learned import latent_space


@dataclass(frozen=True)
class LatentPlane:
    """The plane in which latent points are drawn.

    Args:
        centre: Its origin, float64 array of shape (latent_size,).
        axes: Two unit vectors, float64 array of shape (2, latent_size); of a latent space of one value the second is zero.
        spread: Standard deviation of the points along each.
        shares: Share of the variance of the points along each; None where the plane is the latent space itself.
    """

    centre: Array
    axes: Array
    spread: Array
    shares: list[float] | None

    @classmethod
    def of(cls, points: Array) -> "LatentPlane":
        """Return the space itself where it is a plane, else the first two principal axes of points of shape (n_samples, latent_size)."""
        size = points.shape[1]
        if size <= 2:
            return cls(np.zeros(size), np.eye(2, size), np.ones(2), None)
        centre = points.mean(axis=0)
        _, lengths, axes = np.linalg.svd(points - centre, full_matrices=False)
        variances = lengths**2 / max(1, len(points) - 1)
        return cls(centre, axes[:2], np.sqrt(variances[:2]), (variances[:2] / (variances.sum() or 1.0)).tolist())

    def drawn(self, points: Array) -> Array:
        """Return latent points by their two coordinates in the plane, float64 array of shape (n_samples, 2)."""
        drawn: Array = (points - self.centre) @ self.axes.T
        return drawn

    def point(self, coordinates: Array) -> Array:
        """Return the latent points of coordinates in units of `spread`, array of shape (n_points, 2)."""
        points: Array = self.centre + (coordinates * self.spread) @ self.axes
        return points


@dataclass(frozen=True)
class Encoded:
    """Samples with their latent points.

    Args:
        part: The samples, of the test part where there is one.
        points: Their latent points, float64 array of shape (n_samples, latent_size).
        decoder: The decoder as a Keras model.
    """

    part: DrawnPart
    points: Array
    decoder: Any


def encoded(run: Run) -> Encoded:
    """Encode samples of a job's data by its own model."""
    space = latent_space(run.spec)
    if space is None:
        raise TypeError("expected a model with a latent space, got one without")
    runtime: Any = run.predictor.runtime
    encoder, decoder = halves_of(runtime.model, space)
    part = drawn_parts(run.raw)[-1]
    x = run.predictor.prepare(dict.fromkeys(run.content.signature.inputs, part.inputs))
    return Encoded(part, called_once(encoder, as_fed(x)).astype(np.float64), decoder)


def decoded(found: Encoded, points: Array) -> Array:
    """Return what the decoder makes of latent points of shape (n_points, latent_size)."""
    return called_once(found.decoder, points.astype(np.float32))
