"""The whole service on one machine: a Redis or Valkey server, a worker and the API, kept running."""

import fcntl
import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError

from models.core.child_python import module_command
from models.core.extras import require_extra
from service.access.start import admit
from service.access.start_error import StartError
from service.broker_server import Broker, NoBrokerError, broker_binary
from service.child import Child
from service.http.ports import PortError, require_free, require_shared_ports
from service.moved_note import require_unmoved
from service.needed_packages import require_needed_packages
from service.private_files import close_to_others
from service.settings import Settings
from service.store.database import Database, migrate, sqlite_files

log = logging.getLogger(__name__)

#: Connects to this machine without the proxies of the environment.
_direct = build_opener(ProxyHandler({}))

#: Name of the file in the data folder that is locked.
LOCK = "modelbook.lock"
#: What this process makes in the data folder; the API and the worker close the folders that they make.
OWN_FILES = frozenset({*map(str, sqlite_files(Path("modelbook.db"))), LOCK, "logs"})
#: Logs of the broker, the worker and the API, in the folder `logs`.
LOGS = ("broker.log", "worker.log", "api.log")
#: Seconds until everything must be ready after its start: a slow disk takes a minute to read TensorFlow.
START_S = 180.0
#: Seconds until a part that is to stop is killed: a worker first hands back its jobs, for which it takes up to 15 s.
STOP_S = 20.0
#: Seconds that a report of readiness may take, and its longest part that a message repeats, in bytes.
READY_TIMEOUT_S, MAX_REPORT_BYTES = 10.0, 1000


class EmbeddedError(Exception):
    """The embedded stack cannot start; the message has the reason."""


class InUseError(EmbeddedError):
    """A process uses the data folder."""


@dataclass(frozen=True)
class Location:
    """Address and folder of the embedded stack.

    Args:
        host: Address the API listens on.
        port: Port the API listens on.
        data: Folder for all its data.
        is_open: Whether requests need no key, wherever they come from.
        api_workers: Number of API processes, which share the port.
    """

    host: str
    port: int
    data: Path
    is_open: bool = False
    api_workers: int = 1

    @property
    def database_url(self) -> str:
        """Return the URL of its database."""
        return f"sqlite:///{self.data / 'modelbook.db'}"

    @property
    def url(self) -> str:
        """Return the API's address."""
        return f"http://{self._reachable_host}:{self.port}"

    @property
    def api_command(self) -> list[str]:
        """Return the command of its API process, or of the one that runs several."""
        command = module_command("service.cli", "api", "--host", self.host, "--port", str(self.port))
        command += ["--workers", str(self.api_workers)] if self.api_workers > 1 else []
        return [*command, "--open"] if self.is_open else command

    @property
    def _reachable_host(self) -> str:
        """Return the address at which this machine reaches the API: that of every interface is none to connect to."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"[{host}]" if ":" in host else host


def run_embedded(location: Location, on_ready: Callable[[str], None] | None = None) -> None:
    """Run the whole stack in the foreground until SIGINT or SIGTERM.

    Args:
        location: Where it listens and stores its data.
        on_ready: Called with the address once it is ready.

    Raises:
        EmbeddedError: The folder or the port is in use, there is no broker, or a part does not start.
        MovedError: What the folder had is being moved elsewhere, or was.
        MissingExtraError: Packages that it needs are not installed.
    """
    require_extra("worker", "modelbook up trains models")
    require_needed_packages(Settings(database_url=location.database_url))
    server = _broker_binary()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with own_folder(location.data):
        _require_logs(location.data)
        require_unmoved(location.data / "files")
        _require_port(location)
        children = _children(location, server)
        try:
            _run(location, children, stopping, on_ready)
        finally:
            for child in reversed(children):
                child.stop()
            log.info("Modelbook has stopped.")


def _broker_binary() -> Path:
    try:
        return broker_binary()
    except NoBrokerError as error:
        raise EmbeddedError(str(error)) from error


def _run(location: Location, children: list[Child], stopping: threading.Event, on_ready: Callable[[str], None] | None) -> None:
    started = time.monotonic()
    children[0].start()
    _migrate(location.database_url)
    _require_admission(location)
    for child in children[1:]:
        child.start()
    _wait_until_ready(location, children, stopping)
    if not stopping.is_set():
        seconds, url = time.monotonic() - started, location.url
        log.info("Modelbook is ready after %.1f s: %s (API pages at %s/docs, data in %s)", seconds, url, url, location.data)
        if on_ready is not None:
            on_ready(url)
    max_log_bytes = Settings().log_max_bytes
    while not stopping.wait(0.25):
        for child in children:
            child.keep_running()
            child.rotate_log(max_log_bytes)
    log.info("Stopping.")


def _migrate(database_url: str) -> None:
    try:
        migrate(database_url)
    except (DatabaseError, CommandError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        raise EmbeddedError(f"cannot use the database {database_url} ({reason}); give another folder with --data") from error


def _require_admission(location: Location) -> None:
    """Refuse what the API would refuse, before the worker and the API are started."""
    database = Database(location.database_url)
    try:
        admit(Settings(), database, location.host, is_open=location.is_open)
    except StartError as error:
        raise EmbeddedError(str(error)) from error
    finally:
        database.close()


def _children(location: Location, server: Path) -> list[Child]:
    """Return the broker, the worker and the API, in start order."""
    data = location.data
    broker_log, worker_log, api_log = (data / "logs" / name for name in LOGS)
    broker = Broker(_free_port(), secrets.token_urlsafe(24), data)
    environment = {
        **os.environ,
        "MODELBOOK_DATABASE_URL": location.database_url,
        "MODELBOOK_BROKER_URL": broker.url,
        "MODELBOOK_FILES": str(data / "files"),
        "MODELBOOK_CACHE": str(data / "cache"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    return [
        Child("broker", [str(server), "-"], dict(os.environ), broker_log, STOP_S, broker.config.encode()),
        Child("worker", module_command("workers"), environment, worker_log, STOP_S),
        Child("API", location.api_command, environment, api_log, STOP_S),
    ]


@contextmanager
def own_folder(data: Path) -> Iterator[None]:
    """Lock the data folder against other processes.

    Raises:
        InUseError: Another process has locked it.
        EmbeddedError: It cannot be written.
    """
    with _writable(data):
        data.mkdir(parents=True, exist_ok=True)
        close_to_others([data], only=OWN_FILES)
        opened = (data / LOCK).open("a+")
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            owner = lock.read().strip() or "another process"
            raise InUseError(f"the data folder {data} is in use by {owner}; stop it first, or give another folder with --data") from error
        _note_owner(data, lock)
        yield


def _note_owner(data: Path, lock: IO[str]) -> None:
    """Write to the lock's file who holds it."""
    try:
        lock.truncate(0)
        os.write(lock.fileno(), f"process {os.getpid()}".encode())  # Of what cannot be written, nothing is left for the end of the file.
    except OSError as error:
        raise EmbeddedError(f"cannot write to the data folder {data} ({error.strerror}); make room, or give another folder with --data") from error


