"""What can go wrong, as exceptions.

ModelbookError
├── APIError                     the server refused or failed; has status, type, detail, errors, request_id and response
│   ├── InvalidError             400, 413, 415, 422: the request cannot be carried out; `errors` says where and why
│   │   └── SpecError            the job spec is at fault
│   ├── AuthenticationError      401: no key, or one that is not valid
│   ├── PermissionDeniedError    403: the key does not allow the call
│   ├── NotFoundError            404: no such job, model, data set ...
│   ├── ConflictError            409: the current state does not allow the call
│   ├── RateLimitError           429: a limit of the caller is reached; has retry_after_s
│   └── ServerError              5xx: the server failed
│       └── UnavailableError     503: something is unavailable now; has retry_after_s
├── APIConnectionError           the server was not reached, or the connection was lost
│   └── APITimeoutError          it took longer than the timeout
├── UnexpectedAnswerError        what answered is not a Modelbook: a page of a proxy, another server
├── IncompatibleServerError      the server's version does not fit the client's
├── InputError                   the arguments of a call cannot be sent; no request was made
└── JobError                     a job did not end as was expected; has job
    ├── JobFailed                it failed; the message is the reason
    └── JobCancelled             it was cancelled
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import httpx

#: Faults that the text of an error names.
_MOST_SHOWN = 10


class Fault(NamedTuple):
    """A fault of a request: a JSON pointer to the faulty part, and what was expected there and what came."""

    pointer: str
    detail: str


class ModelbookError(Exception):
    """Base of all errors of this package."""


class APIError(ModelbookError):
    """The server refused a request, or failed.

    Args:
        status: HTTP status.
        type: URI of the kind of fault; its page says the cause and the cure.
        detail: What was expected and what came.
        errors: Each fault of the request with a JSON pointer.
        response: The response; None for what a check has found.
    """

    def __init__(self, status: int, type: str, detail: str, errors: Sequence[Fault] = (), response: httpx.Response | None = None) -> None:
        super().__init__(detail)
        self.status, self.type, self.detail = status, type, detail
        self.errors, self.response = list(errors), response

    @property
    def request_id(self) -> str | None:
        """Return the id under which the server's log has the request, if it gives one."""
        return None if self.response is None else self.response.headers.get("x-request-id")

    @property
    def retry_after_s(self) -> float | None:
        """Return the seconds after which the server asks to try again, if it says so."""
        value = "" if self.response is None else self.response.headers.get("retry-after", "")
        return _seconds(value)

    def __str__(self) -> str:
        if not self.errors:
            return self.detail
        lines = [f"{_relative(fault.pointer)}: {fault.detail}" for fault in self.errors[:_MOST_SHOWN]]
        rest = len(self.errors) - _MOST_SHOWN
        if len(self.errors) == 1:
            return lines[0]
        return "\n  ".join([f"{len(self.errors)} faults:", *lines, *([f"and {rest} more"] if rest > 0 else [])])


class InvalidError(APIError):
    """The request cannot be carried out as it is; `errors` says where and why."""


class SpecError(InvalidError):
    """A job spec is at fault; `errors` says where and why."""


class AuthenticationError(APIError):
    """There is no key, or it is not valid."""


class PermissionDeniedError(APIError):
    """The key does not allow the call."""


class NotFoundError(APIError):
    """There is no such thing."""


class ConflictError(APIError):
    """The current state does not allow the call."""


class RateLimitError(APIError):
    """A limit of the caller is reached; `retry_after_s` says when it is not any more."""


class ServerError(APIError):
    """The server, or a proxy in front of it, failed."""


class UnavailableError(ServerError):
    """Something that the server needs is unavailable now; `retry_after_s` says when to try again."""


class APIConnectionError(ModelbookError):
    """The server was not reached, or the connection was lost."""


class APITimeoutError(APIConnectionError):
    """The server did not answer in time."""


class UnexpectedAnswerError(ModelbookError):
    """What answered is not a Modelbook, such as a proxy with a page of its own.

    Args:
        message: What was expected and what came.
        response: The response.
    """

    def __init__(self, message: str, response: httpx.Response) -> None:
        super().__init__(message)
        self.response = response


class IncompatibleServerError(ModelbookError):
    """The version of the server does not fit that of this package."""


class InputError(ModelbookError, ValueError):
    """Arguments of a call cannot be sent; no request was made."""


class JobError(ModelbookError):
    """A job did not end as was expected.

    Args:
        message: The reason.
        job: The job.
    """

    def __init__(self, message: str, job: Any) -> None:
        super().__init__(message)
        self.job = job


class JobFailed(JobError):
    """A job failed; the message is the reason."""


class JobCancelled(JobError):
    """A job was cancelled."""


def _relative(pointer: str) -> str:
    """Return a pointer as a caller reads it who has passed a spec: the body round the spec is the client's."""
    return (pointer[len("/spec") :] if pointer.startswith("/spec") else pointer) or "/"


def _seconds(retry_after: str) -> float | None:
    """Return the seconds that a header Retry-After asks for: a number, or the time of an HTTP date."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
