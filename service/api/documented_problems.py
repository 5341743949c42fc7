"""What the OpenAPI document says of problems: the statuses of each operation with the kinds of problems it can give, and their headers.

A route declares what is its own (`service.problem_types.declared`); what follows from its tags, parameters and body is added here.
"""

from collections.abc import Iterator
from typing import Any

from service.access.caller import Scope
from service.access.guarded_route import INFERENCE, PREDICTIONS, needed_scope
from service.access.login import is_open
from service.api.documented_headers import EVERYWHERE, HEADERS, header_refs
from service.http.gate import SAFE_METHODS
from service.http.tus import is_of_tus
from service.problem_types.content import example_of
from service.problem_types.declared import body_kind, declared, problem_body, responses_of
from service.problem_types.of_access import FOREIGN_ORIGIN, INVALID_KEY, NO_KEY, NO_SCOPE, TOO_MANY_REQUESTS
from service.problem_types.of_missing import (
    NO_SUCH_CHECKPOINT,
    NO_SUCH_DATASET,
    NO_SUCH_DELETION,
    NO_SUCH_JOB,
    NO_SUCH_KEY,
    NO_SUCH_MODEL,
    NO_SUCH_RECIPE,
    NO_SUCH_SESSION,
    NO_SUCH_SWEEP,
    NO_SUCH_UPLOAD,
)
from service.problem_types.of_requests import (
    BODY_TOO_LARGE,
    HEADERS_TOO_LARGE,
    INVALID_PARAMETER,
    MALFORMED_BODY,
    MALFORMED_REQUEST,
    METHOD_NOT_ALLOWED,
    REQUEST_TIMEOUT,
    UNKNOWN_HOST,
    UNKNOWN_PARAMETER,
    UNSUPPORTED_CONTENT_TYPE,
)
from service.problem_types.of_server import (
    BROKER_UNAVAILABLE,
    DATABASE_UNAVAILABLE,
    INTERNAL_ERROR,
    ISSUER_UNAVAILABLE,
    MODEL_UNAVAILABLE,
    NO_ROOM,
    OVERLOADED,
)
from service.problem_types.problem_type import PROBLEM_MEDIA, ProblemType
from service.problem_types.table import PROBLEM_TYPES

#: Operations that are answered under any load.
_HEALTH = frozenset({"get_health", "get_readiness", "get_inference_live", "get_inference_ready"})
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
#: Kind of problem of a parameter in the path that names nothing, in operations that look at or change what it names.
_NAMED = {
    "recipe_id": NO_SUCH_RECIPE,
    "dataset_id": NO_SUCH_DATASET,
    "job_id": NO_SUCH_JOB,
    "sweep_id": NO_SUCH_SWEEP,
    "epoch": NO_SUCH_CHECKPOINT,
    "ref": NO_SUCH_MODEL,
    "session_id": NO_SUCH_SESSION,
    "key_id": NO_SUCH_KEY,
    "upload_id": NO_SUCH_UPLOAD,
    "deletion_id": NO_SUCH_DELETION,
}
_OF_BODIES = (MALFORMED_BODY, BODY_TOO_LARGE, UNSUPPORTED_CONTENT_TYPE)
#: Kinds that any request can give, whatever its operation: they are listed with the default response.
ANYWHERE = (MALFORMED_REQUEST, UNKNOWN_HOST, METHOD_NOT_ALLOWED, REQUEST_TIMEOUT, HEADERS_TOO_LARGE, INTERNAL_ERROR)
#: Body of a problem below /v2, by `service.http.inference_errors`.
_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/InferenceError"}}}
#: Kinds that the server gives to what it cannot read as a request: it does not know the path then, so they are problem documents below /v2, too.
UNREAD = (MALFORMED_REQUEST, REQUEST_TIMEOUT, HEADERS_TOO_LARGE)
#: Headers of responses of resumable uploads.
TUS_HEADERS = ("Tus-Resumable",)
#: Headers of problems, by status.
PROBLEM_HEADERS = {
    "401": ("WWW-Authenticate",),
    "412": ("Tus-Version",),
    "416": ("Content-Range",),
    "429": ("Retry-After", "RateLimit", "RateLimit-Policy"),
    "503": ("Retry-After",),
    "default": ("Allow",),
}


