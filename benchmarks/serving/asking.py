"""What is sent, and how a server answers it under load."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.acceptance.service import descendants

#: Ticks of the clock by which Linux counts processor time, in a second.
_TICKS = 100


@dataclass(frozen=True)
class Ask:
    """A request.

    Args:
        path: Path on the server.
        body: Its body.
        media: Content type of the body.
    """

    path: str
    body: bytes
    media: str = "application/json"

    def sent(self, key: str | None) -> bytes:
        """Return it as it is sent, with a key if there is one."""
        lines = [f"POST {self.path} HTTP/1.1", "Host: 127.0.0.1", "User-Agent: benchmark", "Accept: */*"]
        lines += [] if key is None else [f"Authorization: Bearer {key}"]
        lines += [f"Content-Type: {self.media}", f"Content-Length: {len(self.body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


@dataclass(frozen=True)
class Server:
    """A running server.

    Args:
        name: Its name in tables.
        port: Its port on this machine.
        pid: Its process; those below it count as well. None where its processor time is not asked for.
        key: Key that requests to it carry.
    """

    name: str
    port: int
    pid: int | None = None
    key: str | None = None

    @property
    def cpu_s(self) -> float:
        """Return the processor time that it has used so far, in seconds."""
        return float("nan") if self.pid is None else sum(cpu_s(pid) for pid in (self.pid, *descendants(self.pid)))


@dataclass(frozen=True)
class Load:
    """How requests are sent.

    Args:
        connections: Number of connections.
        seconds: Seconds that count.
        warm_up_s: Seconds before them that do not.
        per_second: Pace of all connections together; 0 for as fast as responses come.
    """

    connections: int
    seconds: float
    warm_up_s: float
    per_second: float = 0.0

    @property
    def options(self) -> list[str]:
        """Return the options of the generator."""
        named = {"connections": self.connections, "seconds": self.seconds, "warm-up": self.warm_up_s, "per-second": self.per_second}
        return [part for name, value in named.items() for part in (f"--{name}", str(value))]


@dataclass(frozen=True)
class Run:
    """How a server has answered.

    Args:
        per_s: Responses a second.
        p50_ms: Median of the time of a response, in milliseconds; p99_ms and max_ms are the 99th percentile and the longest.
        server_us: Processor time of the server for each response, in microseconds.
        generator_us: That of the load generator.
        n_faults: Responses that were not of status 2xx, and connections that ended.
        fault: The first of them.
    """

    per_s: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    server_us: float
    generator_us: float
    n_faults: int
    fault: str | None

    @classmethod
    def of(cls, printed: dict[str, Any], server_s: float) -> Self:
        """Return what the generator has printed, with the processor time of the server in seconds."""
        n = max(1, printed["n"])
        times = {name: printed[name] or float("nan") for name in ("p50_ms", "p99_ms", "max_ms")}
        per_response = {"server_us": 1e6 * server_s / n, "generator_us": 1e6 * printed["cpu_s"] / n}
        return cls(printed["n"] / printed["seconds"], **times, **per_response, n_faults=printed["n_faults"], fault=printed["fault"])

    def __str__(self) -> str:
        faults = f"; {self.n_faults:,} FAULTS, the first: {self.fault!r:.200}" if self.n_faults else ""
        return (
            f"{self.per_s:,.0f}/s, p50 {self.p50_ms:.2f} ms, p99 {self.p99_ms:.2f} ms, longest {self.max_ms:.1f} ms; "
            f"CPU of the server {self.server_us:.0f} us{faults}"
        )


def measured(server: Server, asks: Sequence[Ask], load: Load) -> Run:
    """Send requests in turn, and return how they were answered."""
    requests = [ask.sent(server.key) for ask in asks]
    command = [sys.executable, "-m", "benchmarks.serving.generator", str(server.port), *load.options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as generator:
        assert generator.stdin is not None
        assert generator.stdout is not None
        generator.stdin.write(b" ".join(b"%d" % len(request) for request in requests) + b"\n" + b"".join(requests))
        generator.stdin.close()
        generator.stdout.readline()  # The warm-up is over.
        before = server.cpu_s
        printed = generator.stdout.read()
        used_s = server.cpu_s - before
    if generator.returncode:
        raise RuntimeError(f"the load generator has failed, asking {server.name}")
    return Run.of(json.loads(printed), used_s)


def cpu_s(pid: int) -> float:
    """Return the processor time of a process so far, in seconds; 0 for one that has ended."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / _TICKS
