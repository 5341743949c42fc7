"""A server with limits in a thread, in front of a small application."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from service.api.problems import install_problem_handlers
from service.http.direct import Direct
from service.http.server import Server
from service.settings import Settings
from tests.acceptance.service import free_port

#: Time-outs short enough for a test, in seconds.
QUICK = {"header_timeout_s": 0.5, "body_timeout_s": 0.5, "keep_alive_s": 1.0}


def small_app() -> FastAPI:
    """Return an application with a health check, one that reads a body, a slow one, and one with a large response."""
    app = FastAPI(openapi_url=None)
    install_problem_handlers(app)

    @app.get("/healthz")
    async def health() -> str:
        return "ok"

    @app.get("/")
    async def seen(request: Request) -> dict[str, Any]:
        return {"host": request.headers.getlist("host"), "path": request.url.path, "query": request.url.query}

    @app.post("/")
    async def read(request: Request) -> dict[str, Any]:
        body = await request.body()
        return {"bytes": len(body), "headers": sorted(request.headers.keys())}

    @app.get("/slow")
    async def slow(seconds: float) -> str:
        await asyncio.sleep(seconds)
        return "slow"

    @app.get("/large")
    async def large() -> PlainTextResponse:
        return PlainTextResponse("x" * 30_000_000)

    return app


@contextmanager
def served(app: FastAPI | None = None, direct: Direct[Any] | None = None, **settings: Any) -> Iterator[tuple[int, Server]]:
    """Serve an application, and what answers past it; yield the port and the server."""
    port = free_port()
    server = Server(app or small_app(), "127.0.0.1", port, Settings(**{**QUICK, **settings}), on_exit=lambda: None, direct=direct)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield port, server
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()
