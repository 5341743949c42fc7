"""Sessions with stateful models: a series fed value by value over several calls."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.artifact.answers import ValuePrediction
from models.artifact.predictions import Prediction
from models.core.model_reference import bare_name
from models.serving.single_step.steps import Steps
from models.serving.verbs.feed import feed, require_feedable
from service.access.references import in_path, own_name
from service.answers.gaps import explained
from service.answers.precision import Precision, rounded
from service.answers.sent import numbers_response
from service.api.documented_headers import merged_responses, sends
from service.api.openapi import inputs_body
from service.api.prediction_route import COMPUTED, PredictionRoute
from service.bodies.content import decoded_body
from service.bodies.input_objects import FEED_INPUTS
from service.bodies.json_bounds import CALL
from service.bodies.row_limits import require_few_rows
from service.compiled_models import Loaded
from service.deps import Parts, TheParts, loaded_model
from service.errors import NotFound
from service.problem_types.declared import problems
from service.problem_types.of_missing import NO_SUCH_SESSION
from service.request_context import link
from service.sessions import Session

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=PredictionRoute)


class SessionOut(BaseModel):
    """A session with a stateful model."""

    id: str = Field(description="Id of the session, for the paths below.")
    model: str = Field(description="The model version it was opened for.")
    n_steps: int = Field(description="Steps fed so far.")
    expires_at: datetime = Field(description="When it expires unless it is fed again.")


class FedOut(BaseModel):
    """Predictions for the steps that were fed."""

    model: str = Field(description="The model version.")
    predictions: list[ValuePrediction] = Field(description='{"value"} after each step, in the units of the targets.')
    n_steps: int = Field(description="Steps fed so far, these included.")
    expires_at: datetime = Field(description="When the session expires unless it is fed again.")


@router.post(
    "/{ref:ref}/sessions",
    status_code=201,
    responses=merged_responses(problems("invalid-inputs", "limit-reached", "broker-unavailable"), sends(201, "Location")),
)
async def open_session(ref: str, parts: TheParts, response: Response) -> SessionOut:
    """Open a session with a stateful model.

    A session keeps the recurrent state from call to call, so that a series can be fed value by value. It expires unless it is fed.
    """
    name, loaded = await loaded_model(ref, parts)
    steps = _steps(loaded)
    session = await run_in_threadpool(parts.sessions.open, parts.caller.owner, name, steps.initial())
    response.headers["Location"] = link(f"/v1/models/{in_path(name)}/sessions/{session.id}")
    return _shown(session)


@router.get("/{ref:ref}/sessions/{session_id}", responses=problems("broker-unavailable"))
async def get_session(ref: str, session_id: str, parts: TheParts) -> SessionOut:
    """Show a session.

    How many steps it was fed, and when it expires.
    """
    return _shown(await run_in_threadpool(_found, ref, session_id, parts))


@router.post(
    "/{ref:ref}/sessions/{session_id}/predict",
    response_model=FedOut,
    openapi_extra=inputs_body(FEED_INPUTS),
    responses=merged_responses(COMPUTED, problems("invalid-inputs", "session-in-use", "broker-unavailable")),
)
async def feed_session(ref: str, session_id: str, request: Request, parts: TheParts, digits: Precision = None) -> Response:
    """Feed steps to a session.

    There is a prediction after each step, in the units of the targets. A refused call leaves the session as it was.
    """
    values = await _values(request, parts.settings.max_body_bytes)
    require_few_rows(len(values), parts, "/inputs", "steps")
    session = await run_in_threadpool(_found, ref, session_id, parts)
    _, loaded = await loaded_model(session.model, parts)
    return await numbers_response(session.model, loaded, lambda: _fed(session_id, values, loaded, parts, digits))


@router.delete("/{ref:ref}/sessions/{session_id}", status_code=204, responses=problems("broker-unavailable"))
async def delete_session(ref: str, session_id: str, parts: TheParts) -> None:
    """Delete a session.

    Its recurrent state is lost.
    """
    session = await run_in_threadpool(_found, ref, session_id, parts)
    await run_in_threadpool(parts.sessions.delete, session)


def _found(ref: str, session_id: str, parts: Parts) -> Session:
    """Return a session of a model; one opened for another version than its name or alias means now continues with that version."""
    session = parts.sessions.get(session_id, parts.caller.owner)
    own = own_name(ref, parts.caller.owner)
    if own != session.model and ("@" in own or bare_name(own) != bare_name(session.model)):
        raise NotFound(f"session {session_id!r} does not belong to model {ref}", kind=NO_SUCH_SESSION)
    return session


def _fed(session_id: str, values: list[Any], loaded: Loaded, parts: Parts, digits: int | None) -> dict[str, Any]:
    with parts.sessions.locked(session_id, parts.caller.owner) as session:
        predictions, state = feed(values, session.state, loaded.predictor, _steps(loaded))
        session = parts.sessions.advance(session, len(predictions), state)
    shown = _shown(session).model_dump(mode="json")
    return {"predictions": [_sent(prediction, digits) for prediction in predictions], **{name: shown[name] for name in ("n_steps", "expires_at")}}


def _sent(prediction: Prediction, digits: int | None) -> Prediction:
    """Return a prediction as it is sent: where it is not finite, the reason stands beside it."""
    return explained(rounded(prediction, digits))


def _steps(loaded: Loaded) -> Steps:
    return require_feedable(loaded.predictor, loaded.steps)


async def _values(request: Request, limit: int) -> list[Any]:
    raw, _ = await decoded_body(request, limit, CALL)
    values: list[Any] = FEED_INPUTS.taken(raw)["inputs"]
    return values


def _shown(session: Session) -> SessionOut:
    return SessionOut.model_validate(session, from_attributes=True)
