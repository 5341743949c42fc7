"""Kinds of problems that a route declares; the document lists them, and the error handlers choose among them."""

from collections.abc import Iterable
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute

from models.core.errors import Fault
from service.problem_types.of_requests import INVALID_BODY, INVALID_FILE, INVALID_INPUTS, INVALID_PARAMETER, INVALID_SPEC
from service.problem_types.problem_type import PROBLEM_MEDIA, ProblemType
from service.problem_types.table import PROBLEM_TYPES

Responses = dict[int | str, dict[str, Any]]

#: Kinds of a body that is refused: a route declares one, or has INVALID_BODY.
BODY_KINDS = (INVALID_SPEC, INVALID_INPUTS, INVALID_FILE)
#: Beginnings of pointers to parameters.
_PARAMETERS = ("/query/", "/path/", "/header/")
_EXAMPLES = "#/components/examples/"
_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def problems(*slugs: str) -> Responses:
    """Return the `responses` of a route that gives problems of these kinds.

    Those that follow from its tags, parameters and body need not be named; see `service.api.documented_problems`.

    Args:
        slugs: Names of the kinds; one that does not exist is a KeyError at the start.
    """
    return responses_of(PROBLEM_TYPES[slug] for slug in slugs)


def responses_of(kinds: Iterable[ProblemType]) -> Responses:
    """Return the responses that are problems of these kinds, by status."""
    by_status: dict[int, list[ProblemType]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    return {status: {"description": "; ".join(kind.title for kind in same), "content": problem_body(*same)} for status, same in by_status.items()}


def problem_body(*kinds: ProblemType) -> dict[str, Any]:
    """Return the `content` of a response that is a problem of one of these kinds."""
    return {PROBLEM_MEDIA: {"schema": _SCHEMA, "examples": {kind.slug: {"$ref": _EXAMPLES + kind.slug} for kind in kinds}}}


def declared(responses: Responses) -> list[ProblemType]:
    """Return the kinds of problems in the responses of a route or operation, in order."""
    contents = [response.get("content", {}).get(PROBLEM_MEDIA, {}) for response in responses.values()]
    return [PROBLEM_TYPES[slug] for content in contents for slug in content.get("examples", {})]


def body_kind(responses: Responses) -> ProblemType:
    """Return the kind of problem of a refused body of a route."""
    return next((kind for kind in declared(responses) if kind in BODY_KINDS), INVALID_BODY)


def invalid_kind(request: Request, faults: Iterable[Fault]) -> ProblemType:
    """Return the kind of an invalid request whose error names none: of its parameters, or of its body."""
    route, pointers = request.scope.get("route"), [fault.pointer for fault in faults]
    if not isinstance(route, APIRoute) or "requestBody" not in (route.openapi_extra or {}):
        return INVALID_PARAMETER
    if pointers and all(pointer.startswith(_PARAMETERS) for pointer in pointers):
        return INVALID_PARAMETER
    return body_kind(route.responses)
