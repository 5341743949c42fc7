"""Temperatures applied to a distribution over symbols: the weights that texts are drawn by, and whole distributions."""

from collections.abc import Sequence
from math import isfinite
from typing import Annotated

import numpy as np
from pydantic import Discriminator, Field, Tag

from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.faults import pointer_of
from models.core.part import Part
from models.specs.training import FOR_ALL, PER_PORT, form_of

#: Most probabilities of all resulting distributions together.
MAX_VALUES = 1_000_000
#: Largest difference of the sum of probabilities from 1: probabilities written with two or three digits do not sum to 1 exactly.
TOLERANCE = 0.02

Number = Annotated[float, Field(strict=True)]
Values = Annotated[list[Number], Field(min_length=1, max_length=100_000, fail_fast=True)]
ByLabel = Annotated[dict[Annotated[str, Field(max_length=1_000)], Number], Field(min_length=1, max_length=100_000)]


class TemperatureSpec(Part):
    """A distribution, and temperatures to apply to it."""

    probabilities: Annotated[Annotated[Values, Tag(FOR_ALL)] | Annotated[ByLabel, Tag(PER_PORT)], Discriminator(form_of)] = Field(
        description="Probabilities that sum to 1, as a list, or as an object by label."
    )
    temperatures: list[Annotated[float, Field(strict=True, ge=0, le=100)]] = Field(
        min_length=1,
        max_length=100,
        description="Temperatures: below 1 likely symbols become likelier, above 1 unlikely ones; 0 is the limit, the likeliest symbol only.",
    )


def tempered(probabilities: Array, temperature: float) -> Array:
    """Return the weights of symbols: exp(log p / T), which is p to the power of 1 / T, without a logarithm of 0.

    The likeliest symbol has weight 1; a symbol of probability 0 has weight 0 at any temperature.

    Args:
        probabilities: Array of shape (n_symbols,).
        temperature: T, above 0; 0 for the limit, in which only the likeliest symbols have a weight.

    Source: chapter Keras part 2, section on generating text.
    """
    weights: Array = probabilities.astype(np.float64)
    weights /= weights.max()
    if temperature == 0:
        return np.equal(weights, 1).astype(np.float64)
    return weights if temperature == 1 else weights ** (1 / temperature)


def distributions(spec: TemperatureSpec) -> list[list[float]] | list[dict[str, float]]:
    """Apply each temperature to a distribution.

    Returns:
        A distribution for each temperature, in the form of the given one.

    Raises:
        InputError: The given values are not probabilities.
    """
    given = spec.probabilities
    values = given if isinstance(given, list) else list(given.values())
    names: Sequence[str | int] = list(given) if isinstance(given, dict) else range(len(values))
    _require_probabilities(values, names)
    if len(values) * len(spec.temperatures) > MAX_VALUES:
        detail = f"expected at most {MAX_VALUES:,} probabilities for all temperatures together, got {len(values) * len(spec.temperatures):,}"
        raise InputError([Fault("/temperatures", detail)])
    weights = (tempered(np.array(values), temperature) for temperature in spec.temperatures)
    found = [(each / each.sum()).tolist() for each in weights]
    return [dict(zip(given, row, strict=True)) for row in found] if isinstance(given, dict) else found


def _require_probabilities(values: list[float], names: Sequence[str | int]) -> None:
    faults = [
        Fault(pointer_of(["probabilities", name]), f"expected a probability from 0 to 1, got {value:g}")
        for name, value in zip(names, values, strict=True)
        if not (isfinite(value) and 0 <= value <= 1 + TOLERANCE)
    ]
    if faults:
        raise InputError(faults[:10])
    total = sum(values)
    if abs(total - 1) > TOLERANCE:
        detail = f"expected probabilities that sum to 1 (within {TOLERANCE}), got a sum of {total:g}; divide each by the sum"
        raise InputError([Fault("/probabilities", detail)])