def document_problems(document: dict[str, Any]) -> None:
    """Add the security scheme, and to each operation the problems it can give."""
    components = document["components"]
    components["securitySchemes"] = _SCHEMES
    components["examples"] = {**components.get("examples", {}), **{slug: _example(kind) for slug, kind in PROBLEM_TYPES.items()}}
    components["headers"] = {**components.get("headers", {}), **HEADERS}
    for path, method, operation in _operations(document):
        more: list[dict[str, list[str]]] = [{_STREAM_SCHEME: []}] if operation["operationId"] in _STREAMS else []
        operation["security"] = [] if is_open(path) else [{_SCHEME: []}, *more]
        own = {status: response for status, response in operation["responses"].items() if PROBLEM_MEDIA not in response.get("content", {})}
        found = {str(status): response for status, response in responses_of(_kinds(method.upper(), operation)).items()}
        _name_scope(found.get("403"), needed_scope(frozenset(operation["tags"]), {method.upper()}))
        operation["responses"] = {**dict(sorted({**own, **found}.items())), "default": _default()}
        for status, response in operation["responses"].items():
            if INFERENCE in operation["tags"] and PROBLEM_MEDIA in response.get("content", {}):
                response["content"] = {**_ERROR, **_unread(status)}
            names = (*(() if status in own else PROBLEM_HEADERS.get(status, ())), *(TUS_HEADERS if is_of_tus(path) else ()))
            response["headers"] = {**response.get("headers", {}), **header_refs(*names, *EVERYWHERE)}


def _kinds(method: str, operation: dict[str, Any]) -> list[ProblemType]:
    """Return the kinds of problems of an operation, without double ones."""
    own = declared(operation["responses"])
    implied = [*_of_caller(method, operation), *_of_parameters(operation), *_of_body(operation), *_of_server(method, operation)]
    statuses = {kind.status for kind in (*implied, *own)}
    return list(dict.fromkeys([*implied, *own, *(kind for kind in ANYWHERE if kind.status in statuses)]))


def _of_caller(method: str, operation: dict[str, Any]) -> Iterator[ProblemType]:
    tags = frozenset(operation["tags"])
    if method not in SAFE_METHODS:
        yield FOREIGN_ORIGIN
    if operation["security"]:
        yield from (NO_KEY, INVALID_KEY, TOO_MANY_REQUESTS)
        if needed_scope(tags, {method}) is not None:
            yield NO_SCOPE


def _of_parameters(operation: dict[str, Any]) -> Iterator[ProblemType]:
    yield UNKNOWN_PARAMETER
    parameters = operation.get("parameters", [])
    if parameters:
        yield INVALID_PARAMETER
    names = [parameter["name"] for parameter in parameters if parameter["in"] == "path"]
    yield from (_NAMED[name] for name in names if name in _NAMED)


def _of_body(operation: dict[str, Any]) -> Iterator[ProblemType]:
    if "requestBody" in operation:
        yield from _OF_BODIES
        yield body_kind(operation["responses"])


def _of_server(method: str, operation: dict[str, Any]) -> Iterator[ProblemType]:
    if operation["operationId"] in _HEALTH:
        return
    yield OVERLOADED
    if not operation["security"]:
        return
    yield from (DATABASE_UNAVAILABLE, ISSUER_UNAVAILABLE, BROKER_UNAVAILABLE)
    if {PREDICTIONS, INFERENCE} & set(operation["tags"]):
        yield MODEL_UNAVAILABLE
    elif method not in SAFE_METHODS:
        yield NO_ROOM


def _name_scope(response: dict[str, Any] | None, scope: Scope | None) -> None:
    """Name the scope that a key needs in the description of a response."""
    if response is not None and scope is not None:
        response["description"] += f"; the key needs the scope {scope}"


def _default() -> dict[str, Any]:
    return {"description": "An error that any request can give", "content": problem_body(*ANYWHERE)}


def _unread(status: str) -> dict[str, Any]:
    """Return the contents of a response by which the server refuses what is no request; none where it refuses nothing by that status."""
    kinds = [kind for kind in UNREAD if status in ("default", str(kind.status))]
    return problem_body(*kinds) if kinds else {}


def _example(kind: ProblemType) -> dict[str, Any]:
    return {"value": example_of(kind)}


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        yield from ((path, method, operation) for method, operation in item.items())
