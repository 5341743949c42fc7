"""How long the recorded steps take within a request, beside reading it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter


class Stopwatch:
    """Adds up times.

    Attributes:
        seconds: Their sum.
    """

    __slots__ = ("seconds",)

    def __init__(self) -> None:
        self.seconds = 0.0


_watch: ContextVar[Stopwatch | None] = ContextVar("steps", default=None)


@contextmanager
def steps_timed() -> Iterator[Stopwatch]:
    """Add up the time of all steps within the `with` block, in whatever thread it lets them run."""
    watch = Stopwatch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


@contextmanager
def step_time() -> Iterator[None]:
    """Count the time of the `with` block where somebody asks for it."""
    watch = _watch.get()
    start = perf_counter()
    try:
        yield
    finally:
        if watch is not None:
            watch.seconds += perf_counter() - start
