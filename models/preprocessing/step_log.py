"""What the recorded steps make of a sample, one after the other."""

from collections.abc import Sequence
from contextvars import ContextVar, Token
from typing import Self

from models.core.arrays import Array
from models.preprocessing.step import Step


class StepLog:
    """Keeps what each step gives within a `with` block, in whatever thread it lets them run."""

    def __init__(self) -> None:
        self._given: dict[int, Array] = {}

    def __enter__(self) -> Self:
        self._token: Token[StepLog | None] = _log.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        _log.reset(self._token)

    def note(self, step: Step, given: Array) -> Array:
        """Keep what a step has given, and return it."""
        self._given[id(step)] = given
        return given

    def given_by(self, steps: Sequence[Step]) -> list[Array]:
        """Return what each of the steps over an input has given, in their order."""
        return [self._given[id(step)] for step in steps]


_log: ContextVar[StepLog | None] = ContextVar("step log", default=None)


def noted(step: Step, given: Array) -> Array:
    """Return what a step has given, which is kept where somebody asks for it."""
    log = _log.get()
    return given if log is None else log.note(step, given)
