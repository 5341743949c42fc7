# Written from _async/raw.py by client/python/tools/generate.py; do not edit.
"""Calls that also give their responses: status, headers, body."""

from __future__ import annotations

import inspect
from typing import Any

import httpx

from modelbook._sync.http import RECORDED
from modelbook._raw import RawResponse
from modelbook.errors import InputError


class Raw:
    """A client, or a part of one, whose calls return `RawResponse`.

    Args:
        target: The client or the part.
    """

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if callable(found):
            return _recorded(found, name)
        return Raw(found) if hasattr(found, "_http") else found

    def __repr__(self) -> str:
        return f"<with_raw_response of {self._target!r}>"

    def __getitem__(self, key: str) -> Raw:
        return Raw(self._target[key])


def _recorded(method: Any, name: str) -> Any:
    """Return a method that returns its last response with its result."""

    def call(*arguments: Any, **options: Any) -> RawResponse:
        responses: list[httpx.Response] = []
        token = RECORDED.set(responses)
        try:
            found = method(*arguments, **options)
            value = found if inspect.isawaitable(found) else found
        finally:
            RECORDED.reset(token)
        if not responses:
            raise InputError(
                f"with_raw_response: expected a call that sends a request at once, but {name} sends what it needs while its result is used"
            )
        return RawResponse(responses[-1], value)

    return call
