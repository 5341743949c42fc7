"""Which errors of a database may pass, on both databases."""

import sqlite3

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError, PendingRollbackError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from service.store.outages import is_outage


def of_sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("locked, or not")
    error.sqlite_errorcode = code
    return OperationalError("UPDATE", {}, error)


def of_postgresql(error: psycopg.Error) -> DBAPIError:
    """Return an error as SQLAlchemy wraps it."""
    kinds = {psycopg.OperationalError: OperationalError, psycopg.InternalError: InternalError, psycopg.ProgrammingError: ProgrammingError}
    kind = next(kind for base, kind in kinds.items() if isinstance(error, base))
    return kind("UPDATE", {}, error)


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("connection refused"),
        errors.ConnectionTimeout(),
        errors.AdminShutdown(),
        errors.CrashShutdown(),
        errors.CannotConnectNow(),
        errors.TooManyConnections(),
        errors.DiskFull(),
        errors.SerializationFailure(),
        errors.DeadlockDetected(),
        errors.LockNotAvailable(),
        errors.ReadOnlySqlTransaction(),
        errors.IoError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_server_that_is_away_or_busy_may_come_back(error: psycopg.Error) -> None:
    assert is_outage(of_postgresql(error))


@pytest.mark.parametrize(
    "error", [errors.UndefinedTable(), errors.InvalidPassword(), errors.InFailedSqlTransaction(), errors.InsufficientPrivilege()]
)
def test_what_a_server_refuses_it_refuses_again(error: psycopg.Error) -> None:
    assert not is_outage(of_postgresql(error))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR_WRITE])
def test_a_locked_file_may_be_free_later(code: int) -> None:
    assert is_outage(of_sqlite(code))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_READONLY])
def test_a_damaged_file_stays_so(code: int) -> None:
    assert not is_outage(of_sqlite(code))


def test_a_connection_that_was_closed_is_an_outage_whatever_the_error_says() -> None:
    assert is_outage(DBAPIError("COMMIT", {}, errors.IdleInTransactionSessionTimeout(), connection_invalidated=True))
    assert is_outage(PoolTimeoutError())


def test_errors_of_the_caller_are_none() -> None:
    assert not is_outage(IntegrityError("INSERT", {}, errors.UniqueViolation()))
    assert not is_outage(PendingRollbackError())
    assert not is_outage(ValueError())
