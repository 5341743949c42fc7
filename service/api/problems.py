"""Errors as RFC 9457 problem documents."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError, OperationalError, SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from models.core.errors import ArtifactError, Fault, InputError
from models.core.faults import detail_of, pointer_of, quote
from models.core.room import no_room
from service.errors import Invalid, NoRoom, ServiceError, Unavailable
from service.events import NoMoreEvents
from service.http.methods import Methods
from service.problem_types.content import problem_content
from service.problem_types.declared import invalid_kind
from service.problem_types.of_missing import NO_SUCH_PATH
from service.problem_types.of_requests import INVALID_PARAMETER, METHOD_NOT_ALLOWED, REQUEST_TIMEOUT
from service.problem_types.of_server import DATABASE_UNAVAILABLE, INTERNAL_ERROR, MODEL_UNAVAILABLE
from service.problem_types.problem_type import PROBLEM_MEDIA, ProblemType
from service.problem_types.table import type_of_status
from service.request_context import link, request_id
from service.store.database import is_full
from service.store.outages import is_outage

log = logging.getLogger(__name__)

#: What settles an outage of the database. The connection may have been cut while it committed.
_TRY_AGAIN = "the database is unavailable; try again (what was sent with an Idempotency-Key, with the same: it may have been stored)"

#: Ends of paths under which other systems predict.
_PREDICTING = ("/invocations", ":predict", "/predict", "/predictions")
#: What a path that is not there may have wrong, by whether it ends in a slash.
_SLASH = {False: "", True: "; no path ends in a slash"}


class FaultOut(BaseModel):
    """A fault and its position."""

    pointer: str = Field(description="JSON pointer into the request body; /query/, /path/ or /header/ and a name for a parameter.")
    detail: str = Field(description="What was expected and what was found.")


class Problem(BaseModel):
    """An error as an RFC 9457 problem."""

    type: str = Field(description="Kind of problem: the path of a page with its cause and cure, such as /problems/no-such-model.")
    title: str = Field(description="Short name of the kind.")
    status: int = Field(description="HTTP status of the response.")
    detail: str = Field(description="What was expected, what came, and what settles it.")
    errors: list[FaultOut] = Field(description="Faults of the request, each with its position; empty if no part of the request is at fault.")
    request_id: str = Field(description="Id of the request, also in the header X-Request-ID and in the log of the server.")


class InferenceError(BaseModel):
    """An error below /v2."""

    error: str = Field(description="Where it is, what was expected, and what came.")


def install_problem_handlers(app: FastAPI) -> None:
    """Return every error as application/problem+json."""
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(RequestValidationError, _parameter_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DataError, _value_error)
    app.add_exception_handler(SQLAlchemyError, _database_error)
    app.add_exception_handler(NoMoreEvents, _no_more_events)
    app.add_exception_handler(ClientDisconnect, _caller_left)
    app.add_exception_handler(OSError, _system_error)
    app.add_exception_handler(ArtifactError, _model_error)
    app.add_exception_handler(Exception, _unexpected_error)


def problem(error: ServiceError, kind: ProblemType, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return the problem document of an error, with the headers of the error and others."""
    content = problem_content(kind, error.detail, error.errors, request_id())
    return JSONResponse(content, kind.status, headers={**error.headers, **(headers or {})}, media_type=PROBLEM_MEDIA)


async def _service_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ServiceError)
    kind = invalid_kind(request, error.errors) if error.kind is Invalid.default else error.kind
    return problem(error, kind)


async def _input_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, InputError)
    return await _service_error(request, Invalid.of(error.faults))


async def _parameter_error(request: Request, error: Exception) -> JSONResponse:
    """Report the parameter by its location in the request, written like a JSON pointer; once, also where a route and what it needs both read it."""
    assert isinstance(error, RequestValidationError)
    faults = (Fault(pointer_of(list(item["loc"])), detail_of(item)) for item in error.errors())
    return await _service_error(request, Invalid.of(list(dict.fromkeys(faults)), INVALID_PARAMETER))


async def _caller_left(_request: Request, _error: Exception) -> JSONResponse:
    """Return the status for a body that did not arrive whole. Nobody receives it; but it is no failure of the server's to log."""
    return problem(ServiceError("the caller left, or was too slow, before the whole body had arrived"), REQUEST_TIMEOUT)


async def _no_more_events(_request: Request, _error: Exception) -> Response:
    """Tell an EventSource, which connects again after each end of a stream, to stop."""
    return Response(status_code=204)


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    """Return an error of the framework; a path that does not exist is named, with what may be wrong with it."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        got = f"expected a path of this API (GET {link('/openapi.json')} lists them), got {quote(link(request.url.path))}"
        return problem(ServiceError(got + _SLASH[request.url.path.endswith("/")] + _predicting(request)), NO_SUCH_PATH)
    if error.status_code == 405:
        return _wrong_method(request)
    return problem(ServiceError(str(error.detail)), type_of_status(error.status_code), dict(error.headers or {}))


def _wrong_method(request: Request) -> JSONResponse:
    """Refuse a method that a path does not have. Its methods may be those of several routes, of which the framework knows one."""
    methods: Methods = request.app.state.methods
    allowed = ", ".join(methods.of(request.scope["path"]))
    detail = f"expected one of {allowed}, got {quote(request.method)}{_predicting(request)}"
    return problem(ServiceError(detail), METHOD_NOT_ALLOWED, {"Allow": allowed})


def _predicting(request: Request) -> str:
    """Return the end of a message for paths under which other systems predict."""
    predicts = request.method == "POST" and request.url.path.endswith(_PREDICTING)
    return f"; predictions are POST {link('/v1/models/{name}/predict')}" if predicts else ""


async def _value_error(request: Request, error: Exception) -> JSONResponse:
    """Refuse values that the database cannot store, such as the NUL of /v1/jobs/%00 on PostgreSQL."""
    assert isinstance(error, DataError)
    return await _service_error(request, Invalid(f"expected values that the database can store: {error.orig}"))


async def _model_error(request: Request, error: Exception) -> JSONResponse:
    """Report a model that fails while it runs, such as one whose process has ended; the next request loads it again."""
    assert isinstance(error, ArtifactError)
    return await _service_error(request, Unavailable(f"the model failed: {error}", kind=MODEL_UNAVAILABLE))


async def _system_error(request: Request, error: Exception) -> JSONResponse:
    """Report a full disk; other errors of the system are failures of the server."""
    assert isinstance(error, OSError)
    full = no_room(error)
    if full is None:
        raise error
    log.error("There is no room on the disk.", exc_info=error)
    return await _service_error(request, NoRoom(f"the server has no room to store this ({full.strerror}); nothing was stored"))


async def _database_error(request: Request, error: Exception) -> JSONResponse:
    """Report a full disk of the database, or that it does not answer; other errors are failures of the server."""
    assert isinstance(error, SQLAlchemyError)
    if isinstance(error, OperationalError) and is_full(error):
        log.error("There is no room for the database.", exc_info=error)
        return await _service_error(request, NoRoom("the server has no room to store this (the database cannot grow); nothing was stored"))
    if not (isinstance(error, OperationalError) or is_outage(error)):
        raise error
    log.error("The database is unavailable.", exc_info=error)
    return await _service_error(request, Unavailable(_TRY_AGAIN, kind=DATABASE_UNAVAILABLE))


async def _unexpected_error(_request: Request, error: Exception) -> JSONResponse:
    log.error("A request failed unexpectedly.", exc_info=error)
    return problem(ServiceError("the server failed; its log has the details"), INTERNAL_ERROR)
