"""A database: SQLite in WAL mode on a laptop, PostgreSQL elsewhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

import migrations
from service.needed_packages import require_driver
from service.store.changed import Announce, announce_nothing, collect_changed

if TYPE_CHECKING:
    from alembic.config import Config

#: Errors of SQLite when its files cannot grow: the database, the log of changes, and the index of the log. A limit of the system on the size of files
#: gives an error of writing.
SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
#: State of a statement for which PostgreSQL's disk was full. Its driver is a package of an extra, and not imported here.
DISK_FULL = "53100"
#: Seconds a SQLite writer waits for another one.
BUSY_TIMEOUT_S = 30
#: Parameters of connections to PostgreSQL that its URL may set otherwise: without them, a server that vanished from the network is waited for
#: for minutes. Seconds, and milliseconds of `tcp_user_timeout`.
CONNECTED_WITHIN = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}

#: A statement that a standby server of PostgreSQL refuses, and that changes nothing.
_NO_WRITE = text("UPDATE jobs SET state = state WHERE 1 = 0")


class PoolUse(NamedTuple):
    """Connections of a process to its database.

    Attributes:
        n_used: Those in use.
        n_idle: Open ones that wait for use.
    """

    n_used: int
    n_idle: int


class Database:
    """Connections and transactions. Its errors do not quote the values of a statement, which are the callers'.

    Args:
        url: SQLAlchemy URL.
        announce: Is given the ids of the jobs that a transaction has changed, after its commit.

    Raises:
        MissingExtraError: It names PostgreSQL, whose driver is not installed.
    """

    def __init__(self, url: str, announce: Announce = announce_nothing) -> None:
        self.url, self._announce = url, announce
        self._engine = _sqlite_engine(url) if make_url(url).get_backend_name() == "sqlite" else _postgresql_engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a short read-only transaction."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a short writing transaction: committed at the end, rolled back if the block raises."""
        with self._engine.connect() as connection:
            connection.execution_options(modelbook_writes=True)
            changed = collect_changed(connection)
            with connection.begin():
                yield connection
        if changed:
            self._announce(changed)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a read-only transaction whose statements all see the same moment; on SQLite each transaction does."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    def ping(self) -> None:
        """Check the connection; raises SQLAlchemyError if it fails."""
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    def ping_writing(self) -> None:
        """Check that the database takes writes, without one; raises SQLAlchemyError if it does not."""
        with self.writing() as connection:
            connection.execute(_NO_WRITE)

    @property
    def pool_use(self) -> PoolUse:
        """Return its connections; none are counted of a database in memory."""
        pool = self._engine.pool
        return PoolUse(pool.checkedout(), pool.checkedin()) if isinstance(pool, QueuePool) else PoolUse(0, 0)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    """Make an engine that takes SQLite's write lock at the start of a writing transaction.

    A transaction that reads first and writes later can fail immediately with "database is locked"; one that takes the
    lock at its start waits for it.
    """
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("modelbook_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: str) -> Engine:
    require_driver(url)
    from service.store.bounded_connection import BoundedConnection  # Its driver is a package of an extra.

    given = make_url(url).query
    bounds = {name: value for name, value in CONNECTED_WITHIN.items() if name not in given}
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=bounds)

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, arguments: Any, parameters: Any) -> Any:
        return BoundedConnection.connect(*arguments, **parameters)

    return engine


def sqlite_files(path: Path) -> list[Path]:
    """Return the files of a SQLite database, of which some exist only now and then."""
    return [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal")]


def files_of(url: str) -> list[Path]:
    """Return the files of a database; none for one on a server or in memory."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return sqlite_files(Path(parsed.database or "")) if is_file else []


def lock(connection: Connection, name: str) -> None:
    """Lock a name until the writing transaction ends: others that lock it wait. SQLite has one writing transaction at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def is_full(error: OperationalError) -> bool:
    """Tell whether a statement failed because the disk of the database is full."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return error.orig.sqlite_errorcode in SQLITE_FULL
    return getattr(error.orig, "sqlstate", None) == DISK_FULL


def migrate(url: str) -> None:
    """Migrate a database to the newest schema.

    Args:
        url: SQLAlchemy URL.

    Raises:
        MissingExtraError: It names PostgreSQL, whose driver is not installed.
    """
    from alembic import command  # Imported late: only what migrates needs it, and it takes as long as a third of SQLAlchemy.

    require_driver(url)
    path = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(url), "head")


def alembic_config(url: str) -> "Config":
    """Return Alembic's configuration for a database."""
    from alembic.config import Config  # Imported late, as above.

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["url"] = url
    return config
