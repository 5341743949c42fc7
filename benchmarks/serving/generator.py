"""A load generator: keep-alive connections that send one request after the other, or at a fixed pace, and time every response.

Run as `python -m benchmarks.serving.generator PORT < REQUESTS`, where the first line has the lengths of the requests that follow; connections send
them in turn. Prints a JSON object. It is a process of its own, waits for sockets itself and speaks HTTP/1.1 by hand, so that it costs a small part
of what it measures; `benchmarks.serving.echo` shows its ceiling.

With a pace, a request that is late because the one before it was slow counts from the time at which it was due, so that no delay is left out.
"""

import argparse
import json
import select
import socket
import sys
import time
from array import array
from itertools import cycle

#: Seconds after the end in which open requests may still be answered.
_GRACE_S = 10.0
#: What all connections read into: a new one for each part would be mapped and unmapped each time.
_buffer = bytearray(1 << 18)
_END = b"\r\n\r\n"
_LAST_CHUNK = b"\r\n0\r\n\r\n"


class Connection:
    """One connection and the request that is open on it.

    Args:
        port: Port on this machine.
    """

    __slots__ = ("due", "is_open", "missing", "received", "socket")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_GRACE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(True)  # With a time-out, each call would wait by a system call of its own first.
        self.due, self.is_open = 0.0, False
        #: What has come of a response that is not complete.
        self.received = bytearray()
        #: Bytes of the response that are still to come; None if that is not known yet.
        self.missing: int | None = None

    def send(self, request: bytes, due: float) -> None:
        """Send a request that was due at a time."""
        self.due, self.is_open = due, True
        self.socket.sendall(request)

    def take(self) -> bytearray | None:
        """Read what has come; return the first bytes of the response if it is complete.

        Raises:
            ConnectionError: The server has closed.
        """
        n_bytes = self.socket.recv_into(_buffer)
        if not n_bytes:
            raise ConnectionResetError("the server has closed the connection")
        data = self.received = self.received + _buffer[:n_bytes]
        if self.missing is None:
            end = data.find(_END)
            if end < 0:
                return None
            self.missing = _length(data[:end].lower(), end)
        if len(data) < self.missing or (self.missing == 0 and not data.endswith(_LAST_CHUNK)):
            return None
        self.received, self.missing, self.is_open = bytearray(), None, False
        return data[:512]


def _length(head: bytearray, end: int) -> int:
    """Return the length of a whole response in bytes; 0 for one in chunks, whose length is not told."""
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        return 0
    stop = head.find(b"\r\n", at + 17)
    return end + 4 + int(head[at + 17 :] if stop < 0 else head[at + 17 : stop])


class Generator:
    """Sends requests over connections.

    Args:
        port: Port of the server.
        requests: Requests that are sent in turn.
        connections: Number of connections.
        per_second: Pace of all connections together; 0 for as fast as responses come.
    """

    def __init__(self, port: int, requests: list[bytes], connections: int, per_second: float) -> None:
        self._port, self._requests, self._every_s = port, cycle(requests), connections / per_second if per_second else 0.0
        self._poll = select.epoll()
        self._by_number: dict[int, Connection] = {}
        #: Paced connections that wait for their next request.
        self._idle: list[Connection] = []
        self.times, self.faults = array("d"), list[str]()
        for _ in range(connections):
            self._connect()

    def run(self, seconds: float) -> float:
        """Send requests for a time; return how long it took until the last response."""
        self.times, self.faults = array("d"), []
        start = time.perf_counter()
        stop = start + seconds
        for number, connection in enumerate(list(self._by_number.values())):
            self._next(connection, start + number * self._every_s / len(self._by_number) if self._every_s else start, stop)
        while (now := time.perf_counter()) < stop + _GRACE_S and self._is_busy(now, stop):
            self._turn(now, stop)
        self._replace_stalled()
        return time.perf_counter() - start

    def _is_busy(self, now: float, stop: float) -> bool:
        return now < stop or bool(self._idle) or any(connection.is_open for connection in self._by_number.values())

    def _turn(self, now: float, stop: float) -> None:
        wait_s = min((connection.due for connection in self._idle), default=stop if now < stop else now + 0.1) - now
        for number, _ in self._poll.poll(max(0.0, wait_s)):
            self._take(self._by_number[number], stop)
        if self._idle:
            now = time.perf_counter()
            due = [connection for connection in self._idle if connection.due <= now]
            self._idle = [connection for connection in self._idle if connection.due > now]
            for connection in due:
                connection.send(next(self._requests), connection.due)

    def _take(self, connection: Connection, stop: float) -> None:
        try:
            head = connection.take()
        except OSError as error:
            self.faults.append(str(error))
            self._drop(connection)
            connection = self._connect()
            self._next(connection, time.perf_counter(), stop)
            return
        if head is None:
            return
        now = time.perf_counter()
        if head[9:10] == b"2":
            self.times.append(now - connection.due)
        else:
            self.faults.append(head.decode("latin-1"))
        self._next(connection, connection.due + self._every_s if self._every_s else now, stop)

    def _next(self, connection: Connection, due: float, stop: float) -> None:
        if due >= stop:
            return
        if self._every_s:
            connection.due = due
            self._idle.append(connection)
        else:
            connection.send(next(self._requests), due)

    def _replace_stalled(self) -> None:
        for connection in [each for each in self._by_number.values() if each.is_open]:
            self.faults.append(f"no response within {_GRACE_S:g} s")
            self._drop(connection)
            self._connect()

    def close(self) -> None:
        """Close all connections."""
        for connection in list(self._by_number.values()):
            self._drop(connection)
        self._poll.close()

    def _connect(self) -> Connection:
        connection = Connection(self._port)
        self._by_number[connection.socket.fileno()] = connection
        self._poll.register(connection.socket, select.EPOLLIN)
        return connection

    def _drop(self, connection: Connection) -> None:
        del self._by_number[connection.socket.fileno()]
        self._poll.unregister(connection.socket)
        connection.socket.close()


def result(times: "array[float]", faults: list[str], seconds: float, cpu_s: float) -> dict[str, object]:
    """Return what is printed: rate, percentiles in milliseconds, and faults."""
    ordered = sorted(times)
    quantiles = {name: 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None for name, share in _SHARES.items()}
    return {"n": len(times), "seconds": seconds, "cpu_s": cpu_s, **quantiles, "n_faults": len(faults), "fault": faults[0] if faults else None}


_SHARES = {"p50_ms": 0.5, "p90_ms": 0.9, "p99_ms": 0.99, "max_ms": 1.0}


def main() -> None:
    """Warm up, send requests for the given time, and print the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--warm-up", type=float, default=1.0, help="seconds whose responses do not count")
    parser.add_argument("--per-second", type=float, default=0.0, help="pace of all connections together; 0 for as fast as possible")
    options = parser.parse_args()
    lengths = [int(length) for length in sys.stdin.buffer.readline().split()]
    generator = Generator(options.port, [sys.stdin.buffer.read(length) for length in lengths], options.connections, options.per_second)
    generator.run(options.warm_up)
    print("begins", flush=True)
    used = time.process_time()
    seconds = generator.run(options.seconds)
    cpu_s = time.process_time() - used
    generator.close()
    print(json.dumps(result(generator.times, generator.faults, seconds, cpu_s)))


if __name__ == "__main__":
    main()
