"""Whether larger or smaller values of a figure are better."""

from enum import StrEnum


class Direction(StrEnum):
    """Which of two values of a figure is better."""

    HIGHER = "higher"
    LOWER = "lower"

    def gain(self, old: float, new: float) -> float:
        """Return by how much a new value is better than an old one; negative where it is worse."""
        return new - old if self is Direction.HIGHER else old - new
