"""Webhooks: the secret that signs the notices of one's jobs."""

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from service.access.caller import Scope
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.deps import TheParts
from service.problem_types.declared import problems
from service.store.webhook_secrets import Secret

router = APIRouter(prefix="/v1/webhook-secret", tags=["jobs"], route_class=GuardedRoute)


class WebhookSecretOut(BaseModel):
    """The secret that signs the notices of an owner's jobs."""

    secret: str = Field(description="The secret, for a library of Standard Webhooks.")
    created_at: datetime = Field(description="When it was made.")


@router.get("", responses=merged_responses(problems("no-scope"), sends(200, "Cache-Control")))
def get_webhook_secret(parts: TheParts, response: Response) -> WebhookSecretOut:
    """Show the secret of your webhooks.

    It is made with the first call. It needs the scope train.
    """
    parts.caller.require(Scope.TRAIN)
    return _shown(parts.webhook_secrets.of(parts.caller.owner), response)


@router.post("/rotate", responses=sends(200, "Cache-Control"))
def rotate_webhook_secret(parts: TheParts, response: Response) -> WebhookSecretOut:
    """Replace the secret of your webhooks.

    For a day notices are signed with the old one, too.
    """
    return _shown(parts.webhook_secrets.rotate(parts.caller.owner), response)


def _shown(secret: Secret, response: Response) -> WebhookSecretOut:
    response.headers["Cache-Control"] = "no-store"
    return WebhookSecretOut(secret=secret.text, created_at=secret.created_at)
