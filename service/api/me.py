"""What a caller is, may do, and has used of its limits."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal, Self

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from service.access.caller import Caller, Scope
from service.access.guarded_route import GuardedRoute
from service.access.rate import Rate
from service.access.rate_limits import bucket_of
from service.deps import Parts, TheParts
from service.errors import Unavailable
from service.store.usage import DAY_S

router = APIRouter(prefix="/v1", tags=["access"], route_class=GuardedRoute)

Number = int | float
LimitName = Literal[
    "key_requests",
    "address_requests",
    "queued_jobs",
    "running_jobs",
    "cpu_seconds_a_day",
    "stored_bytes",
    "prediction_rows",
    "streams",
    "sessions",
]


class CallerKeyOut(BaseModel):
    """The key of a request."""

    id: str = Field(description="Id of the key, by which an administrator revokes or rotates it.")
    name: str = Field(description="What people call it.")
    scopes: list[Scope] = Field(description="What the key allows: read, predict, train, admin.")
    expires_at: datetime | None = Field(description="When it expires; null if it does not.")


class LimitOut(BaseModel):
    """A limit, and what is used of it."""

    name: LimitName = Field(description="Name, as in the headers RateLimit and RateLimit-Policy of a response with status 429.")
    limit: Number | None = Field(description="The limit; null for none.")
    used: Number | None = Field(description="What is used; null of a limit of one request, of a rate without a limit, and while it is not known.")
    remaining: Number | None = Field(description="What is left; null without a limit, of a limit of one request, and while it is not known.")
    window_s: Number | None = Field(description="Seconds over which it is counted; null for what exists at a time.")
    resets_at: datetime | None = Field(description="When all of it is left again if nothing more is used; null if that is not a matter of time.")

    @classmethod
    def of(cls, name: LimitName, most: Number, used: Number | None, window_s: Number | None = None, reset_s: float | None = None) -> Self:
        """Return a limit, of which 0 is none."""
        # To the millisecond, so that the rest of a day ends at midnight and not microseconds beside it.
        resets_at = None if reset_s is None else datetime.fromtimestamp(round(time.time() + reset_s, 3), UTC)
        remaining = max(0, most - used) if most and used is not None else None
        return cls(name=name, limit=most or None, used=used, remaining=remaining, window_s=window_s, resets_at=resets_at)


class StorageOut(BaseModel):
    """The bytes that an owner stores, by what they are."""

    models: int = Field(description="Models with their compiled forms.")
    jobs: int = Field(description="Checkpoints, files of predictions, and weights to import.")
    datasets: int = Field(description="Uploaded data sets.")
    deleted: int = Field(description="What of all that is deleted and not gone yet; DELETE /v1/deletions/{deletion_id} frees it.")
    figures: int = Field(description="Figures of all these, counted within the last minute; they can be made anew, and are not in `stored_bytes`.")


class MeOut(BaseModel):
    """The caller of a request."""

    owner: str = Field(description="Whose things the caller sees and changes.")
    key: CallerKeyOut | None = Field(description="The key that was sent; null without one.")
    scopes: list[Scope] = Field(description="What the caller may do: read, predict, train, admin. With a key that has admin, all of them.")
    limits: list[LimitOut] = Field(description="Limits of requests count in one API process, the others in all together.")
    storage: StorageOut = Field(description="Bytes that the owner stores: together, without figures, what counts for `stored_bytes`.")


@router.get("/me")
def get_me(request: Request, parts: TheParts) -> MeOut:
    """Show who you are and what is left of your limits.

    The owner of the key, what the key allows, and each limit with what is used of it.
    """
    caller = parts.caller
    limits = [*_rates(request, parts), *_of_owner(parts)]
    storage = StorageOut(**vars(parts.quota.stored()), figures=parts.quota.figure_bytes(parts.files))
    return MeOut(owner=caller.owner, key=_key(caller), scopes=sorted(filter(caller.has, Scope)), limits=limits, storage=storage)


def _key(caller: Caller) -> CallerKeyOut | None:
    if caller.key_id is None:
        return None
    expires_at = None if caller.expires_at is None else datetime.fromtimestamp(caller.expires_at, UTC)
    return CallerKeyOut(id=caller.key_id, name=caller.name, scopes=sorted(caller.scopes), expires_at=expires_at)


def _rates(request: Request, parts: Parts) -> Iterator[LimitOut]:
    rates = parts.access.rates
    yield _rate("key_requests", rates.by_key, bucket_of(parts.caller))
    yield _rate("address_requests", rates.by_address, rates.addresses.of(request.scope))


def _rate(name: LimitName, rate: Rate, bucket: str | None) -> LimitOut:
    if bucket is None or not rate.per_s:
        return LimitOut.of(name, 0, None)
    most = int(rate.limit.most)
    return LimitOut.of(name, most, most - rate.remaining(bucket), rate.limit.window_s, rate.full_in_s(bucket))


def _of_owner(parts: Parts) -> Iterator[LimitOut]:
    limits, used = parts.quota.limits, parts.quota.used()
    yield LimitOut.of("queued_jobs", limits.queued_jobs, used.queued_jobs)
    yield LimitOut.of("running_jobs", limits.running_jobs, used.running_jobs)
    yield LimitOut.of("cpu_seconds_a_day", limits.cpu_seconds_a_day, used.cpu_seconds_a_day, DAY_S, parts.quota.day_ends_in_s())
    yield LimitOut.of("stored_bytes", limits.stored_bytes, used.stored_bytes)
    yield LimitOut.of("prediction_rows", parts.settings.prediction_rows, None)
    yield LimitOut.of("streams", parts.streams.per_owner, parts.streams.open_of(parts.caller.owner))
    yield LimitOut.of("sessions", parts.sessions.per_owner, _open_sessions(parts))


def _open_sessions(parts: Parts) -> int | None:
    try:
        return parts.sessions.open_of(parts.caller.owner)
    except Unavailable:  # The other limits are to be seen nevertheless.
        return None
