"""Who uses a database besides this process, and how writers are kept out of it."""

import sqlite3

from sqlalchemy import Connection

from service.store.database import Database, files_of
from service.store.table_rows import tables_of

#: Counts the connections of clients to the same database.
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"


def n_others(database: Database) -> int:
    """Return how many other connections use a database; of a file 1 if there are any.

    Args:
        database: The database, which has no connections itself.
    """
    own = files_of(database.url)
    if own:
        return int(_is_open(str(own[0])))
    with database.reading() as connection:
        return n_beside(connection)


def n_beside(connection: Connection) -> int:
    """Return how many other connections use a database on a server; 0 for a file, of which only `n_others` can tell."""
    if connection.dialect.name != "postgresql":
        return 0
    connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")  # Within a transaction, what was seen once would be seen again.
    return int(connection.exec_driver_sql(_OTHERS).scalar_one())


def lock_out_writers(connection: Connection) -> None:
    """Let nobody else write until the transaction ends; they wait, and may read. SQLite has one writing transaction at a time anyway.

    Args:
        connection: A writing transaction, which may be idle for as long as it takes.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        quote = connection.dialect.identifier_preparer.quote
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(map(quote, tables_of(connection)))} IN EXCLUSIVE MODE")


def _is_open(path: str) -> bool:
    """Tell whether another process has a database in WAL mode open: then it cannot leave that mode, which it has again afterwards."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return True
    finally:
        connection.close()
    return False
