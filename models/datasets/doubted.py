"""What of a data set has more than one meaning."""

from dataclasses import dataclass

from models.core.errors import Fault


@dataclass(frozen=True)
class Doubted:
    """What of a data set has more than one meaning, which only the caller can settle.

    Args:
        faults: Why a spec that uses the set is refused.
        labels: Why one that predicts its labels is refused; a warning for another.
        warnings: Probable mistakes.
    """

    faults: tuple[Fault, ...] = ()
    labels: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
