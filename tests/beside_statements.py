"""What happens beside the statements of a database: what another process does at just that moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def after_each_statement(happen: Callable[..., Any]) -> Iterator[None]:
    """Let something happen after each statement of any engine, within the block.

    Args:
        happen: Called with the arguments of SQLAlchemy's event: connection, cursor, statement and others.
    """
    event.listen(Engine, "after_cursor_execute", happen)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", happen)
