"""Routes that compute with a model, while the caller is there, and within the time that it waits: `Prefer: wait=SECONDS` (RFC 7240)."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Request, Response

from models.artifact.samples.cleaned import CleanedColumns
from models.core.errors import Fault
from models.core.faults import quote
from service.access.guarded_route import DirectRoute, GuardedRoute
from service.api.departures import while_there
from service.api.documented_headers import merged_responses, sends
from service.bodies.cleaned_columns import CLEANED, cleaned_header
from service.errors import Invalid, TooSlow
from service.problem_types.declared import Responses, problems
from service.problem_types.of_requests import INVALID_PARAMETER

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

#: Longest wait, in seconds: a day.
MAX_WAIT_S = 86_400.0
#: The header, for the description of the API.
PREFER = {
    "name": "Prefer",
    "in": "header",
    "schema": {"type": "string"},
    "description": "`wait=SECONDS`: refuse with 504 what is not answered by then. No limit when left out.",
}
#: Responses of every route that computes with a model.
COMPUTED = merged_responses(sends(200, "X-Model-Version", "Server-Timing", "Preference-Applied"), problems("deadline-passed"))
#: Responses of those that read rows of text, beside these.
READS_TEXTS: Responses = sends(200, CLEANED)
_POINTER = "/header/prefer"
_EXPECTED = "expected wait to be a number of seconds above 0, such as Prefer: wait=0.5"


class PredictionRoute(GuardedRoute):
    """A route that computes with a model."""

    def get_route_handler(self) -> Handler:
        """Return the endpoint with what FastAPI does around it, within the caller's time; its response reports cleaned texts."""
        return _within_wait(super().get_route_handler())


class DirectPredictionRoute(DirectRoute):
    """The same for an endpoint that takes the request alone."""

    def get_route_handler(self) -> Handler:
        """Return the endpoint, within the caller's time; its response reports cleaned texts."""
        return _within_wait(super().get_route_handler())


def _within_wait(handle: Handler) -> Handler:
    async def within(request: Request) -> Response:
        wait_s = wait_of(request.headers.getlist("prefer")) if "prefer" in request.headers else None
        with CleanedColumns() as cleaned:
            response = await while_there(handle, request) if wait_s is None else await _limited(handle, request, wait_s)
        if cleaned.found:
            response.headers[CLEANED] = cleaned_header(cleaned.found)
        return response

    return within


async def _limited(handle: Handler, request: Request, wait_s: float) -> Response:
    """Return the response; what still waits for a model when the time is over is dropped, what runs in a thread ends unheard.

    Raises:
        TooSlow: It was not there in time.
    """
    async with in_time(wait_s, "Prefer: wait"):
        response = await while_there(handle, request)
    response.headers["Preference-Applied"] = f"wait={wait_s:g}"
    return response


@asynccontextmanager
async def in_time(seconds: float | None, named: str) -> AsyncIterator[None]:
    """Cancel what the `with` block waits for when the caller's time is over.

    Args:
        seconds: The time; None for no limit.
        named: By what the caller has given it.

    Raises:
        TooSlow: It was over.
    """
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            yield
    except TimeoutError as error:
        if seconds is None or not limit.expired():
            raise
        raise TooSlow(f"expected the answer within the {seconds:g} s of {named}, got none by then") from error


def wait_of(headers: list[str]) -> float | None:
    """Return the seconds that a caller waits; None if it does not say. Other preferences are ignored, as RFC 7240 has it.

    Raises:
        Invalid: They are not a number of seconds.
    """
    found = next(_waits(headers), None)
    if found is None:
        return None
    try:
        seconds = float(found)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= MAX_WAIT_S:
        raise Invalid.of([Fault(_POINTER, f"{_EXPECTED} and at most {MAX_WAIT_S:,.0f}, got {quote(found)}")], INVALID_PARAMETER)
    return seconds


def _waits(headers: list[str]) -> Iterator[str]:
    for item in ",".join(headers).split(","):
        name, _, value = item.partition(";")[0].partition("=")
        if name.strip().lower() == "wait":
            yield value.strip().strip('"')
