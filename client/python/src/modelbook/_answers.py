"""What a response means: an answer, an error, or something that is no Modelbook."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from modelbook._config import without_password
from modelbook._version import __version__
from modelbook.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    ConflictError,
    Fault,
    IncompatibleServerError,
    InvalidError,
    ModelbookError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    SpecError,
    UnavailableError,
    UnexpectedAnswerError,
)

T = TypeVar("T")
PROBLEM = "application/problem+json"
#: Header with the version of the server.
VERSION_HEADER = "modelbook-version"
_BY_STATUS: dict[int, type[APIError]] = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
    503: UnavailableError,
}
#: Statuses that proxies send by themselves, with what they mean.
_OF_PROXIES = {
    413: "a proxy takes no request of this size",
    429: "a proxy takes no more requests now",
    **dict.fromkeys((502, 503, 504), "a proxy could not reach the server"),
}
#: Characters of a foreign answer that a message shows.
_SHOWN = 80
#: Failures of httpx before anything of a request was sent.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def parsed(response: httpx.Response, answer: Any) -> Any:
    """Return the JSON of a response as a value of a type.

    Raises:
        UnexpectedAnswerError: It is something else.
    """
    try:
        return _adapter(answer).validate_json(response.content)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise _unexpected(response, f" that is wrong at /{where}: {first['msg']}") from error


def require_good(response: httpx.Response, also_good: int | None = None) -> None:
    """Require that a response is an answer of a Modelbook that fits.

    Args:
        response: The response.
        also_good: A status besides 2xx that is an answer, if it has JSON.

    Raises:
        APIError: The server refused, or failed.
        UnexpectedAnswerError: Something else answered.
        IncompatibleServerError: The server's version does not fit.
    """
    require_compatible(response.headers.get(VERSION_HEADER))
    if is_foreign_page(response):
        raise _unexpected(response)
    is_answer = response.status_code == also_good and response.headers.get("content-type", "").startswith("application/json")
    if not response.is_success and not is_answer:
        raise _error_of(response)


def is_foreign_page(response: httpx.Response) -> bool:
    """Return whether a response is a page of something else, such as the login of a network, which also comes with the status 200."""
    is_page = response.headers.get("content-type", "").startswith("text/html")
    return response.is_success and is_page and VERSION_HEADER not in response.headers


def require_compatible(version: str | None) -> None:
    """Require that a server's version fits: the same major version; before 1.0, where minor versions may break, the same minor version."""
    if version is None or _line(version) == _line(__version__):
        return
    fitting = ".".join(map(str, _line(version)))
    raise IncompatibleServerError(
        f"expected a server of version {'.'.join(map(str, _line(__version__)))} for modelbook-client {__version__}, got {version}; "
        f'install the client for it: pip install "modelbook-client=={fitting}.*"'
    )


def lost(error: httpx.RequestError, sent: httpx.Request) -> ModelbookError:
    """Return the error for a request that got no answer, or one that was damaged on its way."""
    reason, request = str(error) or type(error).__name__, _named(sent)
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(f"{request}: no answer in time ({type(error).__name__}); give Client(timeout=...) for longer work")
    if was_sent(error):
        return APIConnectionError(f"{request}: the connection was lost ({reason})")
    return APIConnectionError(f"{request}: no connection ({reason}); is the server running, and is MODELBOOK_URL right?")


@cache
def _adapter(answer: Any) -> TypeAdapter[Any]:
    """Return what validates a type; to build one takes milliseconds."""
    return TypeAdapter(answer)


def was_sent(error: httpx.RequestError) -> bool:
    """Return whether a request that failed may have reached the server."""
    return not isinstance(error, _NOT_SENT)


def _line(version: str) -> tuple[str, ...]:
    """Return the part of a version that client and server must share."""
    major, *rest = version.split(".")
    return (major, rest[0]) if major == "0" and rest else (major,)


def _error_of(response: httpx.Response) -> ModelbookError:
    """Return the error for a response that is no answer."""
    content_type = response.headers.get("content-type", "")
    if not content_type.startswith(PROBLEM):
        return _foreign(response)
    try:
        problem = response.json()
        faults = [Fault(str(fault["pointer"]), str(fault["detail"])) for fault in problem.get("errors", ())]
        return _kind(response.status_code, faults)(response.status_code, str(problem["type"]), str(problem["detail"]), faults, response)
    except (ValueError, KeyError, TypeError, AttributeError):
        return _unexpected(response)


def _foreign(response: httpx.Response) -> ModelbookError:
    """Return the error for one without a problem document: a refusal or a failure of a proxy, or another server."""
    if response.status_code in _OF_PROXIES:
        detail = f"{_OF_PROXIES[response.status_code]}: {response.reason_phrase or response.status_code}"
        return _kind(response.status_code, [])(response.status_code, "about:blank", detail, (), response)
    if response.is_redirect:
        return _unexpected(response, f" to {response.headers.get('location')}; give the URL it leads to")
    return _unexpected(response)


def _kind(status: int, faults: list[Fault]) -> type[APIError]:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return ServerError
    is_of_spec = any(fault.pointer.startswith(("/spec", "/patch", "/sweep/")) for fault in faults)
    return SpecError if is_of_spec else InvalidError


def _unexpected(response: httpx.Response, more: str = "") -> UnexpectedAnswerError:
    began = response.text[:_SHOWN].strip()
    got = f"status {response.status_code}, {response.headers.get('content-type', 'no content type')}{more}"
    message = f"{_named(response.request)}: expected an answer of a Modelbook server, got {got}; it begins {began!r}"
    return UnexpectedAnswerError(f"{message}. Is MODELBOOK_URL right?", response)


def _named(request: httpx.Request) -> str:
    """Return what a message calls a request."""
    return f"{request.method} {without_password(str(request.url))}"
