"""Requests of several owners to one application, as the login would leave them."""

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.caller import Caller
from service.access.rate_limits import KeyRate

#: Header with the owner of a request.
HEADER = "x-test-owner"


class _Logins:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        owner = next((value.decode() for name, value in scope.get("headers", ()) if name == HEADER.encode()), None)
        await self._app(scope if owner is None else {**scope, "caller": caller(owner)}, receive, send)


def caller(owner: str) -> Caller:
    """Return the caller of an owner's key."""
    return Caller(owner, key_id=f"key-of-{owner}", name=f"key of {owner}", expires_at=4e9)


def with_callers(app: FastAPI) -> FastAPI:
    """Make an application take the owner of a request from its header, behind any login; without the header nothing changes."""
    (index,) = [place for place, middleware in enumerate(app.user_middleware) if middleware.cls is KeyRate]
    app.user_middleware.insert(index, Middleware(_Logins))
    return app


def as_owner(owner: str) -> dict[str, str]:
    """Return the header of an owner's requests."""
    return {HEADER: owner}
