"""Errors as RFC 9457 problem documents."""

import errno
import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from models.core.errors import ArtifactError, Fault, InputError
from models.core.faults import pointer_of, quote
from models.core.redaction import redacted
from service.errors import Invalid, NoRoom, NotFound, ServiceError, Unavailable
from service.store.database import is_full

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
#: Errors of the system that mean: no room on the disk, none left for this user, or a file larger than is allowed.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

#: What a path that is not there may have wrong, by whether it ends in a slash.
_SLASH = {False: "", True: "; no path ends in a slash"}


class FaultOut(BaseModel):
    """A fault and its position."""

    pointer: str = Field(description="JSON pointer into the request body; below /query, /path or /header of a parameter.")
    detail: str = Field(description="What was expected and what was found.")


class Problem(BaseModel):
    """An error as an RFC 9457 problem."""

    type: str = Field(description="The kind of error, a URI reference.")
    title: str = Field(description="The kind of error in a few words, the same for all errors of its type.")
    status: int = Field(description="HTTP status of the response.")
    detail: str = Field(description="What was expected, what came, and what settles it.")
    errors: list[FaultOut] = Field(description="Each fault of the request with its position; empty if no part of it is at fault.")


def install_problem_handlers(app: FastAPI) -> None:
    """Return every error as application/problem+json."""
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(RequestValidationError, _parameter_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DataError, _value_error)
    app.add_exception_handler(OperationalError, _database_error)
    app.add_exception_handler(ClientDisconnect, _caller_left)
    app.add_exception_handler(OSError, _system_error)
    app.add_exception_handler(ArtifactError, _model_error)
    app.add_exception_handler(Exception, _unexpected_error)


def problem(status: int, title: str, detail: str, errors: list[Fault], headers: dict[str, str] | None = None) -> JSONResponse:
    """Return a problem document. It has no key in it, wherever the caller has sent one: problems are logged, and pasted into reports."""
    content: dict[str, Any] = {"type": "about:blank", "title": redacted(title), "status": status, "detail": redacted(detail)}
    content["errors"] = [fault.as_dict() for fault in errors]
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)


async def _service_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ServiceError)
    return problem(error.status, error.title, error.detail, error.errors, error.headers)


async def _input_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, InputError)
    return await _service_error(request, Invalid.of(error.faults))


async def _parameter_error(request: Request, error: Exception) -> JSONResponse:
    """Report the parameter by its location in the request, written like a JSON pointer."""
    assert isinstance(error, RequestValidationError)
    faults = [Fault(pointer_of(list(item["loc"])), f"{item['msg']}, got {quote(item.get('input'))}") for item in error.errors()]
    return await _service_error(request, Invalid.of(faults))


async def _caller_left(_request: Request, _error: Exception) -> JSONResponse:
    """Return the status for a body that did not arrive whole. Nobody receives it; but it is no failure of the server's to log."""
    return problem(408, "Request timeout", "the caller left, or was too slow, before the whole body had arrived", [])


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    """Return an error of the framework; a path that does not exist is named, with what may be wrong with it."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        got = f"expected a path of this API (GET /openapi.json lists them), got {quote(request.url.path)}"
        return problem(404, NotFound.title, got + _SLASH[request.url.path.endswith("/")], [])
    return problem(error.status_code, str(error.detail), str(error.detail), [], dict(error.headers or {}))


async def _value_error(request: Request, error: Exception) -> JSONResponse:
    """Refuse values that the database cannot store, such as the NUL of /v1/jobs/%00 on PostgreSQL."""
    assert isinstance(error, DataError)
    return await _service_error(request, Invalid(f"expected values that the database can store: {error.orig}"))


async def _model_error(request: Request, error: Exception) -> JSONResponse:
    """Report a model that fails while it runs, such as one whose process has ended; the next request loads it again."""
    assert isinstance(error, ArtifactError)
    return await _service_error(request, Unavailable(f"the model failed: {error}"))


async def _system_error(request: Request, error: Exception) -> JSONResponse:
    """Report a full disk; other errors of the system are failures of the server."""
    assert isinstance(error, OSError)
    if error.errno not in FULL:
        raise error
    log.error("There is no room on the disk.", exc_info=error)
    return await _service_error(request, NoRoom(f"the server has no room to store this ({error.strerror}); nothing was stored"))


async def _database_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OperationalError)
    if is_full(error):
        log.error("There is no room for the database.", exc_info=error)
        return await _service_error(request, NoRoom("the server has no room to store this (the database cannot grow); nothing was stored"))
    log.error("The database is unavailable.", exc_info=error)
    return await _service_error(request, Unavailable("the database is unavailable; try again"))


async def _unexpected_error(_request: Request, error: Exception) -> JSONResponse:
    log.error("A request failed unexpectedly.", exc_info=error)
    return problem(500, ServiceError.title, "the server failed; its log has the details", [])
