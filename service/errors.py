"""Errors of the service, each with its HTTP status.

ServiceError
├── Invalid            422  the body cannot work; carries faults with pointers
├── Malformed          400  the body is not what its content type says
├── NotFound           404  no such thing
├── Conflict           409  the state forbids the call
├── TooLarge           413  a body over the limit
├── UnsupportedMedia   415  a content type that is not taken
└── Unavailable        503  something the answer needs is not there now
"""

from models.core.errors import Fault


class ServiceError(Exception):
    """Root of every error that becomes an HTTP answer.

    Args:
        detail: What was expected and what came, for the caller.
        errors: The faulty parts of the body, if it has any.
    """

    status = 500
    title = "Internal error"

    def __init__(self, detail: str, errors: list[Fault] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors or []


class Invalid(ServiceError):
    """The body has the right form but cannot work."""

    status, title = 422, "The request cannot be carried out as it stands"

    @classmethod
    def of(cls, faults: list[Fault]) -> "Invalid":
        """Return the error for a list of faults."""
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        return cls(f"{count}; first: {faults[0].detail}", faults)


class Malformed(ServiceError):
    """The body is not what its content type says."""

    status, title = 400, "The body cannot be read"


class NotFound(ServiceError):
    """There is no such thing."""

    status, title = 404, "Not found"


class Conflict(ServiceError):
    """The state of the thing forbids the call."""

    status, title = 409, "The state forbids it"


class TooLarge(ServiceError):
    """The body is over the limit."""

    status, title = 413, "The body is too large"


class UnsupportedMedia(ServiceError):
    """The content type is not taken here."""

    status, title = 415, "The content type is not taken here"


class Unavailable(ServiceError):
    """Something the answer needs is not there now."""

    status, title = 503, "Not available now"
