"""Bodies in gzip and deflate are unpacked within the bounds of bodies."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from service.bodies.packed_bodies import PIECE, coding_of, unpacked
from service.errors import Malformed, ServiceError, TooLarge, UnsupportedMedia

BODY = b'{"inputs": [[1, 2, 3]]}' * 50_000


async def chunks_of(body: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


def read(body: bytes, coding: str, limit: int = 10**8, size: int = 1000) -> list[bytes]:
    async def collected() -> list[bytes]:
        return [piece async for piece in unpacked(chunks_of(body, size), coding, limit)]

    return asyncio.run(collected())


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress)])
@pytest.mark.parametrize("size", [1, 1000, 10**9])
def test_a_body_is_unpacked(coding: str, pack: Any, size: int) -> None:
    pieces = read(pack(BODY), coding, size=size)
    assert b"".join(pieces) == BODY
    assert max(map(len, pieces)) <= PIECE


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        (gzip.compress(BODY)[:-9], Malformed, "one that is cut off"),
        (b"", Malformed, "one that is cut off"),
        (gzip.compress(BODY) + b"more", Malformed, "bytes after its end"),
        (BODY, Malformed, "expected a body in gzip, as Content-Encoding says"),
        (gzip.compress(BODY), TooLarge, "at most 1,000 bytes without its Content-Encoding"),
    ],
)
def test_what_is_not_whole_or_too_large_is_refused(body: bytes, error: type[ServiceError], message: str) -> None:
    with pytest.raises(error, match=message):
        read(body, "gzip", limit=1000 if error is TooLarge else 10**8)


def test_a_bomb_is_refused_before_it_is_in_memory() -> None:
    bomb = gzip.compress(bytes(200 * 1024**2))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        read(bomb, "gzip", limit=1024**2, size=10**9)
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
    tracemalloc.stop()


@pytest.mark.parametrize(("header", "coding"), [("", None), ("identity", None), (" GZIP ", "gzip"), ("deflate", "deflate")])
def test_the_coding_is_that_of_the_header(header: str, coding: str | None) -> None:
    assert coding_of(header) == coding


@pytest.mark.parametrize("header", ["br", "gzip, gzip", "zstd"])
def test_other_codings_are_refused(header: str) -> None:
    with pytest.raises(UnsupportedMedia, match="Content-Encoding gzip or deflate"):
        coding_of(header)
