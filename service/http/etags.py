"""ETags, and conditional requests by them (RFC 9110, sections 8.8.3 and 13.1.2)."""

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

#: One entity tag of a list. A tag may hold a comma.
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
#: Headers that a response 304 has as the one with the body would have them.
_KEPT = ("etag", "cache-control", "vary", "expires", "content-location")


def etag_of(body: bytes) -> str:
    """Return the ETag of a body: its SHA-256."""
    return f'"{hashlib.sha256(body).hexdigest()}"'


def is_known(request: Request, etag: str) -> bool:
    """Tell whether the caller already has the body of an ETag: If-None-Match lists it, weak or strong, or is `*`."""
    given = ",".join(request.headers.getlist("if-none-match")).strip()
    if not given:
        return False
    return given == "*" or etag.removeprefix("W/").strip('"') in _TAG.findall(given)


def not_modified(request: Request, headers: dict[str, str]) -> Response:
    """Return the response to a caller who already has the body.

    Args:
        request: The request. An ETag that it gives as weak, as that of a compressed body is, is repeated so.
        headers: Headers of the response with the body.
    """
    kept = {name: value for name, value in headers.items() if name.lower() in _KEPT}
    given = ",".join(request.headers.getlist("if-none-match"))
    if f"W/{kept['ETag']}" in given:
        kept["ETag"] = f"W/{kept['ETag']}"
    return Response(status_code=304, headers=kept)
