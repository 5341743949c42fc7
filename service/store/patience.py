"""Patience with a database that does not answer: its calls are repeated until it does, or for too long."""

import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

from sqlalchemy.exc import SQLAlchemyError

from service.store.outages import is_outage

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

#: Seconds from the first failure of a call to its repetition; each further pause is twice as long, up to the second number.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.05, 1.0
#: Seconds for which a call is repeated by a process that is to stop.
STOPPING_S = 3.0


class Patience:
    """Repeats calls in an outage of the database.

    A call is also repeated when its connection was cut while it committed, so that nobody knows whether it did. Such a call must have the same
    effect, and the same result, once and twice.

    Args:
        seconds: How long a call is repeated after its first failure.
        stopping: Tells whether the process is to stop: then calls are repeated for three seconds at most.
        clock: Returns seconds; that of the machine when left out.
        sleep: Waits for seconds; on that clock.
    """

    def __init__(
        self,
        seconds: float,
        stopping: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds, self._stopping, self._clock, self._sleep = seconds, stopping, clock, sleep

    def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a call, and repeat it in an outage.

        Raises:
            SQLAlchemyError: The call failed for another reason, or the outage lasts too long.
        """
        try:
            return call(*args, **kwargs)
        except SQLAlchemyError as error:
            if not is_outage(error) or self._seconds <= 0:
                raise
            log.warning("The database does not answer; trying again for up to %.0f s.", self._seconds, extra={"error": str(error)})
        return self._repeat(partial(call, *args, **kwargs))

    def _repeat(self, call: Callable[[], T]) -> T:
        began = self._clock()
        for pause_s in _pauses():
            self._sleep(pause_s)
            try:
                result = call()
            except SQLAlchemyError as error:
                if not is_outage(error) or self._is_exhausted(self._clock() - began):
                    raise
            else:
                break
        log.info("The database answers again after %.1f s.", self._clock() - began)
        return result

    def _is_exhausted(self, lasted_s: float) -> bool:
        return lasted_s >= (min(STOPPING_S, self._seconds) if self._stopping() else self._seconds)


#: For processes that others call, and that know best how long they can wait: errors are raised at once.
NO_PATIENCE = Patience(0.0)


def _pauses() -> Iterator[float]:
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)


class _PatientStore:
    """Passes the calls of a store's methods on, with patience."""

    def __init__(self, store: object, patience: Patience) -> None:
        self._store, self._patience = store, patience

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        return partial(self._patience.run, found) if callable(found) else found


def patient(store: T, patience: Patience) -> T:
    """Return a store whose calls are repeated in an outage.

    Args:
        store: The store. Each of its methods has the same effect once and twice; tests of the store hold all methods to it.
        patience: How long they are repeated.
    """
    return cast("T", _PatientStore(store, patience))
