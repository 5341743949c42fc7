"""Bodies that are packed for the way, as Content-Encoding says: unpacked piece by piece, within the bounds of bodies that are not."""

import asyncio
import zlib
from collections.abc import AsyncGenerator, AsyncIterator

from models.core.faults import quote
from service.errors import Malformed, TooLarge, UnsupportedMedia

#: Content codings that are taken, with their parameter of zlib. Deflate means zlib's form (RFC 9110, 8.4.1.2).
CODINGS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
#: Bytes that are unpacked at a time; other requests run between the pieces, as a small body may be a thousand times as large unpacked.
PIECE = 256 * 1024


def coding_of(header: str) -> str | None:
    """Return the content coding of a body; None if it is as it is.

    Raises:
        UnsupportedMedia: It is another one than those of `CODINGS`.
    """
    coding = header.strip().lower()
    if coding in ("", "identity"):
        return None
    if coding not in CODINGS:
        raise UnsupportedMedia(f"expected a body with the Content-Encoding gzip or deflate, or without one, got {quote(header)}")
    return coding


async def unpacked(chunks: AsyncIterator[bytes], coding: str, limit: int) -> AsyncGenerator[bytes, None]:
    """Yield a body of at most `limit` bytes without its content coding.

    Args:
        chunks: The body as it comes.
        coding: Its content coding.
        limit: Most bytes of it, unpacked.

    Raises:
        TooLarge: It is larger.
        Malformed: It is not whole, or not in the coding.
    """
    decoder, size = zlib.decompressobj(CODINGS[coding]), 0
    async for chunk in chunks:
        packed = chunk
        while packed and not decoder.eof:
            piece = _piece(decoder, packed, coding)
            packed = decoder.unconsumed_tail
            size += len(piece)
            if size > limit:
                raise TooLarge(f"expected a body of at most {limit:,} bytes without its Content-Encoding, got more")
            yield piece
            await asyncio.sleep(0)
        if decoder.eof and (packed or decoder.unused_data):
            raise Malformed(f"expected a whole body in {coding}, got one that has bytes after its end")
    if not decoder.eof:
        raise Malformed(f"expected a whole body in {coding}, got one that is cut off")


def _piece(decoder: "zlib._Decompress", packed: bytes, coding: str) -> bytes:
    try:
        return decoder.decompress(packed, PIECE)
    except zlib.error as error:
        raise Malformed(f"expected a body in {coding}, as Content-Encoding says, got: {error}") from error
