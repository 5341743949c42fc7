"""How long the recorded steps take within a request, beside reading it."""

from contextvars import ContextVar, Token
from typing import Self


class Stopwatch:
    """Adds up the time of all steps within a `with` block, in whatever thread it lets them run.

    Attributes:
        seconds: Their sum.
    """

    __slots__ = ("_token", "seconds")

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> Self:
        self._token: Token[Stopwatch | None] = _watch.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        _watch.reset(self._token)


_watch: ContextVar[Stopwatch | None] = ContextVar("steps", default=None)


def running_watch() -> Stopwatch | None:
    """Return the stopwatch whose `with` block this is in; None outside of one."""
    return _watch.get()
