"""Sweeps: jobs that each differ by a patch, and a comparison of them."""

import hashlib
import time
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from models.catalog import recipes
from models.checking.check import check_spec
from models.core.errors import MAX_FAULTS, Fault, n_faults_in
from models.core.faults import pointer_of
from models.core.merge_patch import merge_patch
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.filters import SweepsAsked
from service.api.job_answers import JobOut, jobs_out
from service.api.jobs import IdempotencyKey, queue_of
from service.api.notify import allowed_notify
from service.api.openapi import json_body
from service.api.submissions import SweepRequest, allowed_priority, envelope_of, expected_of, given_of
from service.bodies.content import decoded_body
from service.cancelling import cancel_open
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems
from service.remaining import sweep_seconds_left
from service.request_context import link
from service.store.new_job import NewJob
from service.store.rows import Job
from service.store.transitions import State

router = APIRouter(prefix="/v1/sweeps", tags=["jobs"], route_class=GuardedRoute)

_EXAMPLE = {"recipe": "mnist-dense-784", "sweep": {"b256": {}, "b64": {"training": {"batch_size": 64}}}, "name": "batches"}


class SweepMemberOut(BaseModel):
    """One job of a sweep."""

    member: str = Field(description="Name of the job within the sweep.")
    differs: dict[str, Any] = Field(description="Fields of its spec that differ from the first job's, by JSON pointer.")
    seconds: float | None = Field(description="Seconds from its start to its end; null before the end.")
    job: JobOut = Field(description="The job.")


class SweepSummaryOut(BaseModel):
    """A sweep in a list."""

    id: str = Field(description="Id of the sweep.")
    name: str = Field(description="Name of its models, before the names of the members.")
    recipe: str | None = Field(description="Id of the recipe; null if it was submitted with a spec.")
    states: dict[State, int] = Field(description="Number of its jobs in each state.")
    created_at: datetime = Field(description="When it was submitted.")


