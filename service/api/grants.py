"""Grants: what of one's models and data sets other owners may look at or use."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.artifact.golden import REAL
from models.core.errors import Fault
from models.core.faults import listed, quote
from models.core.part import Part
from models.specs.estimators.offered_estimators import sample_keepers
from service.access.guarded_route import GuardedRoute
from service.access.references import own_name
from service.api.keys import actor_of
from service.api.openapi import json_body
from service.bodies.content import MAX_SPEC_BYTES, read_part
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems
from service.store.grants import Grant
from service.store.owners import EVERYONE, OWNER_PATTERN, Kind, Right, is_owner
from service.store.registry import Registry

router = APIRouter(prefix="/v1", route_class=GuardedRoute)

#: What is warned of golden examples, and of estimators.
_GOLDEN = (
    "raw samples of the training and test data as golden examples, which whoever may download the model can read; "
    "train again with artifact: {golden: synthetic} to share none"
)
_KEPT = "which whoever may download the model can read, whatever its golden examples are; train another estimator to share none"

_MODEL, _DATASET = "/models/{name:ref}/grants", "/datasets/{dataset_id}/grants"
Grantee = Annotated[str, Path(description=f"Another owner, or {EVERYONE} for every owner.")]


class GrantRequest(Part):
    """What another owner may do with a model or data set."""

    right: Right = Field(description="read: look at it and download it; use: also predict with it, and name it in specs.")


class GrantOut(BaseModel):
    """A grant."""

    grantee: str = Field(description=f"The owner whom it is given to; {EVERYONE}: every owner.")
    right: Right = Field(description="read or use; use includes read.")
    created_at: datetime = Field(description="When it was given, or last changed.")


class GivenGrantOut(GrantOut):
    """A grant that was given, and what it gives away."""

    warnings: list[str] = Field(
        description="What of its data the grantee can read out of a model; empty for a data set, and for a model without such."
    )


class GrantsOut(BaseModel):
    """The grants on a model or data set, by grantee."""

    grants: list[GrantOut] = Field(description="The grants, by grantee.")


_BODY = json_body(GrantRequest, {"right": "use"})


@router.get(_MODEL, tags=["models"], responses=problems("no-such-model"))
def list_model_grants(name: str, parts: TheParts) -> GrantsOut:
    """List with whom a model of yours is shared.

    Only the owner of a model sees its grants.
    """
    return _listed(parts, Kind.MODEL, own_name(name, parts.caller.owner))


@router.put(_MODEL + "/{owner}", tags=["models"], openapi_extra=_BODY, responses=problems("no-such-model"))
async def give_model_grant(name: str, owner: Grantee, request: Request, parts: TheParts) -> GivenGrantOut:
    """Share a model of yours with another owner.

    A grant is on all versions, present and future. `read` lets the other owner look at it and download it, `use` also predict with it and name it in
    specs. `warnings` says which versions hold raw samples of their data, as golden examples or in estimators that predict by them.
    """
    own = own_name(name, parts.caller.owner)
    given = await _give(request, parts, Kind.MODEL, own, owner)
    return GivenGrantOut(**vars(given), warnings=await run_in_threadpool(_given_away, own, parts.registry))


@router.delete(_MODEL + "/{owner}", tags=["models"], status_code=204, responses=problems("no-such-model", "no-such-grant"))
def withdraw_model_grant(name: str, owner: Grantee, parts: TheParts) -> None:
    """Stop sharing a model of yours with an owner.

    It counts within a second. Jobs that name the model and have not begun fail; models that were made from it stay.
    """
    parts.grants.withdraw(Kind.MODEL, own_name(name, parts.caller.owner), owner, actor_of(parts.caller))


@router.get(_DATASET, tags=["datasets"])
def list_dataset_grants(dataset_id: str, parts: TheParts) -> GrantsOut:
    """List with whom a data set of yours is shared.

    Only the owner of an upload sees its grants.
    """
    return _listed(parts, Kind.DATASET, dataset_id)


@router.put(_DATASET + "/{owner}", tags=["datasets"], openapi_extra=_BODY)
async def give_dataset_grant(dataset_id: str, owner: Grantee, request: Request, parts: TheParts) -> GivenGrantOut:
    """Share a data set of yours with another owner.

    `read` lets the other owner look at it, `use` also train on it. A second call changes the right.
    """
    given = await _give(request, parts, Kind.DATASET, dataset_id, owner)
    return GivenGrantOut(**vars(given), warnings=[])


@router.delete(_DATASET + "/{owner}", tags=["datasets"], status_code=204, responses=problems("no-such-grant"))
def withdraw_dataset_grant(dataset_id: str, owner: Grantee, parts: TheParts) -> None:
    """Stop sharing a data set of yours with an owner.

    It counts within a second. Jobs that name the data set and have not begun fail.
    """
    parts.grants.withdraw(Kind.DATASET, dataset_id, owner, actor_of(parts.caller))


async def _give(request: Request, parts: Parts, kind: Kind, thing: str, grantee: str) -> GrantOut:
    wanted = await read_part(request, MAX_SPEC_BYTES, GrantRequest)
    if grantee != EVERYONE and (not is_owner(grantee) or grantee == parts.caller.owner):
        detail = f"expected another owner, of the form {OWNER_PATTERN}, or {EVERYONE} for every owner, got {quote(grantee)}"
        raise Invalid.of([Fault("/path/owner", detail)])
    return _grant_out(await run_in_threadpool(parts.grants.give, kind, thing, grantee, wanted.right, actor_of(parts.caller)))


def _given_away(name: str, registry: Registry) -> list[str]:
    """Return warnings of the versions whose artifacts hold raw samples of their data."""
    real = [version.version for version in reversed(registry.versions(name)) if version.golden == REAL]
    keepers = {version: found for version, spec in sorted(registry.specs_of(name).items()) if (found := sample_keepers(spec.get("model", {})))}
    warnings = [f"{_holding(real)} {_GOLDEN}"] if real else []
    if keepers:
        estimators = listed(dict.fromkeys(name for found in keepers.values() for name in found))
        warnings.append(f"{_holding(keepers)} samples of the training data in what predicts by them ({estimators}), {_KEPT}")
    return warnings


def _holding(versions: Collection[int]) -> str:
    return f"version {listed(versions)} holds" if len(versions) == 1 else f"the versions {listed(versions)} hold"


def _listed(parts: Parts, kind: Kind, thing: str) -> GrantsOut:
    return GrantsOut(grants=[_grant_out(grant) for grant in parts.grants.of(kind, thing)])


def _grant_out(grant: Grant) -> GrantOut:
    return GrantOut.model_validate(grant, from_attributes=True)
