"""HEAD over a socket: a response without a body, after which the connection goes on."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import FileResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from service.http.compressed import Compressed
from service.http.head_only import HeadOnly
from tests.integration.service.http.served import served
from tests.raw_http import Caller, calling


class Wrapped(FastAPI):
    """An application behind the middleware."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await HeadOnly(Compressed(super().__call__))(scope, receive, send)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    app, large = Wrapped(openapi_url=None), tmp_path_factory.mktemp("files") / "large"
    with large.open("wb") as file:
        file.truncate(1 << 30)

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"data: x\n\n"
            await asyncio.sleep(0.05)

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(endless(), media_type="text/event-stream")

    @app.get("/file")
    async def file_() -> FileResponse:
        return FileResponse(Path(large))

    @app.get("/text")
    async def text() -> str:
        return "x" * 5000

    with served(app) as (port, _):
        yield port


def test_a_stream_a_file_and_a_compressed_text_have_no_body_and_the_connection_goes_on(port: int) -> None:
    with calling(port) as (caller,):
        compressed = caller.get("/text", "Accept-Encoding: br")
        for path, length in (("/stream", None), ("/file", str(1 << 30)), ("/text", compressed.headers["content-length"])):
            assert head(caller, path) == (200, length)
        assert caller.get("/text").body == b'"' + b"x" * 5000 + b'"'


def head(caller: Caller, path: str) -> tuple[int, str | None]:
    """Return status and Content-Length of HEAD."""
    caller.send(f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n".encode())
    found = caller.head()
    return found.status, found.headers.get("content-length")
