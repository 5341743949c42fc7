"""Which requests the hot path takes, by their heads."""

from dataclasses import dataclass

from starlette.types import Scope

from service.request_context import new_id, sound_id

#: Largest body that is read on the event loop, in bytes.
MAX_BYTES = 128 * 1024
#: Content types that are taken.
MEDIA = frozenset({b"application/json", b"application/x-npy", b"image/png"})
#: Values of Accept that JSON satisfies.
_ACCEPTED = frozenset({b"*/*", b"application/json", b"application/json, */*", b"application/json, text/plain, */*"})
_BEGIN, _END = "/v1/models/", "/predict"
#: Template of their paths.
ROUTE = _BEGIN + "{ref}" + _END
#: Headers that mean nothing to a prediction, or that are read here or by those who admit it. A request with another one goes to the application.
_KNOWN = frozenset(
    b"accept accept-encoding accept-language authorization baggage cache-control connection content-length content-type cookie dnt forwarded host "
    b"keep-alive origin pragma priority referer sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-gpc "
    b"traceparent tracestate user-agent via x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-real-ip x-request-id".split()
)


@dataclass(slots=True)
class Head:
    """What the head of a request says.

    Args:
        ref: The model.
        media: Content type of its body.
        encodings: Its Accept-Encoding.
        given_id: The id that its caller gives it; None for one that is made here.
    """

    ref: str
    media: bytes
    encodings: bytes
    given_id: bytes | None

    @property
    def request_id(self) -> bytes:
        """Return the id of one request with this head, of which there may be many."""
        return new_id() if self.given_id is None else self.given_id


def head_of(scope: Scope, most_bytes: int = MAX_BYTES) -> Head | None:
    """Return what the head of a prediction with a small body says; None for all other requests, and where anything is unusual.

    Args:
        scope: The request.
        most_bytes: Largest body that is taken.
    """
    path: str = scope["path"]
    if not (path.endswith(_END) and path.startswith(_BEGIN)) or scope["method"] != "POST":
        return None
    if scope["query_string"] or path.count("/") != 4 or b"%" in scope["raw_path"]:
        return None
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name not in _KNOWN or name in found:
            return None
        found[name] = value
    media, length = found.get(b"content-type", b""), found.get(b"content-length", b"")
    if media not in MEDIA or not length.isdigit() or int(length) > most_bytes or found.get(b"accept", b"*/*") not in _ACCEPTED:
        return None
    if b"origin" in found and found.get(b"sec-fetch-site") != b"same-origin":
        return None  # The response to a page of another origin has headers for it.
    given = found.get(b"x-request-id")
    given_id = None if given is None else sound_id(given)
    return Head(path[len(_BEGIN) : -len(_END)], media, found.get(b"accept-encoding", b""), given_id)
