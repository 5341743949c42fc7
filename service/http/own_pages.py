"""Which requests the pages of the API make itself: only they may use what the browser sends along without being asked, such as a cookie.

What a proxy reports of scheme and host is believed here whoever sends it: no page can set such a header, see `service.http.gate`.
"""

from starlette.types import Scope

from service.http.forwarded import Forwarded
from service.http.gate import OWN_SITES, SAFE_METHODS
from service.http.origins import is_own


def is_of_own_page(scope: Scope) -> bool:
    """Tell whether an own page makes a request, or a person who has typed its URL.

    Browsers say so by Sec-Fetch-Site. Those that do not, on addresses without TLS or of old, name the origin where a request changes something.
    """
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        headers[name] = headers[name] + b", " + value if name in headers else value  # Several values are none that is known.
    site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
    if site is not None:
        return site in OWN_SITES
    return scope["method"] in SAFE_METHODS if origin is None else _is_ours(origin, scope, headers)


def is_of_foreign_page(scope: Scope) -> bool:
    """Tell whether a page of another origin makes a request; programs, which name no page, do not."""
    names = {name for name, _ in scope["headers"]}
    return not names.isdisjoint((b"sec-fetch-site", b"origin")) and not is_of_own_page(scope)


def came_by_https(scope: Scope) -> bool:
    """Tell whether the caller has used https, to the API or to a proxy in front of it."""
    return "https" in (scope["scheme"], (_reported(dict(scope["headers"])).scheme or "").lower())


def _is_ours(origin: bytes, scope: Scope, headers: dict[bytes, bytes]) -> bool:
    reported = _reported(headers)
    hosts = {headers.get(b"host", b""), (reported.host or "").encode("latin-1")}
    return any(is_own(origin, reported.scheme or scope["scheme"], host) for host in hosts)


def _reported(headers: dict[bytes, bytes]) -> Forwarded:
    return Forwarded.of(headers.get(b"x-forwarded-proto"), headers.get(b"x-forwarded-host"), headers.get(b"forwarded"))
