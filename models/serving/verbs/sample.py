"""Decode points of a latent space, drawn or given."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from models.artifact.signature import Signature
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.part import Part
from models.preprocessing.chain import Chain

#: Most samples of one request, and most values of all of them together.
MAX_SAMPLES, MAX_VALUES = 1_000, 10_000_000

# One fault of a point is enough: a million would take gigabytes.
Point = Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Field(fail_fast=True)]


class SampleSpec(Part):
    """Points to decode: drawn or given."""

    n_samples: int | None = Field(None, ge=1, le=MAX_SAMPLES, description="Number of points drawn from the standard normal distribution.")
    seed: int | None = Field(None, ge=0, lt=2**63, description="Seed of the draw: equal seeds give equal samples; random by default.")
    points: Annotated[list[Point], Field(fail_fast=True)] | None = Field(
        None, min_length=1, max_length=MAX_SAMPLES, description="Points of the latent space, instead of n_samples."
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.n_samples is None) == (self.points is None):
            raise ValueError("expected either 'n_samples' (points to draw) or 'points' (of the latent space)")
        if self.points is not None and self.seed is not None:
            raise ValueError("expected no 'seed' beside 'points': nothing is drawn")
        return self


@dataclass(frozen=True)
class Samples:
    """Decoded points.

    Args:
        points: The points, float32 array of shape (n_samples, latent_size).
        samples: The decoded samples, in the units of the raw inputs, array of shape (n_samples, ...).
    """

    points: Array
    samples: Array


def require_latent(signature: Signature) -> int:
    """Return the number of values of a latent point.

    Raises:
        InputError: The model has no latent space.
    """
    if signature.latent_size is None:
        raise InputError([Fault("", f"expected a variational autoencoder; this model, one of {signature.output.kind}, has no latent space")])
    return signature.latent_size


def draw_samples(spec: SampleSpec, signature: Signature, chain: Chain, decode: Callable[[Array], Array]) -> Samples:
    """Decode points of a latent space.

    Args:
        spec: The points.
        signature: Signature of the whole model.
        chain: Its preprocessing.
        decode: Runs its decoder on points, float32 array of shape (n_samples, latent_size).

    Raises:
        InputError: Points of another size, too many values, or a model without a latent space.
    """
    points = _points(spec, require_latent(signature))
    n_values = len(points) * prod(signature.output.output_shape)
    if n_values > MAX_VALUES:
        where = "/n_samples" if spec.points is None else "/points"
        raise InputError([Fault(where, f"expected samples of at most {MAX_VALUES:,} values in all, got {n_values:,}")])
    return Samples(points, chain.restore(decode(points)))


def _points(spec: SampleSpec, size: int) -> Array:
    if spec.points is None:
        return np.random.default_rng(spec.seed).standard_normal((spec.n_samples or 0, size)).astype(np.float32)
    faults = [
        Fault(f"/points/{index}", f"expected a point of {size} numbers, got {len(point)}")
        for index, point in enumerate(spec.points)
        if len(point) != size
    ]
    if faults:
        raise InputError(faults[:10])
    with np.errstate(over="ignore"):
        points = np.array(spec.points, np.float32)
    if not np.isfinite(points).all():
        raise InputError([Fault("/points", "expected numbers that fit 32-bit floats")])
    return points
