"""Host names under which the API may be called.

A page of any web site can make its own name resolve to this machine's address (DNS rebinding) and then read and write a service here as
its own origin. Its requests carry that name in the Host header, so only known names are served.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

#: Names of this machine, always served: no other machine is called by them.
LOOPBACK = ("localhost", "*.localhost", "127.0.0.1", "[::1]")
#: A Host header in lower case: a name, an IPv4 address or a bracketed IPv6 address, perhaps with a port.
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::(?P<port>[0-9]{0,5}))?")
#: Distinct Host headers whose verdict is kept.
_KEPT = 64


def split_host(header: str) -> tuple[str, int | None] | None:
    """Return name and port of a Host header in normal form: lower case, no dot at the end; None if it is malformed."""
    found = _HOST.fullmatch(header.lower())
    if found is None:
        return None
    name = found["name"] if not found["name"].startswith("[") else _normal_address(found["name"][1:-1])
    return (name, int(found["port"]) if found["port"] else None) if name else None


class HostNameError(ValueError):
    """A setting with host names, origins of pages or the prefix of the API is malformed."""


class Hosts:
    """Known names: those of loopback, given ones, and the address that a connection was made to.

    Args:
        names: Further names without a port: "models.example.org", "*.example.org" for names below it, "*" for all.

    Raises:
        HostNameError: A name is malformed.
    """

    def __init__(self, names: Iterable[str]) -> None:
        known = [_normal_name(name) for name in (*LOOPBACK, *names)]
        self._all = "*" in known
        self._exact = frozenset(known)
        self._suffixes = tuple(name.removeprefix("*") for name in known if name.startswith("*."))
        self._names = ", ".join(known)
        self.knows = lru_cache(_KEPT)(self._knows)

    def __str__(self) -> str:
        return self._names

    def _knows(self, header: bytes, address: str | None) -> bool:
        """Tell whether a Host header is a known name.

        Args:
            header: The header's value.
            address: Address that the connection was made to, as the server reports it: an IP address; a name in tests without sockets.
        """
        found = split_host(header.decode("latin-1"))
        if found is None:
            return False
        name = found[0]
        if self._all or name in self._exact or name.endswith(self._suffixes):
            return True
        return address is not None and name == (_normal_address(address) or address)


def _normal_name(name: str) -> str:
    """Return a name of the settings in normal form."""
    bare = name.strip().removeprefix("*.")
    found = split_host(f"[{bare}]" if bare.count(":") > 1 and not bare.startswith("[") else bare)
    if name.strip() == "*":
        return "*"
    if found is None or found[1] is not None:
        raise HostNameError(
            f"MODELBOOK_HOSTS: expected host names without scheme and port, for example models.example.org or *.example.org, got {name.strip()!r}"
        )
    return f"*.{found[0]}" if name.strip().startswith("*.") else found[0]


def _normal_address(address: str) -> str | None:
    """Return an IP address as it is written in a Host header; None if it is not one."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped) if found.ipv4_mapped else f"[{found.compressed}]"
    return str(found)
