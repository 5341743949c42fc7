"""Ids of rows: ULIDs, which sort by the time at which they were made."""

from ulid import LaxMonotonicPolicy, ULIDGenerator

#: Counts up even within a millisecond, so that what one process makes keeps its order.
_ULIDS = ULIDGenerator(policy=LaxMonotonicPolicy())


def new_id() -> str:
    """Return an id that is greater than those that this process has made before."""
    return str(_ULIDS.generate())
