"""A request that waits for a model, and what it gets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, TypeAlias

import numpy as np

from models.core.arrays import Ports

#: What requests of one batch have in common: of each input the shape of a row, and the type.
Form: TypeAlias = tuple[object, ...]


class CallerLeftError(Exception):
    """The caller of a request no longer waits."""


@dataclass(slots=True)
class Computed:
    """The outputs for a request.

    Args:
        outputs: Outputs by port, arrays of shape (n_rows, ...).
        queue_s: Seconds that it waited for the model.
        model_s: Seconds for which the model ran for it, and for those computed together with it.
        steps_s: Seconds in which the rows of all of them were prepared; 0 where they were before.
        batch: The batch, if all rows were in one; else None.
        start: Position of the first row in the batch.
    """

    outputs: Ports
    queue_s: float
    model_s: float
    steps_s: float = 0.0
    batch: "Ran | None" = None
    start: int = 0


@dataclass(slots=True)
class Ran:
    """A batch that has run.

    Args:
        outputs: Outputs of all rows by port.
        seconds: For which the model ran.
        steps_s: In which the rows were prepared.
        made: What the first of them has made of the outputs for all.
    """

    outputs: Ports
    seconds: float
    steps_s: float = 0.0
    made: Any = None


@dataclass(eq=False, slots=True)
class Waiting:
    """A request that waits. It ends once: with its outputs, with the first error of a part of it, or because its caller has left.

    Args:
        x: Inputs by port, arrays of shape (n_rows, ...).
        n_rows: Number of rows, at least 1.
        done: Called on the event loop, once, with its outputs, or with the error that ended it.
        is_wanted: Tells whether its caller still waits.
        prepare: Prepares the rows of a whole batch; None where they are prepared.
    """

    x: Ports
    n_rows: int
    done: Callable[[Computed | Exception], None]
    is_wanted: Callable[[], bool]
    prepare: Callable[[Ports], Ports] | None = None
    since: float = field(default_factory=perf_counter)
    n_begun: int = 0
    has_ended: bool = False
    _parts: list[Ports] = field(default_factory=list)
    _queue_s: float = 0.0
    _model_s: float = 0.0
    _steps_s: float = 0.0

    @property
    def form(self) -> Form:
        """Return what requests of one batch have in common."""
        return (self.prepare, *((array.shape[1:], array.dtype) for array in self.x.values()))

    @property
    def n_left(self) -> int:
        """Return the number of rows that have not begun."""
        return self.n_rows - self.n_begun

    def is_over(self) -> bool:
        """Tell whether nothing is to be computed for it; one whose caller has left ends."""
        if not self.has_ended and not self.is_wanted():
            self.end(CallerLeftError("the caller no longer waits"))
        return self.has_ended

    def begin(self, n_rows: int, now: float) -> Ports:
        """Return its next rows, which now begin."""
        if self.n_begun == 0:
            self._queue_s = now - self.since
        start, self.n_begun = self.n_begun, self.n_begun + n_rows
        return self.x if n_rows == self.n_rows else {name: array[start : self.n_begun] for name, array in self.x.items()}

    def take(self, part: Ports, ran: Ran, start: int) -> None:
        """Take the outputs for the rows that began last; with those of all rows it has ended.

        Args:
            part: The outputs.
            ran: The batch.
            start: Position of the first of these rows in it.
        """
        self._model_s += ran.seconds
        self._steps_s += ran.steps_s
        self._parts.append(part)
        if self.n_left:
            return
        if len(self._parts) == 1:
            self.end(Computed(part, self._queue_s, self._model_s, self._steps_s, ran, start))
            return
        outputs = {name: np.concatenate([each[name] for each in self._parts]) for name in part}
        self.end(Computed(outputs, self._queue_s, self._model_s, self._steps_s))

    def end(self, result: Computed | Exception) -> None:
        """Report how it ended, unless it has ended before."""
        if not self.has_ended:
            self.has_ended = True
            self.done(result)
