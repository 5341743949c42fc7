"""The prefix under which a proxy publishes the API, such as /mb of https://example.org/mb/v1/jobs.

A proxy may strip it before it passes a request on, or not; both work. It is that of the setting, or of the header X-Forwarded-Prefix where a
trusted proxy sends one.
"""

import re
from collections.abc import Callable
from urllib.parse import quote

from starlette.types import Scope

from service.http.hosts import HostNameError
from service.http.page_paths import PAGES

#: Tells whether a connection comes from a trusted proxy.
Trusts = Callable[[Scope], bool]
#: Paths of the API itself begin with these, so a prefix cannot: it would not be known whether it is already stripped.
_OWN = ("v1", "v2", "docs", "redoc", "static", "problems", *PAGES)
#: A prefix. A header is believed only so far: what it says becomes part of URLs.
_PREFIX = re.compile(rf"(?!/(?:{'|'.join(_OWN)})(?:/|\Z))(?:/(?!\.+(?:/|\Z))[A-Za-z0-9._~-]+)+")


class Prefixes:
    """Finds the prefix of requests.

    Args:
        root_path: Prefix of the settings; empty for none.
        trusts: Tells whose header is believed.

    Raises:
        HostNameError: The prefix is malformed.

    Attributes:
        root_path: That prefix.
    """

    def __init__(self, root_path: str, trusts: Trusts) -> None:
        if root_path and not _PREFIX.fullmatch(root_path):
            expected = "expected a path that begins with / and does not end with it, for example /mb, of letters, digits and . _ ~ -"
            raise HostNameError(f"MODELBOOK_ROOT_PATH: {expected}; and not one of the API's own ({', '.join(_OWN)}); got {root_path!r}")
        self.root_path, self._trusts = root_path, trusts

    def of(self, scope: Scope, forwarded: bytes) -> str:
        """Return the prefix of a request with the header X-Forwarded-Prefix; that of others is `root_path`.

        Args:
            scope: The request.
            forwarded: The header.
        """
        if not self._trusts(scope):
            return self.root_path
        given = forwarded.decode("latin-1").strip().rstrip("/")
        return given if _PREFIX.fullmatch(given) else self.root_path


def without_prefix(scope: Scope, prefix: str) -> Scope:
    """Return a request with its path within the API; the same request if the proxy has stripped the prefix."""
    path: str = scope["path"]
    if not (path == prefix or path.startswith(f"{prefix}/")):
        return scope
    inner = path[len(prefix) :] or "/"
    raw = scope.get("raw_path") or b""
    written = prefix.encode()
    inner_raw = (raw[len(written) :] or b"/") if raw.startswith(written) else quote(inner).encode()
    return {**scope, "path": inner, "raw_path": inner_raw}
