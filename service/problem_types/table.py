"""All kinds of problems."""

from service.problem_types.of_access import ACCESS
from service.problem_types.of_conflicts import CONFLICTS
from service.problem_types.of_missing import MISSING, NO_SUCH_PATH
from service.problem_types.of_requests import INVALID_BODY, MALFORMED_REQUEST, METHOD_NOT_ALLOWED, REQUESTS
from service.problem_types.of_server import INTERNAL_ERROR, SERVER
from service.problem_types.problem_type import ProblemType

#: Kinds of problems by slug, ordered by status.
PROBLEM_TYPES: dict[str, ProblemType] = {
    kind.slug: kind for kind in sorted((*REQUESTS, *ACCESS, *MISSING, *CONFLICTS, *SERVER), key=lambda kind: kind.status)
}
#: Kinds of what the web framework itself refuses, by status.
_OF_FRAMEWORK = {kind.status: kind for kind in (MALFORMED_REQUEST, NO_SUCH_PATH, METHOD_NOT_ALLOWED, INVALID_BODY)}


def type_of_status(status: int) -> ProblemType:
    """Return the kind of an error of the web framework, which has only a status."""
    return _OF_FRAMEWORK.get(status, MALFORMED_REQUEST if status < INTERNAL_ERROR.status else INTERNAL_ERROR)