class SweepPage(BaseModel):
    """A page of sweeps, newest first."""

    sweeps: list[SweepSummaryOut] = Field(description="The sweeps.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class SweepOut(BaseModel):
    """The jobs of a sweep, in order."""

    id: str = Field(description="Id of the sweep.")
    members: list[SweepMemberOut] = Field(description="Its jobs, in the order of the patches.")
    remaining_s: float | None = Field(description="Seconds until its last job has ended, if as many run at a time as now; null if none runs.")


@router.post(
    "",
    status_code=202,
    openapi_extra=json_body(SweepRequest, _EXAMPLE),
    responses=merged_responses(problems("invalid-spec", "idempotency-key-used", "priority-not-allowed", "limit-reached"), sends(202, "Location")),
)
async def submit_sweep(
    request: Request,
    response: Response,
    background: BackgroundTasks,
    parts: TheParts,
    idempotency_key: IdempotencyKey = None,
) -> SweepOut:
    """Submit jobs that each differ by a patch.

    All jobs are created, or none. Without `sweep` the patches of the recipe are used.
    """
    raw, body = await decoded_body(request)
    digest = hashlib.sha256(body).hexdigest()
    members = await run_in_threadpool(_members, raw, parts, idempotency_key, digest)
    jobs, created = await run_in_threadpool(parts.jobs.create_sweep, members)
    for job in jobs if created else ():
        background.add_task(parts.queue.wake, job.queue)
    response.headers["Location"] = link(f"/v1/sweeps/{jobs[0].sweep}")
    return await run_in_threadpool(_sweep_out, jobs, parts)


@router.get("")
def list_sweeps(
    parts: TheParts,
    wanted: SweepsAsked,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Sweeps on a page.")] = 50,
) -> SweepPage:
    """List your sweeps, newest first.

    Filters are those of their jobs: a sweep is listed if all of them fit one of its jobs. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.sweeps.page(wanted, cursor, limit + 1)
    page = [SweepSummaryOut.model_validate(sweep, from_attributes=True) for sweep in found[:limit]]
    return SweepPage(sweeps=page, next_cursor=page[-1].id if len(found) > limit else None)


@router.get("/{sweep_id}")
def get_sweep(sweep_id: str, parts: TheParts) -> SweepOut:
    """Compare the jobs of a sweep.

    For each job the fields that differ from the first one, its progress, metrics and duration.
    """
    return _sweep_out(parts.jobs.sweep(sweep_id), parts)


@router.post("/{sweep_id}/cancel", status_code=202)
def cancel_sweep(sweep_id: str, parts: TheParts) -> SweepOut:
    """Cancel all jobs of a sweep.

    Jobs that have ended stay as they are.
    """
    cancel_open(parts.jobs.sweep(sweep_id), parts)
    return get_sweep(sweep_id, parts)


def _members(raw: Any, parts: Parts, key: str | None, digest: str) -> list[NewJob]:
    """Return the jobs of a body; pointers of faults name the patch of the job."""
    sweep = envelope_of(raw, SweepRequest)
    priority, notify = allowed_priority(sweep.priority, parts.caller), allowed_notify(sweep.notify, parts.targets)
    given, recipe = given_of(sweep), recipes().get(sweep.recipe or "")
    base, patches = given.patched, sweep.sweep or (recipe.sweep if recipe else {})
    if not patches:
        raise Invalid.of([Fault("/sweep", "expected a merge patch for each job, by name, in the body or the recipe; got none")])
    made, faults = [], list(map(given.located, check_spec(base, parts.lookup, parts.worker_memory).errors))
    for index, (member, patch) in enumerate(patches.items()):
        if n_faults_in(faults) > MAX_FAULTS:
            break  # A hundred checks of a spec with thousands of faults would take a minute, for faults that are not listed.
        result = check_spec(merge_patch(base, patch), parts.lookup, parts.worker_memory)
        faults += [] if faults and index == 0 else [fault.under(f"/sweep{pointer_of([member])}") for fault in result.errors]
        if result.ok and result.spec is not None:
            name = f"{sweep.name or sweep.recipe or 'sweep'}-{member}"[:63]
            key_of = key if index == 0 else None
            new = NewJob(result.spec.model_dump(mode="json"), name, sweep.recipe, queue_of(result.spec), key_of, digest, member, priority)
            expected = expected_of(result, parts)
            made.append(replace(new, notify=notify, estimate=expected.as_dict() if expected else None))
    if faults:
        raise Invalid.of(faults)
    return made


def _sweep_out(jobs: list[Job], parts: Parts) -> SweepOut:
    members = [_member_out(job, jobs[0], shown) for job, shown in zip(jobs, jobs_out(jobs, parts), strict=True)]
    return SweepOut(id=jobs[0].sweep or "", members=members, remaining_s=sweep_seconds_left(jobs, time.time()))


def _member_out(job: Job, first: Job, shown: JobOut) -> SweepMemberOut:
    ended = job.finished_at is not None and job.started_at is not None
    return SweepMemberOut(
        member=job.sweep_member or "",
        differs=_differences(first.spec, job.spec),
        seconds=(job.finished_at or 0.0) - (job.started_at or 0.0) if ended else None,
        job=shown,
    )


def _differences(first: Any, spec: Any, path: str = "") -> dict[str, Any]:
    """Return the values of a spec that differ from the first one, by pointer."""
    if isinstance(first, dict) and isinstance(spec, dict):
        keys = [*spec, *(key for key in first if key not in spec)]
        return {at: value for key in keys for at, value in _differences(first.get(key), spec.get(key), f"{path}{pointer_of([key])}").items()}
    if isinstance(first, list) and isinstance(spec, list) and len(first) == len(spec):
        return {at: value for index, pair in enumerate(zip(first, spec, strict=True)) for at, value in _differences(*pair, f"{path}/{index}").items()}
    return {} if first == spec else {path: spec}
