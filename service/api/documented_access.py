"""What the OpenAPI document says of keys and limits: the security scheme, and the responses 401, 403 and 429 of each operation."""

from collections.abc import Iterator
from typing import Any

from service.access.guarded_route import needed_scope
from service.access.login import OPEN_PATHS

#: Methods that change nothing: pages of other origins may use them.
_SAFE = {"get", "head"}
_SCHEME = "bearer"
#: Scheme, and operations that it opens besides the usual one.
_STREAM_SCHEME, _STREAMS = "streamToken", frozenset({"stream_events"})
_SCHEMES = {
    _STREAM_SCHEME: {
        "type": "apiKey",
        "in": "query",
        "name": "token",
        "description": "A stream token of POST /v1/stream-tokens, for browsers: EventSource cannot send a key in a header.",
    },
    _SCHEME: {"type": "http", "scheme": "bearer", "description": "A key: mb_ and 43 or more characters. Requests from the same machine need none."},
}
_HEADERS: dict[str, dict[str, Any]] = {
    "WWW-Authenticate": {"description": "How to send a key.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds after which to try again.", "schema": {"type": "integer", "minimum": 1}},
    "RateLimit": {"description": "The limit that is reached: r is what is left of it, t the seconds to wait.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "The same limit: q in the unit qu, over w seconds.", "schema": {"type": "string"}},
}
_LIMIT_HEADERS = ("Retry-After", "RateLimit", "RateLimit-Policy")


def document_access(document: dict[str, Any]) -> None:
    """Add the security scheme, and what an operation answers to a caller without a key, a scope, or anything left of a limit."""
    components = document["components"]
    components["securitySchemes"] = _SCHEMES
    components["headers"] = {**components.get("headers", {}), **{_key(name): header for name, header in _HEADERS.items()}}
    for path, method, operation in _operations(document):
        tags = frozenset(operation["tags"])
        schemes = [{_SCHEME: []}, *([{_STREAM_SCHEME: []}] if operation["operationId"] in _STREAMS else [])]
        operation["security"] = [] if path in OPEN_PATHS else schemes
        if path not in OPEN_PATHS:
            operation["responses"] = _sorted({**_responses(tags, method), **operation["responses"]})


def _responses(tags: frozenset[str], method: str) -> dict[str, dict[str, Any]]:
    scope = needed_scope(tags, {method.upper()})
    lacking = [] if scope is None else [f"the key has not got the scope {scope}"]
    foreign = [] if method in _SAFE else ["a page of another origin asks for a change"]
    found = {"401": _problem("There is no key, or it is not valid", "WWW-Authenticate"), "429": _problem("A limit is reached", *_LIMIT_HEADERS)}
    if lacking or foreign:
        text = ", or ".join([*lacking, *foreign])
        found["403"] = _problem(text[0].upper() + text[1:])
    return found


def _problem(description: str, *headers: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    response: dict[str, Any] = {"description": description, "content": content}
    return {**response, "headers": {name: {"$ref": f"#/components/headers/{_key(name)}"} for name in headers}} if headers else response


def _key(header: str) -> str:
    return header.replace("-", "")


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        yield from ((path, method, operation) for method, operation in item.items())


def _sorted(responses: dict[str, Any]) -> dict[str, Any]:
    """Return responses by their status, the default last."""
    return dict(sorted(responses.items()))
