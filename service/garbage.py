"""What stays in memory is kept from the garbage collection: it need not be looked through, neither while it is made nor again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Loads of models from one thaw to the next: each load beside requests left 3 kB of them, which are 0.8 MB then.
LOADS_PER_THAW = 256


@contextmanager
def without_collections() -> Iterator[None]:
    """Do not look for garbage within the `with` block: imports make next to none, and a fifth of their time was looking for it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def freeze_what_is_loaded(*, is_thawed: bool = False) -> None:
    """Keep what exists now from later collections, in which nothing else runs: with the application in them, they took 0.2 s.

    What is released later is still freed, unless it is a part of a cycle: modules are for ever, and loaded models are in none. But requests that are
    in work now may be, and stay.

    Args:
        is_thawed: Whether to look through all that was frozen before, too, which frees what has stayed and takes those 0.2 s.
    """
    if is_thawed:
        gc.unfreeze()
    gc.collect()  # What is garbage already would stay for ever. It looks only at what has come since the last time.
    gc.freeze()
