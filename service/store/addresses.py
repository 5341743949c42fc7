"""Where the servers of a database are reached by TCP, as its URL tells."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

#: Port of PostgreSQL where none is given.
_PORT = "5432"


@dataclass(frozen=True)
class Address:
    """A port of a host.

    Args:
        host: Name or IP address.
        port: The port.
    """

    host: str
    port: int


def addresses_of(url: str) -> list[Address] | None:
    """Return where a database is reached by TCP, server by server; empty where it is a file or a socket of a path, None where its URL does not tell.

    Args:
        url: SQLAlchemy URL.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # Whoever opens it says what is wrong.
        return None
    if parsed.get_backend_name() == "sqlite":
        return []
    _, given = parsed.get_dialect()().create_connect_args(parsed)
    return None if "service" in given or os.environ.get("PGSERVICE") else _given_addresses(given)


def _given_addresses(given: Mapping[str, Any]) -> list[Address] | None:
    """Return the addresses in the arguments of a connection, or those that its driver takes instead from variables."""
    hosts = str(given.get("hostaddr") or given.get("host") or os.environ.get("PGHOSTADDR") or os.environ.get("PGHOST") or "").split(",")
    ports = str(given.get("port") or os.environ.get("PGPORT") or _PORT).split(",")
    if all(not host or host[0] in "/@" for host in hosts):
        return []
    if any(not host or host[0] in "/@" for host in hosts) or len(ports) not in (1, len(hosts)):
        return None
    return [Address(host, int(port or _PORT)) for host, port in zip(hosts, ports * (len(hosts) if len(ports) == 1 else 1), strict=True)]


def with_addresses(url: str, addresses: list[Address]) -> str:
    """Return the URL of a database whose servers are reached elsewhere: their names stay, so that certificates are checked against them.

    Args:
        url: SQLAlchemy URL.
        addresses: Where its servers are reached, server by server.
    """
    parsed = make_url(url)
    _, given = parsed.get_dialect()().create_connect_args(parsed)
    moved: dict[str, str] = {
        "hostaddr": ",".join(address.host for address in addresses),
        "port": ",".join(str(address.port) for address in addresses),
        "host": str(given.get("host") or os.environ.get("PGHOST") or given.get("hostaddr") or os.environ.get("PGHOSTADDR")),
    }
    kept = {name: value for name, value in parsed.query.items() if name not in moved}
    return parsed.set(host=None, port=None, query={**kept, **moved}).render_as_string(hide_password=False)
