"""`modelbook move` from PostgreSQL back to a data folder waits until nothing is connected, and lets nothing write."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection

from service.backups.moving import Move, move
from service.backups.taking import Installation
from service.store.database import Database, migrate
from tests.acceptance.service import until
from tests.beside_statements import after_each_statement
from tests.integration.every_row import all_rows, fill

#: Seconds to wait for a copy, and for a move, on a machine where much else runs.
SOON_S = 120.0


@contextmanager
def late_worker(uri: str) -> Iterator[list[psycopg.Connection[Any]]]:
    """Connect to the old database when the first job is added to the new one, as a worker that its supervisor starts again; yield its connection."""
    connected: list[psycopg.Connection[Any]] = []

    def connect(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not connected and statement.startswith("INSERT INTO jobs") and connection.dialect.name == "sqlite":
            connected.append(psycopg.connect(uri, autocommit=True))

    with after_each_statement(connect):
        yield connected


def test_it_waits_for_the_service_and_brings_all_rows_while_nothing_writes(postgres_url: str, tmp_path: Path) -> None:
    migrate(postgres_url)
    database = Database(postgres_url)
    with database.writing() as connection:
        fill(connection, 0)
    database.close()
    (tmp_path / "files").mkdir()
    source = Installation(postgres_url, tmp_path / "files")
    target = Installation(f"sqlite:///{tmp_path / 'new' / 'modelbook.db'}", tmp_path / "new" / "files")
    said: list[str] = []

    def is_waiting(n: int) -> bool:
        return moving.done() or sum("1 connections use the database" in line for line in said) == n

    uri = postgres_url.replace("+psycopg", "")
    with ThreadPoolExecutor(1) as threads, late_worker(uri) as connected:
        with psycopg.connect(uri):
            moving = threads.submit(move, Move(source, target, "elsewhere"), said.append)
            until(lambda: is_waiting(1), "the move to wait", SOON_S)
            assert not moving.done()
            rows = all_rows(postgres_url)
        until(lambda: is_waiting(2), "the move to wait for the worker that was late", SOON_S)
        (late,) = connected
        with late:
            late.execute("SET lock_timeout = 1")
            refused = _refusal(late)
            assert (moving.done(), refused) == (False, "LockNotAvailable")
        moving.result(SOON_S)
    assert all_rows(target.database_url) == rows


def _refusal(connection: psycopg.Connection[Any]) -> str:
    """Return why a write is refused; empty if it is not."""
    try:
        connection.execute("UPDATE jobs SET note = ''")
    except psycopg.Error as error:
        return type(error).__name__
    return ""
