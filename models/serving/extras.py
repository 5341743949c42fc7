"""Columns of the body of a prediction that the model does not know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field


@dataclass
class Extras:
    """Columns of a body that the model does not know.

    Args:
        are_ignored: Whether they are passed over; otherwise they are refused.
        found: Those that were passed over, in order.
    """

    are_ignored: bool = False
    found: list[str] = field(default_factory=list)

    def taken_out(self, names: Iterable[str], known: Collection[str]) -> list[str]:
        """Return the names that the model does not know and that have to be refused; note those that are passed over.

        Args:
            names: Names of the columns of the body.
            known: Names that rows may have.
        """
        unknown = [name for name in names if name not in known]
        if not self.are_ignored:
            return unknown
        self.found += [name for name in unknown if name not in self.found]
        return []
