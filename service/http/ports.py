"""Ports to listen on: free ones, and those that several API processes share, over which the kernel spreads new connections (SO_REUSEPORT)."""

import socket
import sys
from contextlib import ExitStack


class PortError(Exception):
    """Nothing, or not several processes, can listen on the port; the message says why."""


def require_shared_ports() -> None:
    """Require a system that spreads the connections of one port over processes.

    Raises:
        PortError: It does not.
    """
    if sys.platform != "linux":
        reason = "on this system one of them would get all connections"
        raise PortError(
            f"several API processes on one port need Linux: {reason}; run one, or several on ports of their own behind a proxy (deploy/nginx.conf)"
        )


def require_free(host: str, port: int) -> None:
    """Require that nothing listens on a port, nor would share it: a second service of the same user would get a part of the connections.

    Raises:
        PortError: Another program listens there, or the address is not one of this machine.
    """
    for probe in _bound(host, port, is_shared=False):
        probe.close()


def shared_sockets(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of a host, bound to the port beside those of other processes.

    Raises:
        PortError: The port is used by a program that does not share it, or the address is not one of this machine.
    """
    return _bound(host, port, is_shared=True)


def _bound(host: str, port: int, *, is_shared: bool) -> list[socket.socket]:
    with ExitStack() as undo:
        try:
            found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            sockets = []
            for family, kind, protocol, _, address in dict.fromkeys(found):
                sockets.append(one := socket.socket(family, kind, protocol))
                undo.callback(one.close)
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if is_shared:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if family == socket.AF_INET6:
                    one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)  # IPv4 has a socket of its own.
                one.bind(address)
        except OSError as error:
            message = f"cannot listen on {host}:{port} ({error.strerror}); give another address with --host, or another port with --port"
            raise PortError(message) from error
        undo.pop_all()
    return sockets
