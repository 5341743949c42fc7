"""Bodies with a content coding are decoded piece by piece, however small they are: a few kilobytes may stand for megabytes."""

import asyncio
import zlib

from starlette.requests import Request
from starlette.types import Message

from service.api.inference.body import body_of
from service.bodies.packed_bodies import PIECE

HEAD = b'{"inputs": []}'


def asked(body: bytes) -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-encoding", b"deflate"), (b"content-length", b"%d" % len(body))]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


def test_other_requests_run_while_a_small_coded_body_becomes_large() -> None:
    n_pieces = 40
    large = HEAD + b" " * (n_pieces * PIECE)

    async def turns_beside() -> tuple[int, int]:
        turns, reading = 0, asyncio.ensure_future(body_of(asked(zlib.compress(large)), len(large)))
        while not reading.done():
            turns += 1
            await asyncio.sleep(0)
        body, n_json = await reading
        assert body == large
        return turns, n_json

    turns, n_json = asyncio.run(turns_beside())
    assert turns >= n_pieces
    assert n_json == len(large)
