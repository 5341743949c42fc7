"""Compression of responses: Brotli or gzip, whichever the caller prefers.

Text above a kilobyte is compressed. Files and images, which are compressed already, and event streams, which have to arrive piece by piece,
go as they are; so does a response that holds a key, whose length must not depend on what stands beside it.
"""

import zlib
from collections.abc import Callable
from functools import lru_cache

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.accepted import chosen_coding

#: Smallest body that is compressed, in bytes.
MIN_BYTES = 1024
#: Size from which a body is compressed off the event loop, in bytes.
LONG_BYTES = 64 * 1024
#: Levels at which JSON of some kilobytes takes tens of microseconds; higher ones gain little and take several times as long.
GZIP_LEVEL, BROTLI_QUALITY = 4, 4

#: Content types that are text, besides text/*.
_TEXTS = frozenset({"application/json", "application/x-ndjson", "application/yaml", "application/javascript", "image/svg+xml"})
_GZIP_WINDOW = 31


def compressed(body: bytes, coding: str) -> bytes:
    """Compress a whole body.

    Args:
        body: The body.
        coding: Name of the coding.
    """
    return _STREAMS[coding]().whole(body)


class Compressed:
    """ASGI middleware that compresses responses.

    Args:
        app: The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        await self._app(scope, receive, _Response(scope, send).send if scope["type"] == "http" else send)


class _Response:
    """A response on its way out.

    Args:
        scope: The request.
        send: Sends it on.
    """

    __slots__ = ("_coding", "_flushes", "_scope", "_send", "_start", "_stream")

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._coding: str | None = None
        self._start: Message | None = None
        self._stream: _Stream | None = None

    async def send(self, message: Message) -> None:
        """Send a message on, compressed where the response is."""
        if message["type"] == "http.response.start" and not _is_short(message):
            await self._begin(message)
        elif self._start is not None:
            await self._first(message, self._start)
        elif self._stream is not None:
            await self._next(message, self._stream)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        """Send the headers, or wait with them for the body."""
        if _varies(message):
            headers = MutableHeaders(raw=list(message["headers"]))
            if "accept-encoding" not in headers.get("vary", "").lower():  # A document that is stored compressed has said so.
                headers.add_vary_header("Accept-Encoding")
            message = {**message, "headers": headers.raw}
            self._coding = _wanted(self._scope)
            if self._coding is not None and message["status"] != 304:
                self._start = message
                return
        await self._send(message)

    async def _first(self, message: Message, start: Message) -> None:
        """Send the headers and the first part of the body."""
        body, self._start = message.get("body", b""), None
        is_whole = not message.get("more_body", False)
        if is_whole and len(body) < MIN_BYTES:
            await self._send(start)
            await self._send(message)
            return
        assert self._coding is not None
        headers = MutableHeaders(raw=start["headers"])
        self._flushes = "content-length" not in headers  # A stream, whose reader waits for each part; a file is read to its end.
        stream = _STREAMS[self._coding]()
        if is_whole:
            body = await _off_the_loop(stream.whole, body)
        _mark(headers, self._coding, len(body) if is_whole else None)
        await self._send({**start, "headers": headers.raw})
        if is_whole:
            await self._send({**message, "body": body})
        else:
            self._stream = stream
            await self._next(message, stream)

    async def _next(self, message: Message, stream: "_Stream") -> None:
        """Send a further part of the body."""
        body, more = message.get("body", b""), message.get("more_body", False)
        packed = await _off_the_loop(stream.part, body)
        packed += (stream.flush() if self._flushes else b"") if more else stream.finish()
        await self._send({**message, "body": packed})


class _Stream:
    """Compresses a body part by part.

    Args:
        part: Compresses a part, of which some may be kept back.
        flush: Returns what was kept back.
        finish: Returns the end.
    """

    def __init__(self, part: Callable[[bytes], bytes], flush: Callable[[], bytes], finish: Callable[[], bytes]) -> None:
        self.part, self.flush, self.finish = part, flush, finish

    def whole(self, body: bytes) -> bytes:
        """Compress a whole body."""
        return self.part(body) + self.finish()


def _gzip() -> _Stream:
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return _Stream(packer.compress, lambda: packer.flush(zlib.Z_SYNC_FLUSH), packer.flush)


def _brotli() -> _Stream:
    packer = brotli.Compressor(quality=BROTLI_QUALITY)
    return _Stream(packer.process, packer.flush, packer.finish)


#: How each coding is made, by its name.
_STREAMS: dict[str, Callable[[], _Stream]] = {"br": _brotli, "gzip": _gzip}


async def _off_the_loop(packed: Callable[[bytes], bytes], body: bytes) -> bytes:
    """Compress on a thread what takes more than a millisecond."""
    return packed(body) if len(body) < LONG_BYTES else await run_in_threadpool(packed, body)


def _mark(headers: MutableHeaders, coding: str, size_bytes: int | None) -> None:
    """Describe a compressed body. Its ETag is weak: it stands for the same content in other bytes, of which no ranges are offered."""
    headers["content-encoding"] = coding
    del headers["content-length"]
    del headers["accept-ranges"]
    if size_bytes is not None:
        headers["content-length"] = str(size_bytes)
    if headers.get("etag", "").startswith('"'):
        headers["etag"] = f"W/{headers['etag']}"


def _wanted(scope: Scope) -> str | None:
    """Return the coding that a caller prefers; None for none."""
    return chosen_coding(b",".join([value for name, value in scope["headers"] if name == b"accept-encoding"]))


def _is_short(message: Message) -> bool:
    """Tell whether a response has a short body, as that of most predictions."""
    for name, value in message["headers"]:
        if name == b"content-length":
            return len(value) < 4 or int(value) < MIN_BYTES
    return False


def _varies(message: Message) -> bool:
    """Tell whether a response may be compressed; 304 stands for one that may have been."""
    if message["status"] in (204, 206, 304):
        return bool(message["status"] == 304)
    headers = Headers(raw=message["headers"])
    kept_as_it_is = ("no-store", "no-transform")
    if "content-encoding" in headers or any(word in headers.get("cache-control", "") for word in kept_as_it_is):
        return False
    return _is_text(headers.get("content-type", ""))


@lru_cache(64)
def _is_text(content_type: str) -> bool:
    media = content_type.partition(";")[0].strip().lower()
    return media != "text/event-stream" and (media.startswith("text/") or media in _TEXTS or media.endswith(("+json", "+yaml")))
