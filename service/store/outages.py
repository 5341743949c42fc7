"""Outages of the database: which errors they show as."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

#: Classes of PostgreSQL's error codes, and codes, after which the same statement may succeed later: no connection, a transaction that another
#: one made impossible, too few resources, a server that stops or starts, a lock that is held, a failure of its system, and a standby server that
#: takes no writes yet.
_PASSING_CLASSES = ("08", "40", "53", "57P", "58")
_PASSING_CODES = frozenset({"55P03", "57014", "25006"})
#: The same of SQLite: locked by another, a failure of its file system, no room.
_PASSING_SQLITE = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_FULL}
)


def is_outage(error: Exception) -> bool:
    """Tell whether an error may pass: the database does not answer, is locked, starts or stops, or has no room.

    What was being committed may have been committed: a call is repeated only if it does no harm then.
    """
    if isinstance(error, PoolTimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig) in _PASSING_SQLITE
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError)  # No connection.
    return isinstance(error, OperationalError | InternalError) and (state in _PASSING_CODES or state.startswith(_PASSING_CLASSES))


def _sqlite_code(error: sqlite3.Error) -> int | None:
    """Return the primary code of an error, without its detail."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
