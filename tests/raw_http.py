"""HTTP by hand over a socket: what a careless or hostile caller sends."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import orjson

#: Longest wait for a response, in seconds.
WAIT_S = 20.0


@dataclass(frozen=True)
class Response:
    """A response as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, object]:
        """Return the body as a problem document."""
        assert self.headers["content-type"] == "application/problem+json"
        return dict(orjson.loads(self.body))


class Caller:
    """A connection.

    Args:
        port: Port on 127.0.0.1.
    """

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WAIT_S)
        self._stream = self.socket.makefile("rb")

    def send(self, data: bytes) -> "Caller":
        """Send bytes; a connection that the other side has closed is none of the caller's business."""
        with suppress(ConnectionError):
            self.socket.sendall(data)
        return self

    def get(self, path: str = "/", *lines: str) -> Response:
        """Request a path, with further header lines, and return the response."""
        head = "\r\n".join((f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *lines, "", ""))
        return self.send(head.encode()).response()

    def response(self) -> Response:
        """Read a response."""
        head = self.head()
        length = int(head.headers.get("content-length", 0))
        return Response(head.status, head.headers, self._stream.read(length) if length else b"")

    def head(self) -> Response:
        """Read a response without a body, as that to HEAD."""
        first = self._stream.readline()
        assert first.startswith(b"HTTP/1.1 "), f"expected a response, got {first!r}"
        headers = {}
        while line := self._stream.readline().strip().decode():
            name, _, value = line.partition(": ")
            name = name.lower()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        return Response(int(first.split()[1]), headers, b"")

    def line(self) -> str:
        """Read a line of a body that has no end yet."""
        return self._stream.readline().decode()

    def is_closed_within(self, seconds: float) -> bool:
        """Tell whether the other side closes, sending nothing more, within a time."""
        self.socket.settimeout(seconds)
        try:
            return self._stream.read(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        finally:
            self.socket.settimeout(WAIT_S)

    def seconds_until_closed(self) -> float:
        """Wait until the other side closes; return the seconds."""
        start = time.monotonic()
        assert self.is_closed_within(WAIT_S)
        return time.monotonic() - start

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()
        self.socket.close()


@contextmanager
def calling(port: int, n: int = 1) -> Iterator[list[Caller]]:
    """Open connections; close them at the end."""
    callers = [Caller(port) for _ in range(n)]
    try:
        yield callers
    finally:
        for caller in callers:
            caller.close()
