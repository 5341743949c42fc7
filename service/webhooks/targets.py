"""Where webhooks may be sent: to hosts that the operator allows, and to no private address that the operator does not name.

A webhook makes this service call an address that a caller has chosen (server-side request forgery), so both its name and the addresses that the name
has are checked: when a job is submitted, and again when a notice is sent, on the very address that is connected to.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: Returns the addresses of a host and port. Raises OSError if there are none.
Resolve = Callable[[str, int], list[str]]

#: Ports of the schemes.
PORTS = {"https": 443, "http": 80}
#: Longest URL.
MAX_URL = 1_000
#: The prefix under which an IPv6 network reaches IPv4 addresses (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


class TargetError(ValueError):
    """A URL to which nothing may be sent; the message says why, and what settles it."""


class UnknownHostError(OSError):
    """A host has no address now."""


@dataclass(frozen=True)
class Target:
    """The parts of a URL.

    Args:
        scheme: https or http.
        host: Its host, a name or an address.
        port: Its port.
        path: Path and query.
    """

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Return the parts of a URL.

        Raises:
            TargetError: It is not one that can be posted to.
        """
        try:
            parts = urlsplit(url)
            scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            raise TargetError("expected a URL such as https://hooks.example.org/jobs, got one with a malformed host or port") from None
        if scheme not in PORTS or not host or not url.isascii() or any(character <= " " for character in url) or len(url) > MAX_URL:
            raise TargetError(f"expected a URL of at most {MAX_URL} ASCII characters such as https://hooks.example.org/jobs, without spaces")
        if "@" in parts.netloc or parts.fragment:
            raise TargetError("expected a URL without user name, password and fragment; notices are authenticated by their signature")
        return cls(scheme, host, PORTS[scheme] if port is None else port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))

    @property
    def authority(self) -> str:
        """Return the value of the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host.

    Raises:
        UnknownHostError: It has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(f"the host {host} has no address: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Targets:
    """The allowed targets of an installation.

    Args:
        allowed: Names of hosts, `*.name` for names below, `*` for all with public addresses; and IP addresses or networks, the only way
            in which private ones are allowed.
        resolve: Finds the addresses of a host.
    """

    def __init__(self, allowed: Iterable[str], resolve: Resolve = resolved) -> None:
        known = [name.strip().lower() for name in allowed if name.strip()]
        networks = {name: _network(name) for name in known}
        self._networks = [network for network in networks.values() if network is not None]
        self._names = [name for name, network in networks.items() if network is None]
        self._shown = ", ".join(known)
        self._resolve = resolve

    def require(self, url: str) -> Target:
        """Return the target of a URL to which notices may be sent, as far as that is known now: a host without an address may get one.

        Raises:
            TargetError: Nothing may be sent to it.
        """
        target = Target.of(url)
        self._require_host(target.host)
        try:
            self._require_addresses(target)
        except UnknownHostError:
            return target
        return target

    def address(self, url: str) -> tuple[Target, str]:
        """Return the target of a URL, and the address to connect to.

        Raises:
            TargetError: Nothing may be sent to it.
            UnknownHostError: It has no address now.
        """
        target = Target.of(url)
        self._require_host(target.host)
        return target, self._require_addresses(target)[0]

    def _require_host(self, host: str) -> None:
        if not self._shown:
            raise TargetError("expected no webhooks, as none are allowed here; an administrator allows hosts by MODELBOOK_WEBHOOK_HOSTS")
        address = _address(host)
        if "*" in self._names or host in self._names or (address is not None and self._names_network(address)):
            return
        if any(name.startswith("*.") and host.endswith(name[1:]) for name in self._names):
            return
        raise TargetError(f"expected a host of MODELBOOK_WEBHOOK_HOSTS ({self._shown}), got {host}; an administrator can add it")

    def _require_addresses(self, target: Target) -> list[str]:
        """Return the addresses of a target: every one must be allowed, since any of them may be the one that is connected to."""
        found = [target.host] if _address(target.host) else self._resolve(target.host, target.port)
        for text in found:
            address = _address(text)
            if address is None or not (self._names_network(address) or _is_public(address)):
                settles = "an administrator can add the address or its network to MODELBOOK_WEBHOOK_HOSTS"
                raise TargetError(f"expected a host with public addresses, but {target.host} is at the private address {text}; {settles}")
        return found

    def _names_network(self, address: Address) -> bool:
        return any(inner in network for network in self._networks for inner in (address, *_inner(address)) if inner.version == network.version)


def _network(name: str) -> Network | None:
    """Return the network of a setting; None for the name of a host."""
    try:
        return ip_network(name.strip("[]"), strict=False)
    except ValueError:
        return None


def _address(text: str) -> Address | None:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _inner(address: Address) -> list[Address]:
    """Return the IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, IPv4Address):
        return []
    teredo = address.teredo
    found = [address.ipv4_mapped, address.sixtofour, teredo[1] if teredo else None]
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]


def _is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet, and so is every one that it leads to."""
    inner = _inner(address)
    if inner:
        return all(map(_is_public, inner))
    return address.is_global and not address.is_multicast and not (isinstance(address, IPv6Address) and address.is_site_local)
