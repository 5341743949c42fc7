"""The same code distributed over processes by settings: PostgreSQL, a broker, two workers, a shared folder."""

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.acceptance.service import SOON_S, START_S, Service, environment, free_port, is_ready, key_for, process, until

#: Seconds of a lease.
LEASE_S = 3


@dataclass
class Spread:
    """A service whose parts are separate processes."""

    service: Service
    workers: list[subprocess.Popen[bytes]]

    def worker_of(self, job: dict[str, str]) -> subprocess.Popen[bytes]:
        """Return the worker that last took a job."""
        return next(worker for worker in self.workers if job["worker"].endswith(f":{worker.pid}"))


@contextmanager
def spread_out(folder: Path, postgres: str, broker_url: str, *, broker_database: int = 0, n_workers: int = 2) -> Iterator[Spread]:
    """Run an API and workers, which notice losses within seconds, on a new PostgreSQL database.

    Args:
        folder: Where files and logs go.
        postgres: URL of the server.
        broker_url: URL of the broker's first database.
        broker_database: Number of the one that is used.
        n_workers: Number of workers, each with one slot of one thread.
    """
    quick = {"MODELBOOK_LEASE_S": str(LEASE_S), "MODELBOOK_JOB_THREADS": "1"}
    settings = settings_on(new_database(postgres), broker_url, folder, broker_database) | quick
    with running_on(settings, folder, prepared(settings, folder), n_workers=n_workers) as spread:
        yield spread


def new_database(postgres: str) -> str:
    """Make a database on a server; return its URL."""
    name = f"spread_{secrets.token_hex(6)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return postgres.replace("/postgres?", f"/{name}?")


def settings_on(url: str, broker_url: str, folder: Path, broker_database: int = 0) -> dict[str, str]:
    """Return the settings of a service with its files in a folder.

    Args:
        url: URL of its database.
        broker_url: URL of the broker's first database.
        folder: Where its files go.
        broker_database: Number of the broker's database that is used.
    """
    return {
        "MODELBOOK_DATABASE_URL": url,
        "MODELBOOK_BROKER_URL": broker_url.removesuffix("/0") + f"/{broker_database}",
        "MODELBOOK_FILES": str(folder / "files"),
        "MODELBOOK_CACHE": str(folder / "cache"),
    }


def prepared(settings: dict[str, str], folder: Path) -> str | None:
    """Migrate a new database; return a key for it, as `key_for` does."""
    env = environment(**settings)
    subprocess.run([sys.executable, "-m", "service.cli", "migrate"], env=env, check=True, timeout=SOON_S)
    return key_for(folder, env)


@contextmanager
def running_on(settings: dict[str, str], folder: Path, key: str | None, *, n_workers: int) -> Iterator[Spread]:
    """Run an API by settings, and workers if there are to be any.

    Args:
        settings: The settings; the database is migrated.
        folder: Where logs go.
        key: Key that calls send; None for none.
        n_workers: Number of workers.
    """
    port, env = free_port(), environment(**settings)
    with ExitStack() as stack:
        stack.enter_context(process("service.cli", "api", "--port", str(port), log=folder / "api.log", env=env))
        workers = [stack.enter_context(process("workers", log=folder / f"worker-{n}.log", env=env)) for n in range(1, n_workers + 1)]
        service = Service(f"http://127.0.0.1:{port}", key=key)
        stack.enter_context(service.http)
        until(lambda: is_ready(service, "/readyz" if workers else "/healthz"), f"the API to be ready; logs in {folder}", START_S)
        yield Spread(service, workers)
