"""Logging in and out of pages: they exchange a key for a cookie that their scripts cannot read."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.core.part import Part
from service.access.guarded_route import OpenRoute
from service.access.page_cookie import LOGIN_PATH, cookie_of, ended_cookie, session_sent
from service.api.documented_headers import merged_responses, sends
from service.api.openapi import json_body
from service.bodies.content import read_part
from service.deps import TheParts
from service.errors import Forbidden
from service.http.own_pages import is_of_foreign_page
from service.problem_types.declared import problems
from service.problem_types.of_access import FOREIGN_ORIGIN

router = APIRouter(prefix=LOGIN_PATH, tags=["access"], route_class=OpenRoute)

#: Largest body, in bytes: tokens of accounts are longer than keys.
MAX_BYTES = 32 * 1024

_COOKIE = sends(204, "Cache-Control", "Set-Cookie")


class LoginRequest(Part):
    """Who logs in."""

    key: str = Field(min_length=1, description="A key, or a token of an account where the service takes them: what programs send as Bearer.")


@router.post(
    "",
    status_code=204,
    openapi_extra=json_body(LoginRequest, {"key": "mb_..."}),
    responses=merged_responses(
        problems("invalid-key", "too-many-requests", "broker-unavailable", "database-unavailable", "issuer-unavailable"), _COOKIE
    ),
)
async def log_in(request: Request, parts: TheParts) -> Response:
    """Log in a page of this service.

    The answer sets a cookie, with which the browser's requests from pages of the same origin are those of the key: also event streams, images and
    downloads. It is good for 12 hours after its last use, and no longer than the key; the session that the page had before ends. A key has at most
    100 sessions: the one that was used longest ago makes room. Programs send the key itself instead.
    """
    _require_own_page(request)
    asked = await read_part(request, MAX_BYTES, LoginRequest)
    caller = await parts.access.callers.of_credential(asked.key.strip().encode())
    session = await run_in_threadpool(parts.access.sessions.begin, caller, session_sent(request.scope))
    return _sets(cookie_of(session, request.scope))


@router.delete("", status_code=204, responses=merged_responses(problems("too-many-requests", "broker-unavailable"), _COOKIE))
async def log_out(request: Request, parts: TheParts) -> Response:
    """Log out a page.

    Its session ends, within a second in all processes, and the cookie is taken away. Without a session nothing happens.
    """
    _require_own_page(request)
    session = session_sent(request.scope)
    if session is not None:
        await run_in_threadpool(parts.access.sessions.end, session)
    return _sets(ended_cookie(request.scope))


def _require_own_page(request: Request) -> None:
    """Require that no page of another origin makes a request, also one that may call the API with a key of its own.

    Raises:
        Forbidden: One does.
    """
    if is_of_foreign_page(request.scope):
        raise Forbidden("expected a request of a page of this service, or of a program; got one of a page of another origin", kind=FOREIGN_ORIGIN)


def _sets(cookie: str) -> Response:
    return Response(status_code=204, headers={"Set-Cookie": cookie, "Cache-Control": "no-store"})
