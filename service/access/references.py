"""References to models in paths: a name, "name@3", "name:alias", or "owner/name" of a model that another owner shares.

A slash in a reference is written %2F by clients that encode parameters, and as it is by people. Servers decode a path before it is matched
with the routes, so the slash of a reference is encoded again in between, by middleware, and decoded by the convertor of the routes.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from starlette.convertors import Convertor
from starlette.types import ASGIApp, Receive, Scope, Send

#: How a slash of a reference stands in the path that is matched.
SLASH = "%2F"
#: Beginnings of paths of models.
MODELS = ("/v1/models/", "/v2/models/")
#: Segments of the path of a model that is another's: "", v1, models, owner, name.
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
    return quote(ref, safe="@:")


def own_name(name: str, owner: str) -> str:
    """Return the name of a model of an owner, which may be written with the owner."""
    return name.removeprefix(f"{owner}/")


class SharedReferences:
    """ASGI middleware that makes one segment of owner and name in paths of models.

    Args:
        app: The application behind it.
        below: What may stand below a model, such as "predict", by the beginning of its path: it is no name of a model unless the slash
            before it is encoded.
    """

    def __init__(self, app: ASGIApp, below: Mapping[str, Iterable[str]]) -> None:
        self._app, self._below = app, {beginning: frozenset(words) for beginning, words in below.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        below = self._below.get(scope["path"][: len(MODELS[0])]) if scope["type"] == "http" else None
        if below is not None and not _is_plain(scope, below):
            path = _path(scope, below)
            if path is not None:
                scope = {**scope, "path": path}
        await self._app(scope, receive, send)


def _is_plain(scope: Scope, below: frozenset[str]) -> bool:
    """Tell whether a path obviously stays as it is, as those of nearly all predictions do."""
    path: str = scope["path"]
    return path.count("/") == _N_SEGMENTS - 1 and path[path.rindex("/") + 1 :] in below and b"%" not in scope.get("raw_path", b"%")


def _path(scope: Scope, below: frozenset[str]) -> str | None:
    """Return another path for a request to another owner's model; None for one that stays as it is."""
    raw = scope.get("raw_path", b"").decode("latin-1").partition("?")[0]
    written, segments = raw.split("/"), scope["path"].split("/")
    if len(written) >= _N_SEGMENTS - 1 and SLASH in written[3].upper():
        rest = [unquote(segment) for segment in written[4:]]
        return "/".join([*segments[:3], unquote(written[3]).replace("/", SLASH), *rest])
    if len(segments) < _N_SEGMENTS or not segments[4] or segments[4] in below:
        return None
    return "/".join([*segments[:3], segments[3] + SLASH + segments[4], *segments[5:]])
