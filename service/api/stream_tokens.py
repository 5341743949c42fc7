"""Stream tokens: keys for event streams of browsers."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from service.access.caller import Scope
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.deps import TheParts
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/stream-tokens", tags=["access"], route_class=GuardedRoute)


class StreamTokenOut(BaseModel):
    """A stream token."""

    token: str = Field(description="Give it as ?token= to GET /v1/jobs/{job_id}/events.")
    expires_at: datetime = Field(description="When it expires; until then it can be used again.")


@router.post("", status_code=201, responses=merged_responses(problems("no-scope", "broker-unavailable"), sends(201, "Cache-Control")))
def create_stream_token(parts: TheParts, response: Response) -> StreamTokenOut:
    """Create a stream token for a browser.

    For `EventSource`, which cannot send a key. The token reads events of jobs only, and expires soon.
    """
    parts.caller.require(Scope.READ)
    made = parts.access.tokens.create(parts.caller)
    response.headers["Cache-Control"] = "no-store"
    return StreamTokenOut(token=made.text, expires_at=made.expires_at)
