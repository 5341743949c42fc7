"""Train a model again on the same data, and measure how far the result equals it."""

import hashlib
from dataclasses import replace

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.checking.check import CheckResult, check_spec
from models.core.part import Part
from models.specs.job import JobSpec
from models.specs.reproducing import ReproducedData, ReproduceSpec
from service.access.guarded_route import GuardedRoute
from service.api.deleted_data import with_undo
from service.api.documented_headers import merged_responses, sends
from service.api.job_answers import JobOut, job_out
from service.api.jobs import IdempotencyKey, queue_of
from service.api.notify import MAX_URLS, Notify, allowed_notify
from service.api.openapi import json_body
from service.api.recorded_specs import recorded_spec
from service.api.submissions import MAX_PRIORITY, allowed_priority, estimate_of
from service.bodies.content import decoded_body, part_of
from service.deps import Parts, TheParts
from service.errors import Conflict
from service.problem_types.declared import problems
from service.problem_types.of_conflicts import NOT_REPEATABLE, SPEC_OUTDATED
from service.request_context import link
from service.store.new_job import NewJob
from service.store.owners import Right
from service.store.rows import Job, Version, ref_of

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)


class ReproduceRequest(Part):
    """A reproduction."""

    priority: int = Field(0, ge=-MAX_PRIORITY, le=MAX_PRIORITY, description="As of a job.")
    notify: list[Notify] = Field([], max_length=MAX_URLS, description="URLs that get signed notices of changes of the job's state.")


@router.post(
    "/{ref:ref}/reproduce",
    status_code=202,
    openapi_extra=json_body(ReproduceRequest, {}),
    responses=merged_responses(
        problems("not-repeatable", "spec-outdated", "idempotency-key-used", "priority-not-allowed", "limit-reached"), sends(202, "Location")
    ),
)
async def reproduce_model(
    ref: str, request: Request, response: Response, background: BackgroundTasks, parts: TheParts, idempotency_key: IdempotencyKey = None
) -> JobOut:
    """Train a model again to compare it with itself.

    A job trains the recorded spec on the same data and compares weights, predictions and metrics with those of the model: on the same kind of machine
    they are equal in every bit, else it measures by how much they differ. It registers nothing; see `reproduction` of the job.
    """
    raw, body = await decoded_body(request)
    wanted = part_of(raw, ReproduceRequest)
    digest = hashlib.sha256(f"reproduce {ref}\n".encode() + body).hexdigest()
    job, is_new, shown = await run_in_threadpool(_submitted, ref, wanted, (idempotency_key, digest), parts)
    if is_new:
        background.add_task(parts.queue.wake, job.queue)
    response.headers["Location"] = link(f"/v1/jobs/{job.id}")
    return shown


def _submitted(ref: str, request: ReproduceRequest, once: tuple[str | None, str], parts: Parts) -> tuple[Job, bool, JobOut]:
    """Create the job, or find the one of the same key; return it, whether it is new, and the response."""
    version = parts.registry.resolve(ref, Right.USE)
    result = _checked(version, parts)
    sound = result.sound
    spec = ReproduceSpec(model=version.ref, data=ReproducedData(source=sound.data.source), resources=sound.resources)
    new = NewJob(spec.model_dump(mode="json"), version.model, None, queue_of(spec), *once)
    priority, notify = allowed_priority(request.priority, parts.caller), allowed_notify(request.notify, parts.targets)
    job, is_new = parts.jobs.create(replace(new, priority=priority, notify=notify, estimate=estimate_of(result, parts)))
    return job, is_new, job_out(job, parts)


def _checked(version: Version, parts: Parts) -> CheckResult:
    """Return the check of the spec that is trained again.

    Raises:
        Conflict: The weights of the model are not those of its spec, or what the spec names is gone.
    """
    spec = recorded_spec(version, parts)
    _require_own_weights(version, spec, parts)
    result = check_spec(spec.model_dump(mode="json"), parts.lookup.recorded(version.owner), parts.worker_memory)
    if not result.ok:
        first = with_undo(result.errors[0], spec.data.source, parts)
        raise Conflict(f"the spec of {version.ref} can no longer be run: {first.pointer}: {first.detail}", kind=SPEC_OUTDATED)
    return result


def _require_own_weights(version: Version, spec: JobSpec, parts: Parts) -> None:
    """Refuse a model whose weights another job has changed, or took from a checkpoint."""
    own = parts.registry.refs_of_jobs([version.job_id]).get(version.job_id)
    if own != ref_of(version.model, version.version):
        why = f"the layers that it shares were trained by the job of another model; {own} can be reproduced"
    elif spec.from_checkpoint is not None:
        why = f"it is a checkpoint of job {spec.from_checkpoint.job}, whose own model can be reproduced"
    else:
        return
    raise Conflict(f"{version.ref} cannot be reproduced from its spec alone: {why}", kind=NOT_REPEATABLE)
