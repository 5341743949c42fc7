"""Requests without a key: where they are taken, and how it is known that they come from this machine."""

import re
import socket
from collections.abc import Iterable
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from service.http.hosts import Hosts

#: Headers by which a proxy reports the client, and others that only proxies send.
_CLIENTS = frozenset({b"x-forwarded-for", b"x-real-ip"})
_PROXIES = frozenset({b"via", b"x-forwarded-proto", b"x-forwarded-host"})
#: All headers that tell where a request comes from: most requests have none of them but the last.
_TELLING = _CLIENTS | _PROXIES | {b"forwarded", b"host"}
#: A client in a header Forwarded (RFC 7239).
_FORWARDED_FOR = re.compile(r'for=(?:"([^"]*)"|([^;,\s]*))', re.IGNORECASE)


class Keyless(StrEnum):
    """Whose requests without a key are taken."""

    NOBODY = "nobody"
    THIS_MACHINE = "this machine"
    EVERYONE = "everyone"


def is_loopback(host: str) -> bool:
    """Tell whether an API that listens on a host can be reached from this machine only: each address of it is of loopback.

    Args:
        host: A name or an address; empty for every address.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        return False
    return all(_is_loopback(str(address[4][0])) for address in found)


def is_from_elsewhere(headers: Iterable[tuple[bytes, bytes]], server: tuple[str, int | None] | None, own: Hosts) -> bool:
    """Tell whether a request to an address of loopback came through a proxy for a client elsewhere.

    Every client that the proxies report has to be on this machine. A proxy that reports none, under whose name the API is called, or that has TLS,
    counts as one for clients elsewhere. Name and TLS come first: a caller can report a client itself, and some proxies pass such headers on.

    Args:
        headers: Headers of the request.
        server: Address that the connection was made to.
        own: Names of this machine.
    """
    clients: list[str] = []
    is_proxied, has_tls, host = False, False, b""
    for name, value in headers:
        if name not in _TELLING:
            continue
        if name in _CLIENTS:
            clients += value.decode("latin-1").split(",")
        elif name == b"forwarded":
            clients += [quoted or plain for quoted, plain in _FORWARDED_FOR.findall(value.decode("latin-1"))] or [""]
        elif name in _PROXIES:
            is_proxied, has_tls = True, has_tls or (name == b"x-forwarded-proto" and value.strip().lower() != b"http")
        elif name == b"host":
            host = value
    if has_tls or (host != b"" and not own.knows(host, server[0] if server else None)):
        return True
    return not all(_is_client_here(client.strip()) for client in clients) if clients else is_proxied


def _is_client_here(client: str) -> bool:
    """Tell whether a client is an address of loopback, perhaps with a port."""
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::\d+)?", client)
    address = bracketed[1] if bracketed else client.rpartition(":")[0] if client.count(":") == 1 else client
    return _is_loopback(address)


def _is_loopback(text: str) -> bool:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
