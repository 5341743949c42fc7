"""A server with the hot path, and requests that it takes or that go the ordinary way."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.types import Scope

from service.http.direct import Direct, Exchange
from service.http.server import Server
from tests.integration.service.http.served import served
from tests.raw_http import Response, calling

#: A header that means nothing, by which a request goes the ordinary way.
ORDINARY = "X-Goes-The-Ordinary-Way: 1"
#: Id of requests that are compared: it is repeated in problems.
SAME_ID = "X-Request-ID: compared"
#: Time-outs that a busy machine does not reach, in seconds.
PATIENT = {"header_timeout_s": 60.0, "body_timeout_s": 60.0, "keep_alive_s": 60.0}
JSON = "application/json"


@dataclass
class Watched:
    """A hot path that says what it has taken.

    Args:
        direct: The hot path.
    """

    direct: Direct[Any]
    taken: list[Exchange[Any]] = field(default_factory=list)

    def head_of(self, scope: Scope) -> Any:
        return self.direct.head_of(scope)

    def take(self, exchange: Exchange[Any]) -> bool:
        is_taken = self.direct.take(exchange)
        if is_taken:
            self.taken.append(exchange)
        return is_taken


@dataclass(frozen=True)
class Hot:
    """A running server.

    Args:
        port: Its port.
        watched: Its hot path.
        app: Its application.
        server: Itself.
    """

    port: int
    watched: Watched
    app: FastAPI
    server: Server

    def ask(self, request: bytes) -> tuple[Response, bool]:
        """Send a request on a connection of its own; return the response, and whether the hot path gave it."""
        before = len(self.watched.taken)
        with calling(self.port) as (caller,):
            response = caller.send(request).response()
        return response, len(self.watched.taken) > before and response.status == 200


@contextmanager
def hot_server(app: Any, direct: Direct[Any] | None = None, **settings: Any) -> Iterator[Hot]:
    """Serve an application with its hot path, or another one."""
    watched = Watched(direct or app.state.direct)
    with served(app, watched, **{**PATIENT, **settings}) as (port, server):
        yield Hot(port, watched, app, server)


def request_of(model: str, body: bytes, *lines: str, media: str = JSON, version: str = "1.1") -> bytes:
    """Return a request to predict, with these header lines besides those of its body."""
    own = [] if any(line.lower().startswith("content-length:") for line in lines) else [f"Content-Length: {len(body)}"]
    own += [] if any(line.lower().startswith("host:") for line in lines) else ["Host: 127.0.0.1"]
    own += [f"Content-Type: {media}"] if media else []
    head = "\r\n".join((f"POST /v1/models/{model}/predict HTTP/{version}", *own, *lines, "", ""))
    return head.encode("latin-1") + body


def json_of(inputs: Any) -> bytes:
    """Return a body with inputs."""
    return orjson.dumps({"inputs": inputs})


def comparable(response: Response) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return what has to be the same of a response, whichever way its request went: everything but the date, the times and ids made here."""
    own_id = response.headers.get("x-request-id", "")
    body = response.body.replace(own_id.encode(), b"own") if own_id else response.body
    headers = {name: value for name, value in response.headers.items() if name != "date"} | {"x-request-id": "own"}
    if body != response.body:
        headers["content-length"] = str(len(body))
    if "server-timing" in headers:
        headers["server-timing"] = " ".join(part.partition(";")[0] for part in headers["server-timing"].split(", "))
    return response.status, sorted(headers.items()), body


def require_equal(hot: Hot, model: str, body: bytes, lines: Sequence[str] = (), media: str = JSON, **more: Any) -> bool:
    """Require that a request gets the same response on both ways; return whether the hot path gave the first of them."""
    ordinary, by_hot = hot.ask(request_of(model, body, SAME_ID, ORDINARY, *lines, media=media, **more))
    assert not by_hot
    found, is_hot = hot.ask(request_of(model, body, SAME_ID, *lines, media=media, **more))
    assert comparable(found) == comparable(ordinary), (model, body[:60], lines)
    return is_hot


def warm(hot: Hot, *models: str) -> None:
    """Load models, so that the hot path takes what is asked of them."""
    for model in models:
        response, _ = hot.ask(request_of(model, b'{"inputs": []}', ORDINARY))
        assert response.status == 200, response.body
