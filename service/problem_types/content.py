"""Content of problem documents (RFC 9457)."""

from collections.abc import Iterable
from typing import Any

from models.core.errors import Fault
from models.core.redaction import redacted
from service.problem_types.problem_type import ProblemType


def problem_content(kind: ProblemType, detail: str, errors: Iterable[Fault], root_path: str) -> dict[str, Any]:
    """Return a problem document. It has no key in it, wherever the caller has sent one: problems are logged, and pasted into reports.

    Args:
        kind: Kind of problem.
        detail: What was expected, what came, and what settles it.
        errors: Faults of the request.
        root_path: Path under which a proxy serves the API.
    """
    found = {"type": kind.uri(root_path), "title": kind.title, "status": kind.status, "detail": redacted(detail)}
    return {**found, "errors": [fault.as_dict() for fault in errors]}
