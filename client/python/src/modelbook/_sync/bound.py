# Written from _async/bound.py by client/python/tools/generate.py; do not edit.
"""Things that know the connection by which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from modelbook._base import Model
from modelbook._config import without_password

if TYPE_CHECKING:
    from modelbook._sync.http import Http

ModelT = TypeVar("ModelT", bound=Model)


def bind(thing: ModelT, http: Http) -> ModelT:
    """Give a thing that was read from an answer its connection; return it."""
    thing.__pydantic_private__ = {"_http": http}
    return thing


class Resource:
    """Calls of one part of the API.

    Args:
        http: The connection.
    """

    def __init__(self, http: Http) -> None:
        self._http = http

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {without_password(self._http.config.base_url)}>"


def given(**values: Any) -> dict[str, Any]:
    """Return the values that are not None: a field that is left out is the server's to fill in."""
    return {name: value for name, value in values.items() if value is not None}
