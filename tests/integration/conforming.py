"""Responses compared with what the API document says of them."""

import json
import re
from functools import cache
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from service.api.documented_headers import HEADERS
from service.api.documented_problems import UNREAD
from service.app import create_app
from service.http.server import VERSION_HEADER
from service.problem_types.problem_type import PROBLEM_MEDIA
from service.settings import Settings

DOCUMENT: dict[str, Any] = create_app(Settings(database_url="sqlite://")).openapi()
_OPERATIONS = [
    (method.upper(), re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
#: Headers that come only with some of the responses that declare them.
_OPTIONAL = {
    "RateLimit",
    "RateLimit-Policy",
    "Allow",
    "Cache-Control",
    "Server-Timing",
    "Preference-Applied",
    "Ignored-Columns",
    "Cleaned-Columns",
}
#: Kinds of problems of what is no request.
_UNREAD = {kind.slug for kind in UNREAD}
#: Headers that the HTTP server adds, without which most of these tests call the application.
_OF_SERVER = {VERSION_HEADER}


def require_conforming(response: httpx.Response) -> None:
    """Require a response that its operation declares: its status, headers and content type, of JSON its schema, and the kind of a problem."""
    operation = _operation(response.request)
    if operation is None:
        return
    name, status = operation["operationId"], str(response.status_code)
    described = _described(operation, status)
    _require_headers(response, described, f"{name} {status}")
    content = described.get("content", {})
    media = response.headers.get("content-type", "").split(";")[0]
    assert media in content or (status in ("204", "304") and not content), (
        f"{name} {status}: expected one of {list(content)}, got {media or 'no content type'}"
    )
    if media.endswith(("/json", "+json")) and content:
        response.read()
        faults = list(_validator(name, status, media).iter_errors(response.json()))
        assert faults == [], f"{name} {status}: {faults[0].json_path}: {faults[0].message}"[:500]
    if media == PROBLEM_MEDIA:
        known, slug = content[media]["examples"], response.json()["type"].rpartition("/")[2]
        assert slug in known, f"{name} {status}: expected one of the declared problems {', '.join(known)}, got {slug}"


def _require_headers(response: httpx.Response, described: dict[str, Any], where: str) -> None:
    """Require the declared headers, and no others of those that the document knows."""
    declared = set(described.get("headers", ()))
    allowed = declared | ({"Cache-Control"} if "cookie" in response.request.headers else set())  # The document is for programs, which send no cookie.
    sent = {header for header in HEADERS if header in response.headers}
    assert declared - _optional(response) <= sent <= allowed, f"{where}: expected the headers {sorted(declared)}, got {sorted(sent)}"


def _optional(response: httpx.Response) -> set[str]:
    """Return the headers that a response need not have: of those to what was no request, all that the application adds."""
    unread = response.headers.get("content-type") == PROBLEM_MEDIA and json.loads(response.read())["type"].rpartition("/")[2] in _UNREAD
    return _OPTIONAL | _OF_SERVER | ({"Tus-Resumable"} if unread else set())


def _described(operation: dict[str, Any], status: str) -> dict[str, Any]:
    """Return what an operation says of its responses of a status."""
    found: dict[str, Any] = operation["responses"].get(status) or operation["responses"]["default"]
    return found


def _operation(request: httpx.Request) -> dict[str, Any] | None:
    return next((operation for method, path, operation in _OPERATIONS if method == request.method and path.fullmatch(request.url.path)), None)


@cache
def _validator(name: str, status: str, media: str) -> Draft202012Validator:
    (operation,) = [item for _, _, item in _OPERATIONS if item["operationId"] == name]
    return Draft202012Validator({**_described(operation, status)["content"][media]["schema"], "components": DOCUMENT["components"]})
