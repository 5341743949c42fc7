"""Several faults of a file in one message."""

from collections.abc import Sequence

#: Most faults that a message lists.
MAX_LISTED = 20


def joined_faults(faults: Sequence[str], n_faults: int | None = None) -> str:
    """Return faults as one message: the first of them, and how many more there are.

    Args:
        faults: Some of them, the first ones.
        n_faults: Number of all of them; that of `faults` when left out.
    """
    named = faults[:MAX_LISTED]
    rest = (len(faults) if n_faults is None else n_faults) - len(named)
    return "; ".join(named) + (f"; and {rest:,} more" if rest > 0 else "")
