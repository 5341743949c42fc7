"""Bodies of requests to infer."""

from fastapi import Request

from models.core.errors import Fault
from models.core.faults import quote
from service.bodies.content import BYTES, JSON, media_type, read_body
from service.errors import Invalid, UnsupportedMedia

#: Header with the number of bytes of JSON where bytes of tensors follow.
HEAD_LENGTH = "Inference-Header-Content-Length"
#: Content type that curl sends with -d unless it is given another one.
_CURL = "application/x-www-form-urlencoded"


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
    body = await read_body(request, limit)
    return body, _n_json(request, body)


def _n_json(request: Request, body: bytes) -> int:
    lengths = request.headers.getlist(HEAD_LENGTH)
    if not lengths:
        return len(body)
    given = ", ".join(lengths)  # Several are no number: which of them is meant is not known.
    if not (given.isascii() and given.isdigit() and len(given) < 12 and 0 < int(given) <= len(body)):
        expected = f"expected the number of bytes of JSON at the beginning of the body, 1 to {len(body):,}"
        raise Invalid.of([Fault(f"/header/{HEAD_LENGTH}", f"{expected}, got {quote(given)}")])
    return int(given)
