"""Differences of two sets of arrays, by name."""

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.evaluation.record import Record

#: Most names of arrays that are listed.
MAX_NAMES = 20


class Differences(Record):
    """How far numbers differ from those recorded."""

    n_values: int = Field(description="Number of recorded values.")
    n_different: int = Field(description="Number of those that differ in any bit.")
    largest: float | None = Field(description="Largest absolute difference; null where it is not finite, and where none could be compared.")
    largest_relative: float | None = Field(
        description="Largest difference of an array, relative to the largest recorded value of that array; null as `largest`."
    )
    incomparable: list[str] = Field(description="Names of arrays that are missing on one side, or of another shape; at most 20.")

    @property
    def are_none(self) -> bool:
        """Return whether everything is equal, bit by bit."""
        return not self.n_different and not self.incomparable


def differences(found: Mapping[str, Array], recorded: Mapping[str, Array]) -> Differences:
    """Compare arrays with recorded ones, in 64-bit floats.

    Args:
        found: The arrays, by name.
        recorded: Those that are expected.
    """
    others = [name for name in {**recorded, **found} if name not in found or name not in recorded or found[name].shape != recorded[name].shape]
    pairs = [(found[name], array) for name, array in recorded.items() if name not in others]
    largest = [_largest(one, other) for one, other in pairs]
    absolute, relative = (_finite(max(side, default=0.0)) for side in zip(*largest, strict=True)) if largest else (None, None)
    n_lost = sum(recorded[name].size for name in others if name in recorded)
    return Differences(
        n_values=sum(array.size for array in recorded.values()),
        n_different=n_lost + sum(_n_different(one, other) for one, other in pairs),
        largest=absolute,
        largest_relative=relative,
        incomparable=others[:MAX_NAMES],
    )


def _n_different(found: Array, recorded: Array) -> int:
    is_float = found.dtype.kind == recorded.dtype.kind == "f"
    both_nan = np.isnan(found) & np.isnan(recorded) if is_float else np.zeros(found.shape, bool)
    return int(np.count_nonzero((found != recorded) & ~both_nan))


def _largest(found: Array, recorded: Array) -> tuple[float, float]:
    """Return the largest absolute difference of two arrays, and that relative to the largest recorded value."""
    one, other = found.astype(np.float64), recorded.astype(np.float64)
    same = (one == other) | (np.isnan(one) & np.isnan(other))  # Infinite values have no difference.
    with np.errstate(invalid="ignore"):
        largest = float(np.max(np.abs(one - other), where=~same, initial=0.0))
    scale = float(np.max(np.abs(other), where=np.isfinite(other), initial=0.0))
    return largest, largest / scale if scale else largest


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
