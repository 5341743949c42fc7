"""Connections to PostgreSQL that wait for a statement for a limited time only."""

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

#: Seconds that a statement may take: as long as a SQLite writer waits for another one.
STATEMENT_S = 30.0
#: Seconds that the check of a connection before its use may take.
CHECK_S = 5.0

T = TypeVar("T")


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed when its server does not answer.

    The timeouts of TCP do not find a server that is stopped or stuck: its system still acknowledges what it is sent.
    """

    def wait(self, gen: Generator[Any, Any, T], *args: Any, **options: Any) -> T:
        """Wait for the result of a statement, as its base does.

        Raises:
            psycopg.OperationalError: The server does not answer.
        """
        # SQLAlchemy checks a connection of its pool outside of a transaction, where nothing else is executed.
        bound_s = CHECK_S if self.autocommit else STATEMENT_S
        return super().wait(self._bounded(gen, bound_s), *args, **options)

    def _bounded(self, gen: Generator[Any, Any, T], bound_s: float) -> Generator[Any, Any, T]:
        """Pass a statement on, which yields what it waits for and is sent what is ready: now and then nothing."""
        deadline = time.monotonic() + bound_s
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() >= deadline:
                    self.pgconn.finish()  # In the middle of a statement it is of no more use.
                    raise psycopg.OperationalError(f"the server has not answered for {bound_s:.0f} s")
                wanted = gen.send(ready)
        except StopIteration as end:
            result: T = end.value
            return result
