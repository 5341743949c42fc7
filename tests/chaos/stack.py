"""The real stack as separate processes, each of which is started again when it has ended, as an init system does."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.broker_server import Broker, broker_binary
from tests.acceptance.service import START_S, Service, descendants, environment, forkserver_of, free_port, is_ready, job_processes_of, until
from tests.servers import PostgresServer

#: Seconds from the end of a process to its next start.
PAUSE_S = 0.5
#: Settings by which a lost job is taken again within seconds.
QUICK = {
    **{"MODELBOOK_LEASE_S": "6", "MODELBOOK_REAP_EVERY_S": "1", "MODELBOOK_SNAPSHOT_EVERY_S": "1", "MODELBOOK_GRACE_S": "5"},
    **{"MODELBOOK_JOB_THREADS": "1", "MODELBOOK_WORKER_SLOTS": "2", "MODELBOOK_MAX_LOSSES": "1000", "MODELBOOK_KEYS": "auto"},
}


class Kept:
    """A process that is started again when it has ended.

    Args:
        start: Starts it.
    """

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._start = start
        self._stopping = threading.Event()
        self.process = start()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def _keep(self) -> None:
        while True:
            self.process.wait()
            if self._stopping.wait(PAUSE_S):
                return
            self.process = self._start()

    def stop(self) -> None:
        """Stop it for good."""
        self._stopping.set()
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        for pid in (self.process.pid, *descendants(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._thread.join(10)


class Stack:
    """A broker, a database, an API and two workers.

    Args:
        folder: Folder of files and logs.
        database_url: The database.
        postgres: The server of the database; None for SQLite.
    """

    def __init__(self, folder: Path, database_url: str, postgres: PostgresServer | None) -> None:
        self._folder, self.postgres = folder, postgres
        broker = Broker(free_port(), secrets.token_urlsafe(8), folder)
        self._broker, self._port = broker, free_port()
        self.env = environment(
            **QUICK,
            MODELBOOK_DATABASE_URL=database_url,
            MODELBOOK_BROKER_URL=broker.url,
            MODELBOOK_FILES=str(folder / "files"),
            MODELBOOK_CACHE=str(folder / "cache"),
        )
        self.broker = Kept(self._start_broker)
        self.module("service.cli", "migrate", log="migrate.log").wait(120)
        self.api = Kept(lambda: self.module("service.cli", "api", "--port", str(self._port), log="api.log"))
        self.workers = [Kept(lambda log=f"worker-{n}.log": self.module("workers", log=log)) for n in (1, 2)]  # type: ignore[misc]
        self.service = Service(f"http://127.0.0.1:{self._port}")

    def module(self, *command: str, log: str) -> subprocess.Popen[bytes]:
        """Start a Python module."""
        with (self._folder / log).open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", *command], stdout=output, stderr=output, env=self.env, cwd=self._folder, start_new_session=True
            )

    def _start_broker(self) -> subprocess.Popen[bytes]:
        server = subprocess.Popen([broker_binary(), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        if server.stdin is None:
            raise TypeError("expected a pipe to the broker")
        server.stdin.write(self._broker.config.encode())
        server.stdin.close()
        return server

    def wait_until_ready(self) -> None:
        """Wait until the API serves, and workers take jobs."""
        until(lambda: is_ready(self.service), "the stack to be ready", START_S)

    def forkservers(self) -> list[int]:
        """Return the process ids of the forkservers."""
        return [server for worker in self.workers if (server := forkserver_of(worker.process.pid)) is not None]

    def job_processes(self) -> list[int]:
        """Return the process ids of the processes that run jobs."""
        return [pid for worker in self.workers for pid in job_processes_of(worker.process.pid)]

    def stop(self) -> None:
        """Stop all processes."""
        self.service.http.close()
        for one in (*self.workers, self.api, self.broker):
            one.stop()


@contextmanager
def running_stack(folder: Path, database_url: str, postgres: PostgresServer | None) -> Iterator[Stack]:
    """Run the stack, and yield it once it is ready."""
    stack = Stack(folder, database_url, postgres)
    try:
        stack.wait_until_ready()
        yield stack
    finally:
        stack.stop()
        time.sleep(PAUSE_S)
