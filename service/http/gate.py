"""The gate: refuses requests under unknown host names, and those that pages of other origins make to change something."""

from starlette.types import ASGIApp, Receive, Scope, Send

from models.core.faults import quote
from service.http.forwarded import Forwarded
from service.http.hosts import Hosts
from service.http.origins import AllowedOrigins, is_own
from service.http.prefix import Trusts
from service.http.refusal import Refusal
from service.problem_types.of_access import FOREIGN_ORIGIN
from service.problem_types.of_requests import UNKNOWN_HOST

#: Methods that change nothing here.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: Values of Sec-Fetch-Site of requests that no page of another origin makes.
OWN_SITES = frozenset({b"same-origin", b"none"})
#: Headers by which proxies report how a caller has called.
_REPORTS = frozenset({b"x-forwarded-proto", b"x-forwarded-host", b"forwarded"})
_NO_ORIGINS = AllowedOrigins("")


class Gate:
    """ASGI middleware that refuses requests.

    Args:
        app: The application behind it.
        hosts: Names under which it may be called.
        origins: Origins whose pages may change something.
        trusts: Tells whether a connection comes from a proxy whose report of the host is believed.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts, origins: AllowedOrigins = _NO_ORIGINS, trusts: Trusts = lambda _: False) -> None:
        self._app, self._hosts, self._origins, self._trusts = app, hosts, origins, trusts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refusal = self.refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def refusal(self, scope: Scope) -> Refusal | None:
        """Return why a request is refused; None if it is not."""
        host, n_hosts, origin, site = b"", 0, None, None
        reports: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name == b"host":
                host, n_hosts = value, n_hosts + 1
            elif name == b"origin":
                origin = value if origin is None else origin + b", " + value  # Several are none that is known.
            elif name == b"sec-fetch-site":
                site = value if site is None else site + b", " + value
            elif name in _REPORTS:
                reports.setdefault(name, value)
        if not self._knows(host, n_hosts, scope):
            return self._unknown_host(host, n_hosts)
        reported = _reported(reports) if reports else Forwarded()
        if reported.host is not None and self._trusts(scope):  # The proxy calls the API by another name; that of its caller has to be known, too.
            host = reported.host.encode("latin-1")
            if not self._knows(host, 1, scope):
                return self._unknown_host(host, 1)
        if (origin is None and site is None) or scope["method"] in SAFE_METHODS or self._origins.allows(origin):
            return None
        return _foreign(origin, site, reported.scheme or scope["scheme"], host)

    def _knows(self, host: bytes, n_hosts: int, scope: Scope) -> bool:
        """Tell whether a request has a known name; HTTP/1.0 has requests without any, which no browser makes."""
        if n_hosts != 1:
            return n_hosts == 0 and str(scope["http_version"]) == "1.0"
        server = scope.get("server")
        return self._hosts.knows(host, server[0] if server else None)

    def _unknown_host(self, host: bytes, n_hosts: int) -> Refusal:
        got = quote(host.decode("latin-1")) if n_hosts == 1 else f"{n_hosts} of them" if n_hosts else "none"
        expected = f"expected one Host header with one of the names {self._hosts}, or the address connected to"
        return Refusal(UNKNOWN_HOST, f"{expected}; got {got}. The setting MODELBOOK_HOSTS adds names.")


def _reported(reports: dict[bytes, bytes]) -> Forwarded:
    return Forwarded.of(reports.get(b"x-forwarded-proto"), reports.get(b"x-forwarded-host"), reports.get(b"forwarded"))


def _foreign(origin: bytes | None, site: bytes | None, scheme: str, host: bytes) -> Refusal | None:
    """Return the refusal of a state-changing request that a page of another origin makes; None for other requests.

    A page cannot set Origin, Sec-Fetch-Site or Host, nor any header that is not simple, such as X-Forwarded-Proto, without a preflight request,
    which is granted to allowed origins only. So the scheme that a proxy reports is believed here whoever sends it.
    """
    if site is not None and site not in OWN_SITES:
        return _refused(f"expected Sec-Fetch-Site same-origin or none, got {quote(site.decode('latin-1'))}")
    if origin is None or is_own(origin, scheme, host):
        return None
    own = f"{scheme.lower()}://{host.decode('latin-1')}"
    return _refused(f"expected no Origin or {quote(own)}, got {quote(origin.decode('latin-1'))}")


def _refused(detail: str) -> Refusal:
    settles = (
        "Pages of other origins may not change anything unless MODELBOOK_CORS_ORIGINS names them; "
        "a proxy in front of the API must pass Host on and set X-Forwarded-Proto."
    )
    return Refusal(FOREIGN_ORIGIN, f"{detail}. {settles}")
