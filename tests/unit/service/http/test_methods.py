"""The methods of paths, OPTIONS and HEAD."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import orjson
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.staticfiles import StaticFiles

from service.http.head_only import HeadOnly
from service.http.methods import Methods, Options
from tests.unit.service.http.called import Answer, call


def two_routers() -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.get("/things")(lambda: None)
    app.post("/things")(lambda: None)
    app.delete("/things/{name}")(lambda: None)
    app.mount("/files", StaticFiles(directory="."))
    return app


def test_the_methods_of_a_path_are_those_of_all_its_routes() -> None:
    methods = Methods(lambda: two_routers().routes)
    assert methods.of("/things") == ("GET", "HEAD", "POST", "OPTIONS")
    assert methods.of("/things/a") == ("DELETE", "OPTIONS")
    assert methods.of("/files/a/b.js") == ("GET", "HEAD", "OPTIONS")
    assert methods.of("/nothing") == ()


def test_options_names_the_methods_and_does_nothing_else() -> None:
    behind = Answer()
    app = Options(behind, Methods(lambda: two_routers().routes))
    found = call(app, "OPTIONS", "/things")
    assert (found.status, found.one("allow"), found.body, behind.scope) == (204, "GET, HEAD, POST, OPTIONS", b"", None)
    assert call(app, "OPTIONS", "*").one("allow") == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
    missing = call(app, "OPTIONS", "/nothing")
    assert (missing.status, orjson.loads(missing.body)["status"]) == (404, 404)
    assert call(app, "GET", "/things").status == 200


def test_head_has_the_headers_of_get_and_no_body() -> None:
    behind = Answer([b"some", b"thing"], [("content-length", "9"), ("etag", '"x"')])
    found = call(HeadOnly(behind), "HEAD")
    assert (found.status, found.headers, found.pieces) == (200, [("content-length", "9"), ("etag", '"x"')], [b""])
    assert behind.scope["method"] == "GET"


def test_head_of_a_stream_ends_it() -> None:
    app, n_sent = FastAPI(openapi_url=None), 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal n_sent
        while True:
            n_sent += 1
            yield b"x" * 1000
            await asyncio.sleep(0.01)

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(endless())

    async def head() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(HeadOnly(app)), base_url="http://test") as client:
            return (await client.head("/stream", timeout=5)).status_code

    assert asyncio.run(asyncio.wait_for(head(), 5)) == 200
    assert n_sent < 5