def _require_logs(data: Path) -> None:
    """Require that the logs can be written: they may be another user's, who has run `up` here once."""
    with _writable(data):
        (data / "logs").mkdir(exist_ok=True)
        for name in LOGS:
            (data / "logs" / name).open("ab").close()


@contextmanager
def _writable(data: Path) -> Iterator[None]:
    """Turn errors of writing to the data folder into one that says what can be done."""
    try:
        yield
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}"
        way_out = "start it as the user whom the folder belongs to, or give another folder with --data"
        raise EmbeddedError(f"cannot write to the data folder {data} ({reason}); {way_out}") from error


def _require_port(location: Location) -> None:
    try:
        require_free(location.host, location.port)
        if location.api_workers > 1:
            require_shared_ports()
    except PortError as error:
        raise EmbeddedError(str(error)) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(location: Location, children: list[Child], stopping: threading.Event) -> None:
    """Wait until the API reports that all it needs is there, with a worker that can take jobs.

    Raises:
        EmbeddedError: A child ended, or it took too long.
    """
    deadline = time.monotonic() + START_S
    while not stopping.wait(0.05):
        for child in children:
            if child.process is not None and child.process.poll() is not None:
                reason = f"ended with code {child.process.returncode} while starting: {child.last_line()}; its log: {child.log_path}"
                raise EmbeddedError(f"the {child.name} {reason}")
        missing = _missing(location)
        if not missing:
            return
        if time.monotonic() > deadline:
            raise EmbeddedError(f"not ready within {START_S:.0f} s ({missing}); logs are in {location.data / 'logs'}")


def _missing(location: Location) -> str:
    """Return what is not ready yet; empty if everything is."""
    try:
        _direct.open(f"{location.url}/readyz", timeout=READY_TIMEOUT_S).close()
    except HTTPError as error:
        with error:
            return error.read(MAX_REPORT_BYTES).decode(errors="replace")
    except OSError as error:
        return f"the API does not respond: {error}"
    return ""
