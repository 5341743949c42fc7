"""Content of problem documents (RFC 9457)."""

from collections.abc import Iterable
from typing import Any

from models.core.errors import Fault
from models.core.redaction import redacted
from service.problem_types.problem_type import ProblemType
from service.request_context import link

#: Id of the request in examples.
_EXAMPLE_ID = "4f1c2ab39d7e-2a"


def example_of(kind: ProblemType) -> dict[str, Any]:
    """Return an example of the documents of a kind of problem. It is short, since the API document has one of each kind."""
    return problem_content(kind, kind.title, [], _EXAMPLE_ID)


def problem_content(kind: ProblemType, detail: str, errors: Iterable[Fault], request_id: str) -> dict[str, Any]:
    """Return a problem document. It has no key in it, wherever the caller has sent one: problems are logged, and pasted into reports.

    Args:
        kind: Kind of problem.
        detail: What was expected, what came, and what settles it.
        errors: Faults of the request.
        request_id: Id of the request.
    """
    found = {"type": link(kind.path), "title": kind.title, "status": kind.status, "detail": redacted(detail)}
    return {**found, "errors": [fault.as_dict() for fault in errors], "request_id": request_id}
