"""The cookie of a page that has logged in: it holds the text of its session.

Scripts cannot read it (HttpOnly), and no other site can make a browser send it (SameSite=Strict). It counts only in requests that the pages of the
API make themselves: pages of allowed origins, and others at another port of the same host, send a key. By https its name begins with __Host-, and
so browsers take it from this host only: a host beside it, of the same domain, could log a visitor in as somebody else. Such a cookie is for all paths
of the host, so a service below one has a cookie of the plain name.
"""

from starlette.types import Scope

from service.http.own_pages import came_by_https, is_of_own_page
from service.request_context import link
from service.store.key_text import PAGE_PREFIX, is_key

#: Path at which pages log in and out.
LOGIN_PATH = "/v1/login"
#: Name of the cookie.
NAME = "modelbook_session"

_OF_THIS_HOST = f"__Host-{NAME}"
_BEGINNING = f"{NAME}={PAGE_PREFIX}".encode()


def session_in(scope: Scope) -> str | None:
    """Return the text of the session of an own page that makes a request; None without one, and for requests of other pages."""
    text = session_sent(scope)
    return text if text is not None and is_of_own_page(scope) else None


def session_sent(scope: Scope) -> str | None:
    """Return the text of the session in the cookies of a request, whoever makes it; None without one."""
    for name, value in scope["headers"]:
        if name == b"cookie" and _BEGINNING in value:
            return _text_in(value, _name(scope))
    return None


def names_session(scope: Scope) -> bool:
    """Tell whether a cookie of a request is a session's, under either name."""
    return any(name == b"cookie" and _BEGINNING in value and _text_in(value, NAME, _OF_THIS_HOST) for name, value in scope["headers"])


def cookie_of(session: str, scope: Scope) -> str:
    """Return the header Set-Cookie that gives a page its session until the browser is closed."""
    return f"{_name(scope)}={session}; {_attributes(scope)}"


def ended_cookie(scope: Scope) -> str:
    """Return the header Set-Cookie that takes it away."""
    return f"{_name(scope)}=; Max-Age=0; {_attributes(scope)}"


def _name(scope: Scope) -> str:
    return NAME if link("") or not came_by_https(scope) else _OF_THIS_HOST


def _attributes(scope: Scope) -> str:
    secure = "; Secure" if came_by_https(scope) else ""
    return f"Path={link('') or '/'}; HttpOnly; SameSite=Strict{secure}"


def _text_in(header: bytes, *wanted: str) -> str | None:
    """Return the text of the first session in a header, by the names of cookies: of several, browsers send the one of the longest path first."""
    for pair in header.decode("latin-1").split(";"):
        name, _, text = pair.strip().partition("=")
        if name in wanted and is_key(text):
            return text
    return None
