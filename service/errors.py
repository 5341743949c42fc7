"""Errors of the service, each with its HTTP status.

ServiceError
├── Invalid            422  the request is well-formed but not valid; carries faults with pointers
├── Malformed          400  the body does not match its content type
├── Unauthorized       401  no key, or one that is not valid
├── Forbidden          403  the key does not allow the call
├── NotFound           404  no such resource
├── Conflict           409  the current state does not allow the call
├── TooLarge           413  the body is over the limit
├── UnsupportedMedia   415  the content type is not accepted
├── OutOfRange         416  no part of the asked range is in the file
├── TooMany            429  a limit of the caller is reached
├── Unavailable        503  something that is needed is not available now
└── NoRoom             507  the disk is full
"""

import math

from models.core.errors import Fault, beginning_of, n_faults_in, shortened


class ServiceError(Exception):
    """Base of errors that become HTTP responses.

    Args:
        detail: What was expected and what was found, for the caller.
        errors: Faults of the request.
    """

    status = 500
    title = "Internal error"

    def __init__(self, detail: str, errors: list[Fault] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors or []

    @property
    def headers(self) -> dict[str, str]:
        """Return headers of its response."""
        return {}


class Invalid(ServiceError):
    """The request is well-formed but not valid."""

    status, title = 422, "Invalid request"

    @classmethod
    def of(cls, faults: list[Fault]) -> "Invalid":
        """Return the error for a list of faults, of which at most MAX_FAULTS are listed."""
        n_faults = n_faults_in(faults)
        count = "1 fault" if n_faults == 1 else f"{n_faults:,} faults"
        return cls(f"{count}; first: {beginning_of(faults[0].detail)}", shortened(faults))


class Malformed(ServiceError):
    """The body does not match its content type."""

    status, title = 400, "Malformed body"


class Unauthorized(ServiceError):
    """There is no key, or it is not valid."""

    status, title = 401, "Not authorized"

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": 'Bearer realm="modelbook"'}


class Forbidden(ServiceError):
    """The key does not allow the call."""

    status, title = 403, "Not allowed"


class NotFound(ServiceError):
    """There is no such resource."""

    status, title = 404, "Not found"


class Conflict(ServiceError):
    """The current state of the resource does not allow the call."""

    status, title = 409, "Conflict with the current state"


class TooLarge(ServiceError):
    """The body is over the limit."""

    status, title = 413, "Body too large"


class UnsupportedMedia(ServiceError):
    """The content type is not accepted."""

    status, title = 415, "Unsupported content type"


class OutOfRange(ServiceError):
    """No part of the asked range is in the file.

    Args:
        detail: What was expected and what was found.
        size_bytes: Size of the file.
        errors: The fault of the header.
    """

    status, title = 416, "Range not satisfiable"

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
    """

    status, title = 429, "Limit reached"

    def __init__(self, detail: str, retry_after_s: float, limits: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self._headers = {"Retry-After": str(max(1, math.ceil(retry_after_s))), **(limits or {})}

    @property
    def headers(self) -> dict[str, str]:
        return self._headers


class Unavailable(ServiceError):
    """Something that is needed is not available now."""

    status, title = 503, "Service unavailable"

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "5"}


class NoRoom(ServiceError):
    """The disk is full, or has no room left for this user."""

    status, title = 507, "No room on the disk"
