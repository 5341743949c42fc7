"""Sessions with stateful models: a stream fed value by value, each call going on where the last one left off."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from models.core.errors import Fault
from models.serving.single_step.steps import Steps
from models.serving.verbs.feed import feed, require_feedable
from service.api.answering import loaded_model
from service.api.bodies import decoded_body
from service.api.openapi import FEED_BODY
from service.api.schemas import moment
from service.api.series_schemas import FedOut, SessionOut
from service.compiled_models import Loaded
from service.deps import Parts, TheParts
from service.errors import Invalid, NotFound
from service.sessions import Session

router = APIRouter(prefix="/v1/models", tags=["predictions"])


@router.post("/{ref}/sessions", status_code=201)
async def open_session(ref: str, parts: TheParts, response: Response) -> SessionOut:
    """Begin a stream: the model remembers nothing yet."""
    name, loaded = await loaded_model(ref, parts)
    steps = _steps(loaded)
    session = await run_in_threadpool(parts.sessions.open, name, steps.initial())
    response.headers["Location"] = f"/v1/models/{name}/sessions/{session.id}"
    return _shown(session)


@router.get("/{ref}/sessions/{session_id}")
async def get_session(ref: str, session_id: str, parts: TheParts) -> SessionOut:
    """Show how far a stream is, and when it is forgotten."""
    return _shown(await run_in_threadpool(_found, ref, session_id, parts))


@router.post("/{ref}/sessions/{session_id}/predict", response_model=FedOut, openapi_extra=FEED_BODY)
async def feed_session(ref: str, session_id: str, request: Request, parts: TheParts) -> Response:
    """Feed a stream one or more steps; an answer for each, in the units of the targets. What is refused leaves the stream where it was."""
    values = await _values(request, parts.settings.max_body_bytes)
    session = await run_in_threadpool(_found, ref, session_id, parts)
    _, loaded = await loaded_model(session.model, parts)
    return Response(await run_in_threadpool(_fed, session_id, values, loaded, parts), media_type="application/json")


@router.delete("/{ref}/sessions/{session_id}", status_code=204)
async def delete_session(ref: str, session_id: str, parts: TheParts) -> None:
    """End a stream, and forget what the model remembers of it."""
    await run_in_threadpool(_found, ref, session_id, parts)
    await run_in_threadpool(parts.sessions.delete, session_id)


def _found(ref: str, session_id: str, parts: Parts) -> Session:
    """Return a session of a model; one that was opened for an earlier version goes on with that."""
    session = parts.sessions.get(session_id)
    if ref not in (session.model, session.model.split("@")[0]):
        raise NotFound(f"session {session_id!r} is not one of model {ref}")
    return session


def _fed(session_id: str, values: list[Any], loaded: Loaded, parts: Parts) -> bytes:
    with parts.sessions.fixed(session_id) as session:
        answers, state = feed(values, session.state, loaded.predictor, _steps(loaded))
        session = parts.sessions.go_on(session, len(answers), state)
    shown = _shown(session)
    return orjson.dumps({"model": shown.model, "predictions": answers, "n_steps": shown.n_steps, "expires_at": shown.expires_at})


def _steps(loaded: Loaded) -> Steps:
    return require_feedable(loaded.predictor, loaded.steps)


async def _values(request: Request, limit: int) -> list[Any]:
    raw, _ = await decoded_body(request, limit)
    if not isinstance(raw, dict) or set(raw) != {"inputs"} or not isinstance(raw["inputs"], list):
        came = f"an object with {', '.join(raw) or 'nothing'}" if isinstance(raw, dict) else f"a {type(raw).__name__}"
        raise Invalid.of([Fault("", f'expected an object with "inputs" alone, a list of steps, got {came}')])
    values: list[Any] = raw["inputs"]
    return values


def _shown(session: Session) -> SessionOut:
    return SessionOut(id=session.id, model=session.model, n_steps=session.n_steps, expires_at=moment(session.expires_at))
