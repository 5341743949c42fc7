"""Bodies of requests to infer."""

import zlib

from fastapi import Request

from models.core.errors import Fault
from models.core.faults import quote
from service.bodies.content import BYTES, JSON, bounded, media_type
from service.bodies.decoding_threads import decoded_in_thread
from service.errors import Invalid, Malformed, TooLarge, UnsupportedMedia

#: Header with the number of bytes of JSON where bytes of tensors follow.
HEAD_LENGTH = "Inference-Header-Content-Length"
#: Content type that curl sends with -d unless it is given another one.
_CURL = "application/x-www-form-urlencoded"
#: Content codings of bodies: what tritonclient compresses with. Deflate means zlib's form (RFC 9110, 8.4.1.2).
_CODINGS = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


async def body_of(request: Request, limit: int) -> tuple[bytes, int]:
    """Read a body, which tritonclient sends without a content type, and curl with that of forms.

    Returns:
        The body without its content coding; and the number of its bytes that are JSON.

    Raises:
        Invalid, Malformed, TooLarge, UnsupportedMedia: It is not one that is taken.
    """
    media = media_type(request)
    if media not in ("", JSON, BYTES, _CURL):
        raise UnsupportedMedia(f"expected {JSON}, or {BYTES} where bytes of tensors follow the JSON, got {media}")
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", *_CODINGS):
        raise UnsupportedMedia(f"expected a body with the Content-Encoding {' or '.join(_CODINGS)}, or without one, got {quote(coding)}")
    body = b"".join([chunk async for chunk in bounded(request, limit, is_coded=coding in _CODINGS)])
    if coding in _CODINGS:
        packed = body
        body = await decoded_in_thread(lambda: _decoded(packed, coding, limit))  # A small one may be a thousand times as large.
    return body, _n_json(request, body)


def _decoded(body: bytes, coding: str, limit: int) -> bytes:
    decoder = zlib.decompressobj(_CODINGS[coding])
    try:
        decoded = decoder.decompress(body, limit + 1)
    except zlib.error as error:
        raise Malformed(f"expected a body in {coding}, as Content-Encoding says, got: {error}") from error
    if len(decoded) > limit:
        raise TooLarge(f"expected a body of at most {limit:,} bytes without its Content-Encoding, got more")
    if not decoder.eof or decoder.unused_data:
        raise Malformed(f"expected a whole body in {coding}, got one that {'has bytes after its end' if decoder.eof else 'is cut off'}")
    return decoded


def _n_json(request: Request, body: bytes) -> int:
    lengths = request.headers.getlist(HEAD_LENGTH)
    if not lengths:
        return len(body)
    given = ", ".join(lengths)  # Several are no number: which of them is meant is not known.
    if not (given.isascii() and given.isdigit() and len(given) < 12 and 0 < int(given) <= len(body)):
        expected = f"expected the number of bytes of JSON at the beginning of the body, 1 to {len(body):,}"
        raise Invalid.of([Fault(f"/header/{HEAD_LENGTH}", f"{expected}, got {quote(given)}")])
    return int(given)
