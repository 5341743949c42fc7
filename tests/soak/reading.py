"""One look at a stack: all figures that must not grow."""

import os
from collections import Counter
from pathlib import Path

from redis import Redis
from sqlalchemy import func, select, text

from service.store.database import Database
from service.store.table_rows import tables_of
from tests.soak.processes import LASTING, Process, by_kind, processes_of
from tests.soak.stacks import Stack


class Reader:
    """Reads the figures of a stack.

    Args:
        stack: The stack.
    """

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._database = Database(stack.database_url)
        self._broker = Redis.from_url(stack.broker_url)

    def lasting(self) -> dict[str, list[int]]:
        """Return the ids of the processes that must run as long as the service, by kind."""
        found = processes_of(self._stack.roots)
        return {kind: [one.pid for one in found if one.kind == kind] for kind in LASTING}

    def figures(self) -> dict[str, float]:
        """Return the figures of this moment by name; `is_bytes` tells which are in bytes."""
        found = processes_of(self._stack.roots)
        return by_kind(found) | self._connections(found) | self._disk() | self._rows()

    def close(self) -> None:
        """Close the connections of this reader."""
        self._database.close()
        self._broker.close()

    def _connections(self, processes: list[Process]) -> dict[str, float]:
        """Return the connections to database and broker, those of this reader included, and the memory and keys of the broker."""
        clients, memory = self._broker.info("clients"), self._broker.info("memory")
        return {
            "connections: database": self._database_connections(processes),
            "connections: broker": clients["connected_clients"],
            "broker: used bytes": memory["used_memory"],
            "broker: keys": self._broker.dbsize(),
        }

    def _database_connections(self, processes: list[Process]) -> int:
        if self._stack.database_url.startswith("sqlite"):
            return sum(one.n_database_handles for one in processes)
        with self._database.reading() as connection:
            asked = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return int(connection.execute(asked).scalar_one())

    def _disk(self) -> dict[str, float]:
        stack = self._stack
        figures = {
            "disk: files": bytes_below(stack.files),
            "disk: cache": bytes_below(Path(stack.settings["MODELBOOK_CACHE"])),
            "disk: temporary files": bytes_below(stack.temporary),
        }
        return {name: float(value) for name, value in figures.items()}

    def _rows(self) -> dict[str, float]:
        """Return the number of rows of each table."""
        with self._database.reading() as connection:
            counts = {name: select(func.count()).select_from(table) for name, table in tables_of(connection).items()}
            return {f"rows: {name}": float(connection.execute(count).scalar_one()) for name, count in counts.items()}


def is_bytes(name: str) -> bool:
    """Tell whether a figure is in bytes."""
    return name.endswith((": RSS", ": PSS", " bytes")) or name.startswith("disk: ")


def bytes_below(folder: Path) -> int:
    """Return the bytes of the files below a folder, each once under however many names; files that vanish meanwhile count as none."""
    sizes: Counter[tuple[int, int]] = Counter()
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                status = os.lstat(os.path.join(parent, name))
            except FileNotFoundError:
                continue
            sizes[status.st_dev, status.st_ino] = status.st_size
    return sizes.total()
