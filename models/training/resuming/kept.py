"""What an object of a fit keeps in a resume point."""

from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from models.core.arrays import Array


@dataclass(frozen=True)
class Kept:
    """The state of an object of a fit.

    Args:
        values: JSON values by name; NaN and infinity are allowed.
        arrays: Arrays in an order that the object knows.
    """

    values: dict[str, Any] = field(default_factory=dict)
    arrays: tuple[Array, ...] = ()


@runtime_checkable
class Keeps(Protocol):
    """An object of a fit whose state a resume point has."""

    def keep(self) -> Kept:
        """Return its state, copied: the fit goes on while it is written."""

    def take_up(self, kept: Kept) -> None:
        """Continue from a state."""
