"""Aliases of models: references such as digits:champion, which their owner moves from version to version."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.core.errors import Fault
from models.core.model_reference import LATEST, alias_fault
from models.core.part import Part
from service.access.guarded_route import GuardedRoute
from service.access.references import own_name
from service.api.keys import actor_of
from service.api.openapi import json_body
from service.bodies.content import MAX_SPEC_BYTES, read_part
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems
from service.store.aliases import Alias, AliasesOfModel
from service.store.rows import ref_of

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

_ALIASES = "/{name:ref}/aliases"
#: Greatest number of a version that a request may have: that of the database's column.
_MAX = 2**31 - 1
AliasName = Annotated[str, Path(description="The alias: small letters, digits and . _ -, not digits alone.")]
VersionNumber = Annotated[int, Field(ge=1, le=_MAX)]


class AliasRequest(Part):
    """Where an alias is moved."""

    version: VersionNumber = Field(description="Number of the version that it will mean.")
    expected: VersionNumber | None = Field(description="Number of the version that it means now; null if there is no such alias.")


class DefaultRefRequest(Part):
    """What the bare name of a model means."""

    default_ref: str | None = Field(
        max_length=63, description=f"One of its aliases; {LATEST}: always its newest version; null: what MODELBOOK_DEFAULT_REF of the server says."
    )


class AliasOut(BaseModel):
    """An alias."""

    alias: str = Field(description="The alias.")
    ref: str = Field(description="The reference with it, such as digits:champion.")
    version: int = Field(description="Number of the version that it means.")
    model: str = Field(description="Reference of the version that it means, such as digits@3.")
    moved_at: datetime = Field(description="When it was set to that version.")


class AliasesOut(BaseModel):
    """The aliases of a model, by name, and what its bare name means."""

    aliases: list[AliasOut] = Field(description="The aliases, by name.")
    default_ref: str | None = Field(
        description=f"Alias that the bare name means; {LATEST}: its newest version; null: what MODELBOOK_DEFAULT_REF of the server says."
    )
    model: str = Field(description="Reference of the version that the bare name means now.")


class AliasMoveOut(BaseModel):
    """A change of an alias."""

    number: int = Field(description="Its number, from 1.")
    from_version: int | None = Field(description="Number of the version before; null if there was no such alias.")
    to_version: int | None = Field(description="Number of the version after; null if the alias was deleted.")
    actor: str = Field(
        description="Who changed it, or asked for the retraining that did: `key` and the id of the key, an account, or nobody where no key is needed."
    )
    job_id: str | None = Field(description="Id of the retraining that has promoted its version; null if a request has changed it.")
    at: datetime = Field(description="When.")


class AliasMovePage(BaseModel):
    """A page of the changes of an alias, newest first."""

    moves: list[AliasMoveOut] = Field(description="The changes.")
    next_cursor: int | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


@router.get(_ALIASES, responses=problems("no-such-model"))
def list_aliases(name: str, parts: TheParts) -> AliasesOut:
    """List the aliases of a model.

    And what its bare name means. Whoever the model is shared with may use them, too.
    """
    return _listed(parts, own_name(name, parts.caller.owner))


@router.put(
    _ALIASES + "/{alias}", openapi_extra=json_body(AliasRequest, {"version": 2, "expected": 1}), responses=problems("no-such-model", "alias-moved")
)
async def set_alias(name: str, alias: AliasName, request: Request, parts: TheParts) -> AliasOut:
    """Set an alias of a model of yours.

    `expected` is the version that it means now, or null: if it was moved meanwhile, the answer is 409 with the version that it has. It counts in all
    processes within a second. A repeated request changes nothing more.
    """
    fault = alias_fault(alias)
    if fault is not None:
        raise Invalid.of([Fault("/path/alias", fault)])
    wanted = await read_part(request, MAX_SPEC_BYTES, AliasRequest)
    own = own_name(name, parts.caller.owner)
    return _shown(own, await run_in_threadpool(parts.aliases.move, own, alias, wanted.version, wanted.expected, actor_of(parts.caller)))


@router.delete(_ALIASES + "/{alias}", status_code=204, responses=problems("no-such-model", "no-such-alias", "alias-moved", "alias-in-use"))
def delete_alias(
    name: str, alias: AliasName, parts: TheParts, expected: Annotated[int, Query(ge=1, le=_MAX, description="Version that it means now.")]
) -> None:
    """Delete an alias of a model of yours.

    References with it are answered as those of a model that does not exist. Its history stays.
    """
    parts.aliases.delete(own_name(name, parts.caller.owner), alias, expected, actor_of(parts.caller))


@router.get(_ALIASES + "/{alias}/history", responses=problems("no-such-model", "no-such-alias"))
def list_alias_moves(
    name: str,
    alias: AliasName,
    parts: TheParts,
    cursor: Annotated[int | None, Query(ge=1, le=_MAX, description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Changes on a page.")] = 50,
) -> AliasMovePage:
    """List the changes of an alias, newest first.

    Who moved it, or which retraining did, when, from which version to which. Only the owner of the model sees this.
    """
    found = parts.aliases.history(own_name(name, parts.caller.owner), alias, cursor, limit + 1)
    page = [AliasMoveOut.model_validate(move, from_attributes=True) for move in found[:limit]]
    return AliasMovePage(moves=page, next_cursor=page[-1].number if len(found) > limit else None)


@router.put(
    "/{name:ref}/default-ref",
    openapi_extra=json_body(DefaultRefRequest, {"default_ref": "champion"}),
    responses=problems("no-such-model", "no-such-alias"),
)
async def set_default_ref(name: str, request: Request, parts: TheParts) -> AliasesOut:
    """Set what the bare name of a model of yours means.

    One of its aliases, so that a new version is used only once the alias is moved to it; or the newest version.
    """
    wanted, own = await read_part(request, MAX_SPEC_BYTES, DefaultRefRequest), own_name(name, parts.caller.owner)
    await run_in_threadpool(parts.aliases.set_default, own, wanted.default_ref, actor_of(parts.caller))
    return await run_in_threadpool(_listed, parts, own)


def _listed(parts: Parts, name: str) -> AliasesOut:
    found: AliasesOfModel = parts.aliases.of(name)
    shown = [_shown(name, alias) for alias in found.aliases]
    return AliasesOut(aliases=shown, default_ref=found.default_ref, model=parts.registry.resolve(name).ref)


def _shown(name: str, alias: Alias) -> AliasOut:
    facts = {"alias": alias.alias, "version": alias.version, "moved_at": alias.moved_at}
    return AliasOut(ref=f"{name}:{alias.alias}", model=ref_of(name, alias.version), **facts)
