"""Train the recorded spec of a model again: on its own data, on what this has grown to, or on another data set."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.checking.check import CheckResult, check_spec
from models.core.errors import Fault, SpecError
from models.core.merge_patch import merge_patch
from models.core.part import Part
from models.specs.job import JobSpec
from models.specs.moved_data import fitted_to_data, moved_to, n_samples_of
from models.uploads.stored_upload import PREFIX
from service.access.guarded_route import GuardedRoute
from service.api.deleted_data import SOURCE, with_undo
from service.api.documented_headers import merged_responses, sends
from service.api.given_spec import GivenSpec
from service.api.job_answers import JobOut, job_out
from service.api.jobs import IdempotencyKey, queue_of
from service.api.notify import MAX_URLS, Notify, allowed_notify
from service.api.openapi import json_body
from service.api.promotions import Promote, wanted_promotion
from service.api.recorded_specs import recorded_spec
from service.api.submissions import MAX_PRIORITY, NAME_PATTERN, allowed_priority, estimate_of, name_faults
from service.api.value_types import MergePatch
from service.bodies.content import decoded_body, part_of
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems
from service.request_context import link
from service.store.new_job import NewJob
from service.store.owners import Right
from service.store.rows import Job, Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

#: The source that stands for what a data set has grown to.
NEWEST = "newest"


class RetrainRequest(Part):
    """A retraining."""

    source: str | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="newest for the newest version of the data set, to which rows were appended; or dataset:<id> of another one, or the name of a "
        "built-in one. The recorded one when left out.",
    )
    patch: MergePatch | None = Field(None, description="RFC 7386 merge patch on the recorded spec.")
    promote: Promote | None = Field(None, description="Alias that is moved to the new version at the end; none when left out.")
    name: str | None = Field(None, pattern=NAME_PATTERN, description="Name the new model is registered under; that of the model when left out.")
    priority: int = Field(0, ge=-MAX_PRIORITY, le=MAX_PRIORITY, description="As of a job.")
    notify: list[Notify] = Field([], max_length=MAX_URLS, description="URLs that get signed notices of changes of the job's state.")


@dataclass(frozen=True)
class _Asked:
    """A request for a retraining.

    Args:
        ref: The model as the caller has named it.
        raw: The decoded body.
        key: The caller's idempotency key.
        body: The body as it was sent.
    """

    ref: str
    raw: Any
    key: str | None
    body: bytes

    @property
    def digest(self) -> str:
        """Return the digest of the request, of the model as it was named: that may mean another version when the request is repeated."""
        return hashlib.sha256(f"retrain {self.ref}\n".encode() + self.body).hexdigest()


@router.post(
    "/{ref:ref}/retrain",
    status_code=202,
    openapi_extra=json_body(RetrainRequest, {"source": NEWEST}),
    responses=merged_responses(
        problems("invalid-spec", "not-repeatable", "idempotency-key-used", "priority-not-allowed", "limit-reached"), sends(202, "Location")
    ),
)
async def retrain_model(
    ref: str, request: Request, response: Response, background: BackgroundTasks, parts: TheParts, idempotency_key: IdempotencyKey = None
) -> JobOut:
    """Train a model again.

    A job trains the recorded spec from new weights, on the same data, on the `newest` version of a data set that has grown, or on another `source`,
    and registers a new version. At its end both versions are compared on samples that none of them was trained on: see `retraining` of the job. With
    `promote` an alias is moved to the new version if it is better.
    """
    raw, body = await decoded_body(request)
    job, is_new, shown = await run_in_threadpool(_submitted, _Asked(ref, raw, idempotency_key, body), parts)
    if is_new:
        background.add_task(parts.queue.wake, job.queue)
    response.headers["Location"] = link(f"/v1/jobs/{job.id}")
    return shown


def _submitted(asked: _Asked, parts: Parts) -> tuple[Job, bool, JobOut]:
    """Check a body and create its job, or find the one of the same key; return it, whether it is new, and the response."""
    request, version = part_of(asked.raw, RetrainRequest), parts.registry.resolve(asked.ref, Right.USE)
    result = _checked(request, version, parts)
    name = request.name or version.model
    faults = [*result.errors, *name_faults(name, result.spec)]
    if faults or result.spec is None:
        raise Invalid.of(faults)
    new = NewJob(result.spec.model_dump(mode="json"), name, None, queue_of(result.spec), asked.key, asked.digest)
    priority, notify = allowed_priority(request.priority, parts.caller), allowed_notify(request.notify, parts.targets)
    promote = None if request.promote is None else wanted_promotion(request.promote, version, name, result.spec, parts)
    retrains = {"model": version.ref, "promote": promote}
    wanted = replace(new, priority=priority, notify=notify, estimate=estimate_of(result, parts), retrains=retrains)
    job, is_new = parts.jobs.create(wanted)
    return job, is_new, job_out(job, parts)


def _checked(request: RetrainRequest, version: Version, parts: Parts) -> CheckResult:
    """Check the recorded spec with the source and the patch of a request; pointers are into its body."""
    recorded, patch = recorded_spec(version, parts), request.patch or {}
    if request.source is not None and _has_source(patch):
        raise Invalid.of([Fault("/patch/data/source", "expected no source in the patch beside `source`, as both say which data is used")])
    source, n_before = _source_of(request.source, recorded, parts)
    moved = moved_to(recorded, source)
    raw = merge_patch(moved, patch)
    with suppress(SpecError):  # The check finds the same faults, and more of them.
        raw = fitted_to_data(raw, patch, n_before, parts.lookup)
    result = check_spec(raw, parts.lookup, parts.worker_memory)
    given = GivenSpec(moved, patch, "/patch")
    faults = [with_undo(fault, source, parts) for fault in [*result.errors, *_not_trained(result.spec)]]
    result.errors = [_located(fault, patch, given) for fault in faults]
    return result


def _located(fault: Fault, patch: dict[str, Any], given: GivenSpec) -> Fault:
    """Return a fault of the spec with its pointer into the body: the source is given beside the patch, unless this has one."""
    return given.located(fault) if fault.pointer != SOURCE or _has_source(patch) else Fault("/source", fault.detail)


def _has_source(patch: dict[str, Any]) -> bool:
    return isinstance(patch.get("data"), dict) and "source" in patch["data"]


def _not_trained(spec: JobSpec | None) -> list[Fault]:
    if spec is None or spec.from_checkpoint is None:
        return []
    epoch = spec.from_checkpoint.epoch
    detail = f"expected null and training.epochs {epoch}, as a checkpoint that was registered is not trained; got a checkpoint of epoch {epoch}"
    return [Fault("/from_checkpoint", detail)]


def _source_of(source: str | None, recorded: JobSpec, parts: Parts) -> tuple[str, int | None]:
    """Return the source that a request means, and the number of samples that it had before it has grown; None if it has not.

    Raises:
        Invalid: The recorded data set is not one that grows.
    """
    before = recorded.data.source
    is_upload = before.startswith(PREFIX)
    if source == NEWEST and not is_upload:
        detail = f"expected the name of a data set, as {NEWEST} is of an uploaded one to which rows were appended; the model was trained on {before}"
        raise Invalid.of([Fault("/source", detail)])
    grown = parts.uploads.versions_after(before.removeprefix(PREFIX)) if is_upload and source not in (None, before) else []
    if source == NEWEST:
        source = grown[0].source if grown else before
    if source not in [found.source for found in grown]:
        return source or before, None
    try:
        return source, n_samples_of(recorded, parts.lookup)
    except SpecError:
        return source, None  # The version before is gone, so that its split is not known.
