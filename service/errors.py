"""Errors of the service, each of a kind of problem, which has its HTTP status.

ServiceError
├── Invalid            422  the request is well-formed but not valid; carries faults with pointers
├── Malformed          400  the body does not match its content type
├── Unauthorized       401  no key, or one that is not valid
├── Forbidden          403  the key does not allow the call
├── NotFound           404  no such resource
├── Conflict           409  the current state does not allow the call
├── NotAcceptable      406  no form that the caller accepts can hold the answer
├── TooLarge           413  the body is over the limit
├── UnsupportedMedia   415  the content type is not accepted
├── OutOfRange         416  no part of the asked range is in the file
├── TooMany            429  a limit of the caller is reached
├── Unavailable        503  something that is needed is not available now
├── TooSlow            504  the answer was not there within the time that the caller allows
└── NoRoom             507  the disk is full
"""

import math

from models.core.errors import Fault, beginning_of, n_faults_in, shortened
from service.problem_types.of_access import INVALID_KEY, LIMIT_REACHED, NO_SCOPE
from service.problem_types.of_conflicts import CONFLICT
from service.problem_types.of_missing import NO_SUCH_PATH
from service.problem_types.of_requests import (
    BODY_TOO_LARGE,
    INVALID_BODY,
    MALFORMED_BODY,
    NOT_ACCEPTABLE,
    RANGE_NOT_SATISFIABLE,
    UNSUPPORTED_CONTENT_TYPE,
)
from service.problem_types.of_server import DEADLINE_PASSED, INTERNAL_ERROR, NO_ROOM, UNAVAILABLE
from service.problem_types.problem_type import ProblemType


class ServiceError(Exception):
    """Base of errors that become HTTP responses.

    Args:
        detail: What was expected and what was found, for the caller.
        errors: Faults of the request.
        kind: Kind of problem, of the status of the class; that of the class when left out.
    """

    #: Kind of an error that names none.
    default = INTERNAL_ERROR

    def __init__(self, detail: str, errors: list[Fault] | None = None, *, kind: ProblemType | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors or []
        self.kind = kind or self.default

    @property
    def headers(self) -> dict[str, str]:
        """Return headers of its response."""
        return {}


class Invalid(ServiceError):
    """The request is well-formed but not valid."""

    default = INVALID_BODY

    @classmethod
    def of(cls, faults: list[Fault], kind: ProblemType | None = None) -> "Invalid":
        """Return the error for a list of faults, of which at most MAX_FAULTS are listed.

        Without a kind it is that of the parameters or of the body of the route, by the pointers of the faults.
        """
        n_faults = n_faults_in(faults)
        count = "1 fault" if n_faults == 1 else f"{n_faults:,} faults"
        return cls(f"{count}; first: {beginning_of(faults[0].detail)}", shortened(faults), kind=kind)


class Malformed(ServiceError):
    """The body does not match its content type."""

    default = MALFORMED_BODY


class Unauthorized(ServiceError):
    """There is no key, or it is not valid."""

    default = INVALID_KEY

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": 'Bearer realm="modelbook"'}


class Forbidden(ServiceError):
    """The key does not allow the call."""

    default = NO_SCOPE


class NotFound(ServiceError):
    """There is no such resource."""

    default = NO_SUCH_PATH


class Conflict(ServiceError):
    """The current state of the resource does not allow the call."""

    default = CONFLICT


class NotAcceptable(ServiceError):
    """No form that the caller accepts can hold the answer."""

    default = NOT_ACCEPTABLE


class TooLarge(ServiceError):
    """The body is over the limit."""

    default = BODY_TOO_LARGE


class UnsupportedMedia(ServiceError):
    """The content type is not accepted."""

    default = UNSUPPORTED_CONTENT_TYPE


class OutOfRange(ServiceError):
    """No part of the asked range is in the file.

    Args:
        detail: What was expected and what was found.
        size_bytes: Size of the file.
        errors: The fault of the header.
    """

    default = RANGE_NOT_SATISFIABLE

    def __init__(self, detail: str, size_bytes: int, errors: list[Fault]) -> None:
        super().__init__(detail, errors)
        self._size_bytes = size_bytes

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Range": f"bytes */{self._size_bytes}"}


class TooMany(ServiceError):
    """A limit of the caller is reached.

    Args:
        detail: The limit, and what settles it.
        retry_after_s: Seconds after which the caller may try again.
        limits: Further headers: RateLimit and RateLimit-Policy.
        kind: Kind of problem.
    """

    default = LIMIT_REACHED

    def __init__(self, detail: str, retry_after_s: float, limits: dict[str, str] | None = None, *, kind: ProblemType | None = None) -> None:
        super().__init__(detail, kind=kind)
        self._headers = {"Retry-After": str(max(1, math.ceil(retry_after_s))), **(limits or {})}

    @property
    def headers(self) -> dict[str, str]:
        return self._headers


class Unavailable(ServiceError):
    """Something that is needed is not available now.

    Args:
        detail: What is needed.
        retry_after_s: Seconds after which it may be there.
        kind: Kind of problem.
    """

    default = UNAVAILABLE

    def __init__(self, detail: str, retry_after_s: int = 5, *, kind: ProblemType | None = None) -> None:
        super().__init__(detail, kind=kind)
        self._retry_after_s = retry_after_s

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self._retry_after_s)}


class TooSlow(ServiceError):
    """The answer was not there within the time that the caller allows."""

    default = DEADLINE_PASSED


class NoRoom(ServiceError):
    """The disk is full, or has no room left for this user."""

    default = NO_ROOM
