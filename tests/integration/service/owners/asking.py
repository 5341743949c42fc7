"""Requests of several owners to one application."""

from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.caller import Caller
from service.deps import Parts

#: Header by which a request of these tests says whose it is.
OWNER = b"x-test-owner"
#: Id of all their requests: it is in problems, which have to be the same for everyone.
SAME_ID = "asked"


class CallerOfHeader:
    """ASGI middleware that makes the owner of a header the caller, as a login does with a key.

    Args:
        app: The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        owner = dict(scope.get("headers", ())).get(OWNER)
        await self._app({**scope, "caller": Caller(owner.decode())} if owner else scope, receive, send)


def with_callers(app: FastAPI) -> FastAPI:
    """Return an application that takes callers from the header, behind any login of its own."""
    app.user_middleware.append(Middleware(CallerOfHeader))
    return app


def forget_references(parts: Parts) -> None:
    """Let the next request look references up again, which are cached for a second."""
    parts.references._results.clear()


@dataclass(frozen=True)
class Asker:
    """An owner who asks.

    Args:
        client: Client of the application.
        owner: The owner.
    """

    client: httpx.Client
    owner: str

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Make a request as that owner."""
        headers = {OWNER.decode(): self.owner, "x-request-id": SAME_ID, **options.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **options)

    def get(self, path: str) -> Any:
        """Return the decoded body of a GET that has to work."""
        response = self("GET", path)
        assert response.status_code == 200, response.text
        return response.json()

    def share(self, thing: str, grantee: str, right: str) -> None:
        """Give a right on `models/<name>` or `datasets/<id>`."""
        response = self("PUT", f"/v1/{thing}/grants/{grantee}", json={"right": right})
        assert response.status_code == 200, response.text

    def withdraw(self, thing: str, grantee: str) -> None:
        """Withdraw a right."""
        response = self("DELETE", f"/v1/{thing}/grants/{grantee}")
        assert response.status_code == 204, response.text
