"""A wire to PostgreSQL that can be cut, at any instant: also after a transaction was committed and before anybody is told."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote

#: The message with which a client commits, and what the statements of a transaction that writes rows contain.
COMMIT, WRITES = b"COMMIT\0", (b"INSERT INTO", b"UPDATE ", b"DELETE FROM")
_CHUNK = 65_536


class Wire:
    """A TCP port through which a PostgreSQL server is reached that listens on a socket of its folder.

    Args:
        url: URL of a database of the server.
    """

    def __init__(self, url: str) -> None:
        found = re.fullmatch(r"(.*://[^@]*@)(/[^?]*)\?host=([^&]*)(.*)", url)
        assert found, url
        user, path, folder, rest = found.groups()
        self._server = f"{unquote(folder)}/.s.PGSQL.5432"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = self._listener.getsockname()[1]
        self.url = f"{user}127.0.0.1:{self._port}{path}?{rest.lstrip('&')}".rstrip("?")
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        #: Of each of the next commits, of transactions that write, whether nobody is told of it: the connection is cut after it.
        self.forgets: Iterator[bool] = iter(())
        self.n_forgotten = 0
        self._accept()

    def cut(self) -> None:
        """Cut all connections, and refuse new ones."""
        with self._lock:
            # Otherwise the port stays open until the thread that waits for a connection has one.
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            for end in self._ends:
                _close(end)
            self._ends.clear()

    def mend(self) -> None:
        """Take connections again."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._accept()

    def _accept(self) -> None:
        threading.Thread(target=self._accept_all, args=(self._listener,), daemon=True).start()

    def _accept_all(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = socket.socket(socket.AF_UNIX)
                try:
                    server.connect(self._server)
                except OSError:
                    _close(client)
                    _close(server)
                    continue
                with self._lock:
                    self._ends |= {client, server}
                forgotten = threading.Event()
                threading.Thread(target=self._pass_on, args=(client, server, forgotten, True), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, client, forgotten, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, forgotten: threading.Event, is_client: bool) -> None:
        has_written = False
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                has_written |= any(write in data for write in WRITES)
                if is_client and COMMIT in data:
                    if has_written and next(self.forgets, False):
                        self.n_forgotten += 1
                        forgotten.set()
                    has_written = False
                if not is_client and forgotten.is_set():
                    break  # The server has committed.
                target.sendall(data)
        _close(source)
        _close(target)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wire_to(url: str) -> Iterator[Wire]:
    """Provide a wire to a database, which is cut at the end."""
    wire = Wire(url)
    try:
        yield wire
    finally:
        wire.cut()
