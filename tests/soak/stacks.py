"""The stacks that are used: `modelbook up`, and processes of their own on PostgreSQL."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.service import Service, descendants, embedded
from tests.acceptance.spread import prepared, running_on, settings_on
from tests.servers import broker_server, postgres_process

#: Settings of both: jobs of one thread, so that they compute the same bits; logs that programs read; and uploads that are soon forgotten.
SETTINGS = {"MODELBOOK_JOB_THREADS": "1", "MODELBOOK_SNAPSHOT_EVERY_S": "1", "MODELBOOK_LOG_FORMAT": "json", "MODELBOOK_UPLOAD_TTL_S": "60"}


@dataclass(frozen=True)
class Stack:
    """A running service, and where its parts are.

    Args:
        service: Its HTTP side.
        roots: Ids of the processes that, with those below them, are all of it.
        folder: Folder of its files, logs and temporary files.
        settings: Its settings as its API has them.
    """

    service: Service
    roots: tuple[int, ...]
    folder: Path
    settings: Mapping[str, str]

    @property
    def database_url(self) -> str:
        """URL of its database."""
        return self.settings["MODELBOOK_DATABASE_URL"]

    @property
    def broker_url(self) -> str:
        """URL of its broker."""
        return self.settings["MODELBOOK_BROKER_URL"]

    @property
    def files(self) -> Path:
        """Folder of what the database refers to."""
        return Path(self.settings["MODELBOOK_FILES"])

    @property
    def temporary(self) -> Path:
        """Folder of temporary files."""
        return Path(self.settings["TMPDIR"])


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Stack]:
    """Run `modelbook up` with two slots, and yield it once it is ready."""
    with embedded(folder / "data", MODELBOOK_WORKER_SLOTS="2", **SETTINGS, **_temporary(folder)) as (service, _):
        yield Stack(service, (service.root,), folder, _settings_of(_api_of(service)))


@contextmanager
def on_postgresql(folder: Path) -> Iterator[Stack]:
    """Run an API and two workers on PostgreSQL, and yield them once they are ready."""
    with postgres_process() as postgres, broker_server(folder) as broker_url:
        settings = settings_on(postgres.url, broker_url, folder) | SETTINGS | _temporary(folder)
        with running_on(settings, folder, prepared(settings, folder), n_workers=2) as spread:
            api, broker = _api_of(spread.service), _process_with(broker_url.rpartition("@")[2].removesuffix("/0"))
            yield Stack(spread.service, (broker, api, *(worker.pid for worker in spread.workers)), folder, _settings_of(api))


#: The stacks by name.
STACKS: dict[str, Callable[[Path], AbstractContextManager[Stack]]] = {"embedded": on_sqlite, "postgres": on_postgresql}


def _temporary(folder: Path) -> dict[str, str]:
    """Return the setting of a folder of its own for temporary files, in which nothing may stay."""
    temporary = folder / "tmp"
    temporary.mkdir()
    return {"TMPDIR": str(temporary)}


def _api_of(service: Service) -> int:
    port = service.http.base_url.port
    return _process_with(f"service.cli api --port {port}", f"service.cli api --host 127.0.0.1 --port {port}")


def _process_with(*parts: str) -> int:
    """Return the process below this one whose command line has one of the parts."""
    return next(pid for pid, command in descendants(os.getpid()).items() if any(part in command for part in parts))


def _settings_of(pid: int) -> dict[str, str]:
    """Return the environment of a process: `modelbook up` chooses the address and the password of its broker itself."""
    entries = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(entry.split("=", 1) for entry in entries if "=" in entry)
