"""Fixtures for all rings: real brokers, real databases."""

import os
import secrets
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from service.store.database import Database, migrate
from tests.servers import broker_server, postgres_server

# On CI every run draws the same examples: a red run means the change is wrong, not that luck was bad. No example has a deadline: a
# machine that is shared may take its time over any of them.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def broker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Redis or Valkey server of this test run."""
    with broker_server(tmp_path_factory.mktemp("broker")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL server of this test run, without a database name."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The URL of a new, empty PostgreSQL database."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return postgres.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send every download to a proxy that does not exist."""
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr(urllib.request, "_opener", None)  # Made once a process, it keeps the proxies of an earlier test.


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new, empty database: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'modelbook.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the newest schema, made by the migrations."""
    migrate(database_url)
    database = Database(database_url)
    yield database
    database.close()
