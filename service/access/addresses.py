"""The address that a request comes from, also through proxies that are trusted.

X-Forwarded-For is believed only where it was written by a trusted proxy: from its end on, up to the first address that is none. What stands before
was sent by the caller, who may write anything. `Forwarded` (RFC 7239) is not read: a proxy that writes one of the two headers passes the
other on as the caller sent it.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

from service.access.start_error import StartError

#: Addresses and headers whose meaning is kept.
_KEPT = 4096
#: Bytes at the end of a header that are read: two dozen addresses.
_MAX_HEADER = 1024
#: Length of the prefix of one IPv6 network: its addresses belong to one subscriber.
_SUBSCRIBER = 64

Address = IPv4Address | IPv6Address


class Addresses:
    """Finds the addresses of callers.

    Args:
        trusted: IP addresses, and networks such as "10.0.0.0/8", of proxies whose X-Forwarded-For header is believed.

    Raises:
        StartError: One is malformed.
    """

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = [_network(text.strip()) for text in trusted]
        self._peer = lru_cache(_KEPT)(self._peer_of)
        self._forwarded = lru_cache(_KEPT)(self._forwarded_by)

    def of(self, scope: Scope) -> str | None:
        """Return the address that a request comes from, or its network of IPv6 addresses.

        Returns:
            The address; None for a caller on this machine without a proxy, and where there are no addresses.
        """
        client = scope.get("client")
        if client is None:
            return None
        address, is_trusted = self._peer(client[0])
        if not is_trusted:
            return address
        written = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        return self._forwarded(_end_of(b",".join(written)), client[0]) if written else address

    def is_proxied(self, scope: Scope) -> bool:
        """Tell whether a request comes from a trusted proxy, whose reports are believed."""
        client = scope.get("client")
        return client is not None and self._peer(client[0])[1]

    def _peer_of(self, host: str) -> tuple[str | None, bool]:
        """Return the address of the other end of a connection, None for this machine, and whether it is a trusted proxy."""
        found = _parsed(host)
        if found is None:
            return None, False
        return (None if found.is_loopback else _subscriber(found)), self._is_trusted(found)

    def _forwarded_by(self, header: bytes, peer: str) -> str | None:
        """Return the last address of a header that is no trusted proxy; where a proxy wrote something else, the address of that proxy."""
        nearest = _parsed(peer)
        for text in reversed(header.decode("latin-1").split(",")):
            found = _parsed(_without_port(text.strip()))
            if found is None:
                break
            nearest = found
            if not self._is_trusted(found):
                break
        return None if nearest is None else _subscriber(nearest)

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _end_of(header: bytes) -> bytes:
    """Return the last addresses of a header: callers can make it long, and it is kept."""
    return header if len(header) <= _MAX_HEADER else header[-_MAX_HEADER:].partition(b",")[2]


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError as error:
        expected = "expected IP addresses, or networks such as 10.0.0.0/8, by commas"
        raise StartError(f"MODELBOOK_TRUSTED_PROXIES: {expected}, got {text!r}: {error}") from error


def _parsed(text: str) -> Address | None:
    """Return an address; an IPv4 address that is written as an IPv6 address is the IPv4 address. None for another text."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _without_port(text: str) -> str:
    """Return the address of "192.0.2.1:4711" and "[2001:db8::1]:4711", as some proxies write it."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _subscriber(address: Address) -> str:
    """Return an address as text; of an IPv6 address the network of its subscriber, who has 2**64 of them."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _SUBSCRIBER), strict=False))
    return str(address)
