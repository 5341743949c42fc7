"""Bodies with a content coding are decoded off the event loop, however small they are: a few kilobytes may stand for megabytes."""

import asyncio
import threading
import zlib
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from service.api.inference.body import body_of

HEAD = b'{"inputs": []}'


def asked(body: bytes) -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-encoding", b"deflate"), (b"content-length", b"%d" % len(body))]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


def test_a_small_coded_body_is_decoded_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    decompressobj, threads = zlib.decompressobj, list[threading.Thread]()

    def noted(*arguments: Any) -> Any:
        threads.append(threading.current_thread())
        return decompressobj(*arguments)

    monkeypatch.setattr(zlib, "decompressobj", noted)
    assert asyncio.run(body_of(asked(zlib.compress(HEAD)), 1000)) == (HEAD, len(HEAD))
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
