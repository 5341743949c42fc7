"""Keys, for administrators: create, list, revoke, rotate; and the audit of changes."""

import time
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import AfterValidator, BaseModel, Field

from models.core.part import Part
from service.access.caller import Caller, Scope
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.openapi import json_body
from service.bodies.content import MAX_SPEC_BYTES, read_part
from service.deps import TheParts
from service.durations import MAX_DAYS, UNITS
from service.problem_types.declared import problems
from service.store.audit import Action as AuditAction
from service.store.key_rows import Key, KeyState, NewKey
from service.store.key_text import MAX_NAME, key_name
from service.store.owners import OWNER_PATTERN

router = APIRouter(prefix="/v1", tags=["administration"], route_class=GuardedRoute)

_MAX_S = MAX_DAYS * UNITS["d"]
#: Columns of a key that the API shows as they are.
_SHOWN = ("id", "owner", "name", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at")

OwnerName = Annotated[str, Field(pattern=OWNER_PATTERN)]
OfOwner = Annotated[str | None, Query(pattern=OWNER_PATTERN, description="Only of this owner.")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the previous page.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Entries on a page.")]


class NewKeyRequest(Part):
    """A key to be made."""

    owner: OwnerName = Field(description="Owner of what its calls make and see.")
    scopes: list[Scope] = Field([Scope.READ, Scope.PREDICT, Scope.TRAIN], min_length=1, max_length=4, description="What it allows; admin allows all.")
    name: Annotated[str, AfterValidator(key_name)] = Field("", max_length=MAX_NAME, description="What people call it.")
    expires_in_s: float | None = Field(None, gt=0, le=_MAX_S, description="Seconds for which it can be used; forever when left out.")


class RotationRequest(Part):
    """How a key is replaced."""

    grace_s: float = Field(0.0, ge=0, le=_MAX_S, description="Seconds for which the old key can still be used.")


class KeyOut(BaseModel):
    """A key, without its text."""

    id: str = Field(description="Its id, which is no secret.")
    owner: str = Field(description="Owner of what its calls make and see.")
    name: str = Field(description="What people call it.")
    scopes: list[Scope] = Field(description="What it allows; admin allows all.")
    state: KeyState = Field(description="Whether it can be used; only an active key can.")
    created_at: datetime = Field(description="When it was made.")
    expires_at: datetime | None = Field(description="When it expires; null if it does not.")
    revoked_at: datetime | None = Field(description="When it was revoked; null if it was not.")
    last_used_at: datetime | None = Field(description="When it was last used, to about a minute; null if it never was.")


class CreatedKeyOut(KeyOut):
    """A key that was just made."""

    key: str = Field(description="The key itself. It is shown this once; only a digest of it is stored.")


class KeyPage(BaseModel):
    """A page of keys, newest first."""

    keys: list[KeyOut] = Field(description="The keys.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class AuditEntryOut(BaseModel):
    """A change."""

    id: str = Field(description="Id of the entry; later ones have greater ids.")
    at: datetime = Field(description="When it was made.")
    actor: str = Field(
        description="Who made it: `command line`, `admin key file`, `key` and its id, `account` and its owner, or `nobody` without a key."
    )
    action: AuditAction = Field(description="What was done.")
    owner: str = Field(description="Owner of what was changed.")
    subject: str = Field(description="What was changed: id of a key, `model` and its name, or `dataset` and its id.")
    data: dict[str, str | int | float | list[str] | None] = Field(
        description="Details by name: of a key its name and scopes, of a grant its grantee and right, of an alias its versions and the job that has "
        "promoted one."
    )


class AuditPage(BaseModel):
    """A page of changes, newest first."""

    entries: list[AuditEntryOut] = Field(description="The changes.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


@router.get("/keys", responses=problems("no-such-key"))
def list_keys(parts: TheParts, owner: OfOwner = None, cursor: Cursor = None, limit: Limit = 50) -> KeyPage:
    """List keys, newest first.

    Keys are shown without their text, also those that are revoked or expired. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.access.keys.page(cursor, limit + 1, owner)
    return KeyPage(keys=[KeyOut(**_shown(key)) for key in found[:limit]], next_cursor=found[limit - 1].id if len(found) > limit else None)


@router.post(
    "/keys",
    status_code=201,
    openapi_extra=json_body(NewKeyRequest, {"owner": "app1", "scopes": ["read", "predict"], "expires_in_s": 7776000}),
    responses=sends(201, "Cache-Control"),
)
async def create_key(request: Request, response: Response, parts: TheParts) -> CreatedKeyOut:
    """Create a key.

    The key is in the response, and nowhere else: only its digest is stored.
    """
    asked = await read_part(request, MAX_SPEC_BYTES, NewKeyRequest)
    expires_at = None if asked.expires_in_s is None else time.time() + asked.expires_in_s
    new = NewKey(asked.owner, tuple(sorted({scope.value for scope in asked.scopes})), asked.name, expires_at)
    return _created(await run_in_threadpool(parts.access.keys.create, new, actor_of(parts.caller)), response)


@router.post("/keys/{key_id}/revoke")
def revoke_key(key_id: str, parts: TheParts) -> KeyOut:
    """Revoke a key.

    Within a second it is refused. A revoked key stays in the list.
    """
    return KeyOut(**_shown(parts.access.keys.revoke(key_id, actor_of(parts.caller))))


@router.post(
    "/keys/{key_id}/rotate",
    status_code=201,
    openapi_extra=json_body(RotationRequest, {"grace_s": 3600}),
    responses=merged_responses(problems("key-not-active"), sends(201, "Cache-Control")),
)
async def rotate_key(key_id: str, request: Request, response: Response, parts: TheParts) -> CreatedKeyOut:
    """Replace a key by a new one.

    The new key has the owner, scopes, name and lifetime of the old one, which can be used for `grace_s` more seconds.
    """
    asked = await read_part(request, MAX_SPEC_BYTES, RotationRequest)
    return _created(await run_in_threadpool(parts.access.keys.rotate, key_id, actor_of(parts.caller), asked.grace_s), response)


@router.get("/audit", responses=problems("no-such-entry"))
def list_audit(parts: TheParts, owner: OfOwner = None, cursor: Cursor = None, limit: Limit = 50) -> AuditPage:
    """List changes of keys, grants and aliases, newest first.

    Who changed what, and when. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.access.audit.page(cursor, limit + 1, owner)
    entries = [AuditEntryOut(**vars(entry)) for entry in found[:limit]]
    return AuditPage(entries=entries, next_cursor=entries[-1].id if len(found) > limit else None)


def actor_of(caller: Caller) -> str:
    """Return who makes a change, for the audit."""
    if caller.key_id is not None:
        return f"key {caller.key_id}"
    return "nobody" if caller.expires_at is None else f"account {caller.owner}"


def _created(made: tuple[Key, str], response: Response) -> CreatedKeyOut:
    response.headers["Cache-Control"] = "no-store"
    key, text = made
    return CreatedKeyOut(**_shown(key), key=text)


def _shown(key: Key) -> dict[str, Any]:
    return {**{name: getattr(key, name) for name in _SHOWN}, "state": key.state(time.time())}
