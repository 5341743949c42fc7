"""Calls that also give their responses: status, headers, body."""

from __future__ import annotations

from typing import Any

import httpx

from modelbook._async.http import RECORDED
from modelbook._raw import RawResponse


class AsyncRaw:
    """A client, or a part of one, whose calls return `RawResponse`.

    Args:
        target: The client or the part.
    """

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        return _recorded(found) if callable(found) else AsyncRaw(found)

    def __getitem__(self, key: str) -> AsyncRaw:
        return AsyncRaw(self._target[key])


def _recorded(method: Any) -> Any:
    """Return a method that returns its last response with its result."""

    async def call(*arguments: Any, **options: Any) -> RawResponse:
        responses: list[httpx.Response] = []
        token = RECORDED.set(responses)
        try:
            value = await method(*arguments, **options)
        finally:
            RECORDED.reset(token)
        return RawResponse(responses[-1], value)

    return call
