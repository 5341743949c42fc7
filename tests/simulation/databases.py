"""The real database class over SQLite in memory, with faults before, at and after each transaction, and properties checked after each commit."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import OperationalError

from service.store.changed import announce_nothing
from service.store.database import Database
from service.store.tables import metadata
from tests.simulation.faults import Faults
from tests.simulation.properties import Properties
from tests.simulation.scheduler import World

URL = "sqlite://"


class Storage:
    """The one database of all worlds, one after another; its engine keeps what it has compiled."""

    def __init__(self) -> None:
        self.raw = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.raw.execute("PRAGMA foreign_keys=ON")
        pool = {"creator": lambda: self.raw, "poolclass": StaticPool, "pool_reset_on_return": None}
        self.engine: Engine = create_engine(URL, hide_parameters=True, **pool)
        event.listen(self.engine, "begin", lambda _: self.raw.execute("BEGIN"))
        metadata.create_all(self.engine)
        self._empty = self.raw.serialize()

    def clear(self) -> None:
        """Empty all tables."""
        self.raw.deserialize(self._empty)
        self.raw.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()
        self.raw.close()


class SimulatedDatabase(Database):
    """A database whose transactions are points where others go on, and where faults strike.

    A transaction happens at one moment: those of SQLite, which has one writer, have no moments in between.

    Args:
        storage: Where the tables are.
        world: The world.
        faults: What goes wrong.
        properties: Checked after each commit.
    """

    def __init__(self, storage: Storage, world: World, faults: Faults, properties: Properties) -> None:
        self.url, self._announce = URL, announce_nothing
        self._engine = storage.engine
        self._world, self._faults, self._properties = world, faults, properties

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        self._reach()
        with super().reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        self._reach()
        with super().writing() as connection:
            yield connection
            if self._faults.strikes("commit unknown"):
                self._world.note("a transaction is lost at its commit")
                raise self._lost("COMMIT")
        self._properties.check_commit()
        self._world.step(self._faults.latency_s())
        if self._faults.strikes("commit unknown"):
            self._world.note("a transaction is committed, and its writer does not know")
            raise self._lost("COMMIT")

    def close(self) -> None:
        """Do nothing: the database is that of all processes."""

    def _reach(self) -> None:
        self._world.step(self._faults.latency_s())
        if self._faults.database_is_away:
            raise self._lost("BEGIN")

    def _lost(self, statement: str) -> OperationalError:
        self._faults.n_harms += 1
        error = sqlite3.OperationalError("server closed the connection unexpectedly (simulated)")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        return OperationalError(statement, {}, error, hide_parameters=True, connection_invalidated=True)
