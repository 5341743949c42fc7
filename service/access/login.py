"""The login: finds the caller of each request, and refuses requests that need a key and have none that is valid."""

from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.caller import ANYONE, Caller
from service.access.callers import CREATE, Callers
from service.access.keyless import Keyless, is_from_elsewhere
from service.access.metrics_readers import MetricsReaders
from service.access.page_cookie import LOGIN_PATH, names_session, session_in
from service.access.private import sends_privately
from service.access.refused import refusal_of
from service.errors import ServiceError, Unauthorized
from service.http.gate import SAFE_METHODS
from service.http.hosts import Hosts
from service.http.inference_errors import ROOT
from service.http.page_paths import is_page
from service.http.work import HEALTH_PATHS, METRICS_PATH
from service.problem_types.of_access import NO_KEY
from service.problem_types.problem_type import PROBLEMS_PATH
from service.store.key_text import is_key

#: Paths that need no key, and what begins those of the files that pages load and of the pages of problems.
OPEN_PATHS = HEALTH_PATHS.union(
    (ROOT, "/openapi.json", "/openapi-3.0.json", "/openapi-docs.json", "/v1/specs/schema", "/docs", "/redoc", PROBLEMS_PATH, LOGIN_PATH)
)
OPEN_FILES = ("/static/", f"{PROBLEMS_PATH}/")

_BEARER = b"Bearer "
#: Longest name of a scheme that a message repeats: what stands there may be a key.
_MAX_SCHEME = 10


class Login:
    """ASGI middleware that puts the caller of a request at `scope["caller"]`.

    Args:
        app: The application behind it.
        callers: Finds callers.
        keyless: Whose requests without a key are taken, as those of the caller ANYONE.
        own_names: Names of this machine besides those of loopback.
    """

    def __init__(self, app: ASGIApp, callers: Callers, keyless: Keyless, own_names: Iterable[str] = ()) -> None:
        self._app, self._callers, self._keyless = app, callers, keyless
        self._own = Hosts(own_names)
        self._metrics = MetricsReaders()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and not self._is_open(scope):
            try:
                scope["caller"] = self.known(scope) or await self._admitted(scope)
            except ServiceError as error:
                await refusal_of(error)(scope, receive, send)
                return
            if scope["method"] in SAFE_METHODS and names_session(scope):  # Answers to others are kept by nobody.
                send = sends_privately(send)
        await self._app(scope, receive, send)

    @staticmethod
    def _is_open(scope: Scope) -> bool:
        """Tell whether a request needs no key: for a page or a file of it, or OPTIONS, which tells what the document says."""
        return scope["method"] == "OPTIONS" or is_open(scope["path"])

    def known(self, scope: Scope) -> Caller | None:
        """Return a caller who is known without a look-up, as nearly all are; None for those whom `_caller` has to find, or refuse.

        It is on the way of every prediction: one whose key was looked up within a second, or who needs none.
        """
        keys = [value for name, value in scope["headers"] if name == b"authorization"]
        if not keys:
            return None if scope["query_string"] else self._known_without_header(scope)
        return self._callers.known(keys[0][len(_BEARER) :]) if len(keys) == 1 and keys[0].startswith(_BEARER) else None

    def _known_without_header(self, scope: Scope) -> Caller | None:
        session = session_in(scope)
        if session is not None:
            return self._callers.known_in_session(session)
        if names_session(scope):  # What goes past the application does not know of a prefix, with which the cookie has another name.
            return None
        return ANYONE if self._needs_no_key(scope) else None

    def _needs_no_key(self, scope: Scope) -> bool:
        if self._keyless is Keyless.THIS_MACHINE:
            return not is_from_elsewhere(scope["headers"], scope.get("server"), self._own)
        return self._keyless is Keyless.EVERYONE

    async def _admitted(self, scope: Scope) -> Caller:
        """Return the caller of a request, for the metrics also while the database with the keys is away.

        Raises:
            Unauthorized, Unavailable: As in `_caller`.
        """
        credential = next((value for name, value in scope["headers"] if name == b"authorization"), None)
        if scope["path"] != METRICS_PATH or credential is None:
            return await self._caller(scope)
        return await self._metrics.admit(credential, lambda: self._caller(scope))

    async def _caller(self, scope: Scope) -> Caller:
        """Return the caller of a request.

        Raises:
            Unauthorized: There is no key where one is needed, or one that is not valid.
            Unavailable: The key cannot be looked up.
        """
        headers = [value for name, value in scope["headers"] if name == b"authorization"]
        if not headers:
            return await self._without_header(scope)
        if len(headers) > 1:
            raise Unauthorized(f"expected one header Authorization, got {len(headers)}")
        credential = _credential(headers[0])
        if credential is None:
            return self._of_another_scheme(headers[0])
        return await self._callers.of_credential(credential)

    def _of_another_scheme(self, header: bytes) -> Caller:
        """Return the caller of a header that is not for us: where a proxy checks who calls, it may be for the proxy."""
        if self._keyless is Keyless.EVERYONE:
            return ANYONE
        scheme, _, credential = header.decode("latin-1").strip().partition(" ")
        names = credential and len(scheme) <= _MAX_SCHEME and scheme.isalpha()
        got = f"the scheme {scheme}" if names else "a key without Bearer before it" if is_key(scheme) else "another value"
        raise Unauthorized(f'expected the header "Authorization: Bearer KEY", got {got}; {CREATE}')

    async def _without_header(self, scope: Scope) -> Caller:
        tokens = _stream_tokens(scope)
        if len(tokens) > 1:
            raise Unauthorized(f"expected one ?token=, got {len(tokens)}")
        if tokens and _opens_stream(scope):
            caller = await self._callers.of_stream_token(tokens[0])
            if caller.key_id is not None or caller.expires_at is not None:
                return caller
        session = session_in(scope)
        if session is not None:
            try:
                return await self._callers.of_session(session)
            except Unauthorized:
                if not self._needs_no_key(scope):
                    raise
        return self._anyone(scope, has_token=bool(tokens))

    def _anyone(self, scope: Scope, *, has_token: bool) -> Caller:
        """Return the caller of a request without a key.

        Raises:
            Unauthorized: It needs one.
        """
        if self._needs_no_key(scope):
            return ANYONE
        reason = "got none"
        if self._keyless is Keyless.THIS_MACHINE:
            reason += ", and only requests from this machine do without: this one came through a proxy, or under another name"
        if has_token:
            reason += "; a stream token is for GET /v1/jobs/{job_id}/events only"
        raise Unauthorized(f'expected a key in the header "Authorization: Bearer KEY", {reason}; {CREATE}', kind=NO_KEY)


def is_open(path: str) -> bool:
    """Tell whether a path needs no key."""
    return path in OPEN_PATHS or path.startswith(OPEN_FILES) or is_page(path)


def _credential(header: bytes) -> bytes | None:
    """Return the credential of a header with the scheme Bearer, which may be written in any case; None for another scheme."""
    scheme, _, credential = header.strip().partition(b" ")
    return credential.strip() if scheme.lower() == b"bearer" else None


def _stream_tokens(scope: Scope) -> list[str]:
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1"), keep_blank_values=True).get("token", []) if b"token" in query else []


def _opens_stream(scope: Scope) -> bool:
    segments = scope["path"].split("/")
    return scope["method"] == "GET" and len(segments) == 5 and segments[:3] == ["", "v1", "jobs"] and segments[4] == "events"
