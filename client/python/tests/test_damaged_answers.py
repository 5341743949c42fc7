"""Answers of something else, damaged answers, and connections that are left."""

from __future__ import annotations

import gc
import socket
import threading
import time
import warnings
from email.utils import formatdate
from pathlib import Path

import pytest

from modelbook import Client
from modelbook.errors import UnexpectedAnswerError
from tests.conftest import Answer, Scripted, problem

HEALTH = Answer(200, {"status": "ok", "checks": {}})


class Wire:
    """A server that sends the same bytes to everybody.

    Args:
        content: The bytes.
    """

    def __init__(self, content: bytes) -> None:
        self._content, self._socket = content, socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_error: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(self._content)


def test_a_page_of_a_network_is_no_file_and_no_deletion(server: Scripted, client: Client, tmp_path: Path) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlogin"
    with Wire(page) as url, Client(url) as away:
        for call in (lambda: away.models["a"].download(tmp_path / "a.h5"), away.datasets["a"].delete, away.datasets["a"].plot):
            with pytest.raises(UnexpectedAnswerError, match="it begins 'login'"):
                call()
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_cannot_be_decompressed_is_asked_for_again(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, b"damaged", {"Content-Encoding": "gzip"}), HEALTH]
    assert client.health().status == "ok"
    assert len(server.requests) == 2


def test_a_pause_may_be_asked_for_as_a_time(server: Scripted, client: Client) -> None:
    server.script = [problem(503, retry_after=formatdate(time.time() + 2, usegmt=True)), HEALTH]
    began = time.monotonic()
    client.health()
    assert 0.9 < time.monotonic() - began < 2.5


def test_a_client_that_is_forgotten_leaves_no_connection_open(server: Scripted) -> None:
    server.script = [HEALTH]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # An unclosed socket warns.
        client = Client(server.url)
        client.health()
        inner = client._http._client
        del client
        gc.collect()
    assert inner.is_closed
