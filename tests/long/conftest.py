"""Fixtures of the long ring: a service as a user starts it."""

from collections.abc import Iterator

import pytest

from tests.acceptance.service import Service, embedded
from tests.servers import PostgresServer, postgres_process


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`modelbook up`: SQLite and a Redis or Valkey server."""
    folder = tmp_path_factory.mktemp("up")
    temporary = folder / "tmp"
    temporary.mkdir()
    with embedded(folder / "data", TMPDIR=str(temporary)) as (service, _):
        yield service


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of one module, which its tests stop and start."""
    with postgres_process() as server:
        yield server
