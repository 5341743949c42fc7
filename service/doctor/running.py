"""Checks of what runs: the port of the API, the broker, the workers."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from kombu.exceptions import KombuError
from modelbook.cli.findings import Finding, note, ok, wrong
from redis.exceptions import RedisError

from models.core.redaction import redacted
from service.place import Place
from service.queue import CONNECT_TIMEOUT_S, celery_app

#: Seconds in which a worker answers.
ANSWER_S = 2.0
#: State of a socket that listens, in the tables of Linux.
_LISTENING = "0A"
_direct = build_opener(ProxyHandler({}))


def findings(place: Place, port: int) -> Iterator[Finding]:
    """Check what runs, the API on a port. A broker of `modelbook up` has a password that nobody else knows: of its workers the API tells."""
    yield _port(port)
    if place.data is None:
        yield from _workers(place)


def _port(port: int) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if _is_ours(port):
                n_processes = _n_listening(port)
                return ok("port", f"Modelbook listens on {port}" + (f", in {n_processes} processes" if n_processes > 1 else ""))
            return wrong("port", f"{port} cannot be used ({error.strerror}), by another program", "choose another one: --port")
    return ok("port", f"{port} is free")


def _n_listening(port: int) -> int:
    """Return how many sockets listen on a port, as far as the system tells: processes that share one have a socket each."""
    lines = [line.split() for table in ("tcp", "tcp6") if (path := Path("/proc/net", table)).exists() for line in path.read_text().splitlines()[1:]]
    return sum(line[1].endswith(f":{port:04X}") and line[3] == _LISTENING for line in lines)


def _is_ours(port: int) -> bool:
    try:
        with _direct.open(f"http://127.0.0.1:{port}/healthz", timeout=ANSWER_S) as answer:
            return b'"status":"ok"' in answer.read(1000)
    except (URLError, OSError, ValueError):
        return False


def _workers(place: Place) -> Iterator[Finding]:
    app = celery_app(place.settings.broker_url)
    try:
        with app.connection_for_write() as connection:  # Asking the workers would try for six seconds.
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_TIMEOUT_S)
        answers = app.control.inspect(timeout=ANSWER_S).ping() or {}
    except (KombuError, RedisError, OSError) as error:
        yield wrong("broker", f"cannot be reached: {redacted(str(error))}", "start it, or correct MODELBOOK_BROKER_URL")
        return
    finally:
        app.close()
    yield ok("broker", "can be reached")
    if answers:
        yield ok("workers", f"{len(answers)} answered: {', '.join(sorted(answers))}")
    else:
        yield note("workers", f"none answered within {ANSWER_S:.0f} s; jobs stay queued", "start one: modelbook worker")
