"""Posting a notice: one request to one address, which follows no redirect, uses no proxy and reads little of the response."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress

from service.webhooks.targets import Target

#: Seconds for connecting and for each read and write, and for all of it.
STEP_S, WHOLE_S = 5.0, 10.0


class PostError(Exception):
    """A notice was not taken; the message says why.

    Args:
        detail: Why.
        retry_after_s: Seconds for which the receiver asks to wait.
        is_final: Whether the receiver wants no more notices at this URL.
    """

    def __init__(self, detail: str, retry_after_s: float = 0.0, *, is_final: bool = False) -> None:
        super().__init__(detail)
        self.retry_after_s, self.is_final = retry_after_s, is_final


def post(target: Target, address: str, body: str, headers: Mapping[str, str]) -> None:
    """Post a body.

    Args:
        target: Where to.
        address: Address of its host, which was checked: the name is not looked up again.
        body: The body, JSON.
        headers: Further headers.

    Raises:
        PostError: The receiver could not be reached, or did not answer with 2xx.
    """
    connection = _Connection(target, address)
    ending = threading.Timer(WHOLE_S, connection.cut)
    ending.start()
    try:
        sent = {"Host": target.authority, "Content-Type": "application/json", "User-Agent": "Modelbook-Webhooks", "Connection": "close", **headers}
        connection.request("POST", target.path, body.encode(), sent)
        response = connection.getresponse()
        _require_taken(response.status, response.headers.get("retry-after", ""), response.headers.get("location") is not None)
    except (OSError, http.client.HTTPException) as error:
        raise PostError(f"the receiver could not be reached: {type(error).__name__}: {error}") from error
    finally:
        ending.cancel()
        connection.close()


def _require_taken(status: int, retry_after: str, is_redirect: bool) -> None:
    if 200 <= status < 300:
        return
    if is_redirect:
        raise PostError(f"expected a status of 200 to 299, got the redirect {status}; redirects are not followed: give the final URL")
    retry_after_s = float(retry_after) if retry_after.isdecimal() else 0.0
    raise PostError(f"expected a status of 200 to 299, got {status}", retry_after_s, is_final=status == http.client.GONE)


class _Connection(http.client.HTTPConnection):
    """A connection to a given address of a host, with the certificate of the host's name."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=STEP_S)
        self._target, self._address = target, address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self._target.port), STEP_S)
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)

    def cut(self) -> None:
        """End it from another thread: a receiver that sends a byte now and then would hold it for ever."""
        connected = self.sock
        if connected is not None:
            with suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)
