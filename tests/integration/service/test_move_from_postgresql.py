"""`modelbook move` from PostgreSQL back to a data folder waits until nothing is connected."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

from service.backups.moving import move, stopped_database
from service.backups.taking import Installation
from service.store.database import Database, migrate
from tests.acceptance.service import until
from tests.integration.every_row import all_rows, fill

#: Seconds to wait for a copy, and for a move, on a machine where much else runs.
SOON_S = 120.0


def test_it_waits_for_the_service_and_brings_all_rows(postgres_url: str, tmp_path: Path) -> None:
    migrate(postgres_url)
    database = Database(postgres_url)
    with database.writing() as connection:
        fill(connection, 0)
    database.close()
    source = Installation(postgres_url, tmp_path / "files")
    target = Installation(f"sqlite:///{tmp_path / 'new' / 'modelbook.db'}", tmp_path / "new" / "files")
    said: list[str] = []
    with ThreadPoolExecutor(1) as threads:
        with psycopg.connect(postgres_url.replace("+psycopg", "")):
            moving = threads.submit(move, source, target, stopped_database(postgres_url, said.append), said.append)
            until(lambda: moving.done() or any("1 connections use the database" in line for line in said), "the move to wait", SOON_S)
            assert not moving.done()
            rows = all_rows(postgres_url)
        moving.result(SOON_S)
    assert all_rows(target.database_url) == rows
