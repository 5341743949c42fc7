"""Batches of predictions: all samples of a data set, predicted on by a job that leaves one file."""

import hashlib
from dataclasses import dataclass, replace

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.batch.matching import matched
from models.batch.trying import faults_of_samples
from models.core.errors import DataError, Fault, SpecError, UnreachableError
from models.specs.batch import BatchData, BatchFields, BatchSpec
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.job_answers import JobOut, job_out
from service.api.jobs import IdempotencyKey, queue_of
from service.api.notify import MAX_URLS, Notify, allowed_notify
from service.api.openapi import json_body
from service.api.submissions import MAX_PRIORITY, allowed_priority
from service.bodies.content import decoded_body, part_of
from service.compiled_models import Loaded
from service.deps import Parts, TheParts, artifact_errors, usable_version
from service.errors import Invalid, Unavailable
from service.problem_types.declared import problems
from service.problem_types.of_server import DATA_UNREACHABLE
from service.request_context import link
from service.store.new_job import NewJob
from service.store.rows import Job, Version

router = APIRouter(prefix="/v1/models", tags=["predictions"], route_class=GuardedRoute)


class BatchRequest(BatchData, BatchFields):
    """A batch of predictions."""

    priority: int = Field(0, ge=-MAX_PRIORITY, le=MAX_PRIORITY, description="As of a job.")
    notify: list[Notify] = Field([], max_length=MAX_URLS, description="URLs that get signed notices of changes of the job's state.")


@dataclass(frozen=True)
class _Asked:
    """A request for a batch.

    Args:
        request: The decoded body.
        ref: The model as the caller has named it.
        version: The version that this means now.
        key: The caller's idempotency key.
        body: The body as it was sent.
    """

    request: BatchRequest
    ref: str
    version: Version
    key: str | None
    body: bytes

    def spec(self) -> BatchSpec:
        """Return the spec of its job, which names the version that is the newest now."""
        given = {name: getattr(self.request, name) for name in BatchFields.model_fields}
        data = BatchData(**{name: getattr(self.request, name) for name in BatchData.model_fields})
        return BatchSpec(model=self.version.ref, data=data, **given)


@router.post(
    "/{ref:ref}/batch",
    status_code=202,
    openapi_extra=json_body(BatchRequest, {"source": "mnist", "part": "test", "format": "csv"}),
    responses=merged_responses(
        problems("invalid-inputs", "idempotency-key-used", "priority-not-allowed", "limit-reached", "data-unreachable"), sends(202, "Location")
    ),
)
async def predict_batch(
    ref: str, request: Request, response: Response, background: BackgroundTasks, parts: TheParts, idempotency_key: IdempotencyKey = None
) -> JobOut:
    """Predict on a whole data set.

    A job writes one file, in the order of the samples: the columns of `keep`, then the predictions. Download it as `predictions.<format>` of the
    job's files. The columns of the data set are those of the model, by name; others are passed over.
    """
    raw, body = await decoded_body(request)
    version = await usable_version(ref, parts)
    asked = _Asked(part_of(raw, BatchRequest), ref, version, idempotency_key, body)
    loaded = await parts.loading.get(version)
    async with artifact_errors(version.ref, loaded, parts):
        spec = await loaded.threads.call(lambda: _tried(asked.spec(), loaded, parts))
    job, is_new = await run_in_threadpool(_created, asked, spec, parts)
    if is_new:
        background.add_task(parts.queue.wake, job.queue)
    response.headers["Location"] = link(f"/v1/jobs/{job.id}")
    return await run_in_threadpool(job_out, job, parts)


def _created(asked: _Asked, spec: BatchSpec, parts: Parts) -> tuple[Job, bool]:
    """Create the job, or find the one of the same key; return it, and whether it is new."""
    # Of the model as it was named: a repeated request finds its job also when the name means another version by then.
    digest = hashlib.sha256(f"{asked.ref}\n".encode() + asked.body).hexdigest()
    new = NewJob(spec.model_dump(mode="json"), asked.version.model, None, queue_of(spec), asked.key, digest)
    priority, notify = allowed_priority(asked.request.priority, parts.caller), allowed_notify(asked.request.notify, parts.targets)
    return parts.jobs.create(replace(new, priority=priority, notify=notify))


def _tried(spec: BatchSpec, loaded: Loaded, parts: Parts) -> BatchSpec:
    """Return a spec whose data is there, and of which the model takes the first samples, and the values that are known.

    Raises:
        Invalid: It is not, or the model does not take them.
        Unavailable: The data cannot be downloaded.
    """
    try:
        samples = matched(spec, loaded.predictor.signature, parts.lookup, parts.settings.cache)
        refused = faults_of_samples(samples, loaded.predictor)
    except SpecError as error:
        raise Invalid.of(error.faults) from error
    except UnreachableError as error:
        raise Unavailable(str(error), kind=DATA_UNREACHABLE) from error
    except DataError as error:
        raise Invalid.of([Fault("/source", str(error))]) from error
    if refused:
        raise Invalid.of([Fault("/source", detail) for detail in refused])
    return spec
