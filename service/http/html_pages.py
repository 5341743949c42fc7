"""Pages of HTML for a browser, each with what it may load and call, and an ETag."""

from fastapi import Request
from fastapi.responses import Response

from service.http.etags import etag_of, is_known, not_modified

#: Headers of every page: the browser takes it for nothing else, tells nobody where it was, and asks again by its ETag.
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}


def page_response(request: Request, body: bytes, policy: str) -> Response:
    """Return a page, or 304 if the browser has it.

    Args:
        request: The request.
        body: The page.
        policy: Its Content-Security-Policy.
    """
    headers = {"Content-Security-Policy": policy, **_HEADERS, "ETag": etag_of(body)}
    return not_modified(request, headers) if is_known(request, headers["ETag"]) else Response(body, media_type="text/html", headers=headers)
