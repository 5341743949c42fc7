"""References to models in paths: a name, "name@3", or "owner/name" of a model that another owner shares.

A slash in a reference is written %2F by clients that encode parameters, and as it is by people. Servers decode a path before it is matched
with the routes, so the slash of a reference is encoded again in between, by middleware, and decoded by the convertor of the routes.
"""

from collections.abc import Iterable
from urllib.parse import quote, unquote

from starlette.convertors import Convertor
from starlette.types import ASGIApp, Receive, Scope, Send

#: How a slash of a reference stands in the path that is matched.
SLASH = "%2F"
_MODELS = "/v1/models/"
#: Segments of a path below a model that is another's: "", v1, models, owner, name.
_N_SEGMENTS = 5


class ReferenceConvertor(Convertor[str]):
    """The convertor of `{ref:ref}`: one segment of a path, with the slash of "owner/name" in it."""

    regex = "[^/]+"

    def convert(self, value: str) -> str:
        """Return the reference of a path."""
        return value.replace(SLASH, "/")

    def to_string(self, value: str) -> str:
        """Return the segment of a reference."""
        return in_path(value)


def in_path(ref: str) -> str:
    """Return a reference as one segment of a path."""
    return quote(ref, safe="@")


class SharedReferences:
    """ASGI middleware that makes one segment of owner and name in paths of models.

    Args:
        app: The application behind it.
        below: What may stand below a model, such as "predict": it is no name of a model unless the slash before it is encoded.
    """

    def __init__(self, app: ASGIApp, below: Iterable[str]) -> None:
        self._app, self._below = app, frozenset(below)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http" and scope["path"].startswith(_MODELS) and not self._is_plain(scope):
            path = self._path(scope)
            if path is not None:
                scope = {**scope, "path": path}
        await self._app(scope, receive, send)

    def _is_plain(self, scope: Scope) -> bool:
        """Tell whether a path obviously stays as it is, as those of nearly all predictions do."""
        path: str = scope["path"]
        return path.count("/") == _N_SEGMENTS - 1 and path[path.rindex("/") + 1 :] in self._below and b"%" not in scope.get("raw_path", b"%")

    def _path(self, scope: Scope) -> str | None:
        """Return another path for a request to another owner's model; None for one that stays as it is."""
        raw = scope.get("raw_path", b"").decode("latin-1").partition("?")[0]
        written = raw.split("/")
        if len(written) >= _N_SEGMENTS - 1 and SLASH in written[3].upper():
            rest = [unquote(segment) for segment in written[4:]]
            return "/".join(["", "v1", "models", unquote(written[3]).replace("/", SLASH), *rest])
        segments = scope["path"].split("/")
        if len(segments) < _N_SEGMENTS or not segments[4] or segments[4] in self._below:
            return None
        return "/".join([*segments[:3], segments[3] + SLASH + segments[4], *segments[5:]])
