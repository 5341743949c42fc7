"""A TCP proxy whose links can be frozen: they stay open, and pass nothing more, as after a firewall has forgotten them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Links:
    """The links of a proxy on a free port of loopback.

    Args:
        port: Port of the server behind it.
    """

    def __init__(self, port: int) -> None:
        self._to, self._server = port, socket.create_server(("127.0.0.1", 0))
        self._frozen: list[threading.Event] = []
        self._sockets: list[socket.socket] = []
        self.port = int(self._server.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """Freeze the links that there are; later ones pass everything."""
        for frozen in self._frozen:
            frozen.set()

    def close(self) -> None:
        """Close the links, and take no more."""
        self._server.shutdown(socket.SHUT_RDWR)
        for one in (self._server, *self._sockets):
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                far, frozen = socket.create_connection(("127.0.0.1", self._to)), threading.Event()
                self._frozen.append(frozen)
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=_pass, args=(source, sink, frozen), daemon=True).start()


def _pass(source: socket.socket, sink: socket.socket, frozen: threading.Event) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            if frozen.is_set():
                return  # Both sockets stay open.
            sink.sendall(data)
    if not frozen.is_set():
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def frozen_links(port: int) -> Iterator[Links]:
    """Provide a proxy before a server."""
    links = Links(port)
    yield links
    links.close()
