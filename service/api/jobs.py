"""Jobs: submit, show, follow, cancel."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, BackgroundTasks, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.checking.check import check_spec
from models.evaluation.overfitting import find_overfitting
from models.specs.job import JobSpec
from models.specs.tasks import task_of
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.openapi import JOB_BODY, download_response, stream_response
from service.api.sent_file import SentFile, etag_of_file
from service.api.streams import JobEvent
from service.api.submissions import NAME_PATTERN, allowed_priority, checked_submission, require_ok
from service.api.value_types import AnyStoredSpec
from service.bodies.content import HDF5, decoded_body
from service.bodies.misplaced_keys import without_key
from service.deps import OpenStream, Parts, TheJob, TheParts
from service.errors import Conflict, NotFound
from service.events import require_more
from service.problem_types.declared import problems
from service.problem_types.of_conflicts import SPEC_OUTDATED
from service.problem_types.of_missing import NO_SUCH_CHECKPOINT
from service.request_context import link
from service.store.job_events import JOB_EVENTS, EpochData
from service.store.jobs import Filter, NewJob
from service.store.rows import Job
from service.store.transitions import State

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)

ModelName = Annotated[str | None, Query(pattern=NAME_PATTERN, description="Name the model is registered under; the job's when left out.")]
IdempotencyKey = Annotated[
    str | None,
    Header(min_length=1, max_length=200, description="Makes a repeated submission return the result of the first one."),
    AfterValidator(without_key),
]
#: Longest wait of one request, in seconds; proxies end longer ones.
MAX_WAIT_S = 60
#: Columns of a job that the API shows as they are.
_SHOWN = (
    *("id", "name", "recipe", "priority", "state", "cancel_requested", "stop_requested", "attempt", "progress", "metrics", "error", "worker", "spec"),
    *("created_at", "started_at", "finished_at"),
)


class JobOut(BaseModel):
    """A job."""

    id: str = Field(description="Id of the job, a ULID: ids sort by the time of creation.")
    name: str = Field(description="Name under which its model is registered.")
    recipe: str | None = Field(description="Id of its recipe; null if it was submitted with a spec.")
    priority: int = Field(description="Jobs of a higher priority are started first; within a priority, owners share the running time.")
    state: State = Field(description="Its state; succeeded, failed and cancelled are final.")
    cancel_requested: bool = Field(description="Whether it was asked to be cancelled.")
    stop_requested: bool = Field(description="Whether a search was asked to end with its best candidate so far.")
    attempt: int = Field(description="Number of times it was started; above 1 after the loss of a worker.")
    progress: float = Field(description="Fraction done, 0 to 1.")
    queue_position: int | None = Field(description="Position among the queued jobs of its owner, from 1; null if it is not queued.")
    metrics: dict[str, float] = Field(
        description="Loss and metrics by name: while it runs of the epoch so far, in the end those of the finished model."
    )
    best_params: dict[str, Any] | None = Field(
        description="Parameters of a search's best candidate, by the keys of its space; null before it is known, and for other tasks."
    )
    best_score: float | None = Field(description="Mean score of a search's best candidate; null before it is known, and for other tasks.")
    model: str | None = Field(description="Reference of its model, for example digits@3; null before it has succeeded, and if it makes none.")
    error: str | None = Field(description="Why it failed; null if it did not.")
    worker: str | None = Field(description="Host and process id of its worker; null before it is started.")
    created_at: datetime = Field(description="When it was submitted.")
    started_at: datetime | None = Field(description="When it was first started; null before that.")
    finished_at: datetime | None = Field(description="When it ended; null before that.")
    spec: AnyStoredSpec = Field(description="Its spec, with the defaults written out.")


class JobPage(BaseModel):
    """A page of jobs, newest first."""

    jobs: list[JobOut] = Field(description="The jobs.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


class OverfittingOut(BaseModel):
    """Evidence that a network overfits."""

    epoch: int = Field(description="Epoch with the lowest validation loss, which has risen since while the training loss fell.")
    val_loss: float = Field(description="Validation loss of that epoch.")
    last_val_loss: float = Field(description="Validation loss of the last epoch.")


class BatchOut(BaseModel):
    """Figures after a batch: loss and metrics of the epoch so far stand beside the other fields, each under its own name."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, float] = Field(init=False)

    epoch: int = Field(description="Number of the epoch, from 1.")
    step: int = Field(description="Number of the batch in its epoch, from 1.")


class HistoryOut(BaseModel):
    """Metrics of the epochs and of some batches."""

    epochs: list[EpochData] = Field(description="The epochs of the current attempt, in order; none for scikit-learn.")
    batches: list[BatchOut] = Field(description="Figures of at most 200 batches, evenly spaced over all epochs.")
    overfitting: OverfittingOut | None = Field(description="Null if there is no sign of overfitting.")


class CheckpointOut(BaseModel):
    """A checkpoint: an HDF5 file of all variables."""

    epoch: int = Field(description="Its epoch, from 1, by which it is downloaded and registered.")
    file: str = Field(description="File name, by the pattern of the spec.")
    size_bytes: int = Field(description="Size of the file, in bytes.")
    metrics: dict[str, float] = Field(description="Loss, metrics and learning rate of its epoch, by name.")
    created_at: datetime = Field(description="When it was written.")


class CheckpointsOut(BaseModel):
    """Checkpoints of a job that are on disk."""

    checkpoints: list[CheckpointOut] = Field(description="The checkpoints, by epoch.")


@router.post(
    "",
    status_code=202,
    openapi_extra=JOB_BODY,
    responses=merged_responses(problems("invalid-spec", "idempotency-key-used", "priority-not-allowed", "limit-reached"), sends(202, "Location")),
)
async def submit_job(
    request: Request,
    response: Response,
    background: BackgroundTasks,
    parts: TheParts,
    idempotency_key: IdempotencyKey = None,
) -> JobOut:
    """Submit a job.

    Give a `spec`, or a `recipe` with an optional `patch`. Nothing is created unless the spec passes the check. Follow the job by its events, or ask
    for it with `wait`. With an `Idempotency-Key` a repeated request makes no second job.
    """
    raw, body = await decoded_body(request)
    # One call for all of it: each change of thread costs as much as a check.
    job, is_new, shown = await run_in_threadpool(_submitted, raw, body, idempotency_key, parts)
    if is_new:
        background.add_task(parts.queue.wake, job.queue)
    response.headers["Location"] = link(f"/v1/jobs/{job.id}")
    return shown


def _submitted(raw: Any, body: bytes, key: str | None, parts: Parts) -> tuple[Job, bool, JobOut]:
    """Check a body and create its job, or find the one of the same key; return it, whether it is new, and the response."""
    submission = checked_submission(raw, parts)
    spec, priority = require_ok(submission), allowed_priority(submission.priority, parts.caller)
    new = NewJob(spec.model_dump(mode="json"), submission.name, submission.recipe, queue_of(spec), key, hashlib.sha256(body).hexdigest())
    job, is_new = parts.jobs.create(replace(new, priority=priority))
    return job, is_new, job_out(job, parts)


@router.get("")
def list_jobs(
    parts: TheParts,
    state: Annotated[State | None, Query(description="Only jobs in this state.")] = None,
    recipe: Annotated[str | None, Query(description="Only jobs of this recipe.")] = None,
    name: Annotated[str | None, Query(description="Only jobs whose model has this name.")] = None,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Jobs on a page.")] = 50,
) -> JobPage:
    """List your jobs, newest first.

    Filters can be combined. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.jobs.page(Filter(state, recipe, name), cursor, limit + 1)
    page = found[:limit]
    return JobPage(jobs=jobs_out(page, parts), next_cursor=page[-1].id if len(found) > limit else None)


@router.get("/{job_id}", responses=problems("limit-reached"))
async def get_job(
    job: TheJob, parts: TheParts, wait: Annotated[float, Query(ge=0, le=MAX_WAIT_S, description="Seconds to wait for the job to change.")] = 0
) -> JobOut:
    """Show a job.

    With `wait` the response comes as soon as the job changes, at the latest after that many seconds; a job that has ended is shown at once.
    """
    job = await parts.streams.wait(job, wait, partial(parts.access.callers.is_valid, parts.caller))
    return await run_in_threadpool(job_out, job, parts)


LastEventId = Annotated[int, Header(ge=0, description="Id of the last event received; the stream continues after it.")]


async def _more_events(job: TheJob, last_event_id: LastEventId = 0) -> None:
    """Answer 204 instead of a stream to a caller who has all events of a job that has ended."""
    require_more(job, last_event_id)


async def _stream_token(
    token: Annotated[str | None, Query(include_in_schema=False)] = None,
) -> None:
    """Declare the parameter, which the login has already read; the document has it as a security scheme."""


@router.get(
    "/{job_id}/events",
    response_class=EventSourceResponse,
    dependencies=[Depends(_stream_token), Depends(_more_events), OpenStream],
    responses=merged_responses(
        stream_response("The events until the job ends.", JobEvent, JOB_EVENTS),
        {204: {"description": "The job has ended, and the caller has all its events."}},
        problems("limit-reached", "broker-unavailable"),
    ),
)
async def stream_events(
    job: TheJob,
    parts: TheParts,
    last_event_id: LastEventId = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Follow a job by its events.

    A stream of server-sent events that ends with the job. It begins with the first event, or after the id in the header `Last-Event-ID`. Browsers
    cannot send a key with `EventSource`: they give a stream token as `?token=`.
    """
    async for event in parts.streams.follow(job.id, last_event_id, partial(parts.access.callers.is_valid, parts.caller)):
        yield event


@router.get("/{job_id}/history")
def get_history(job: TheJob, parts: TheParts) -> HistoryOut:
    """Show loss and metrics of each epoch.

    Figures of the current attempt, and whether the network overfits. Empty for scikit-learn models.
    """
    epochs = parts.jobs.history(job.id)
    found = find_overfitting([epoch.line for epoch in epochs])
    return HistoryOut(
        epochs=[EpochData.model_validate(epoch.line) for epoch in epochs],
        batches=[BatchOut.model_validate({"epoch": epoch.epoch, **batch}) for epoch in epochs for batch in epoch.batches],
        overfitting=OverfittingOut(**vars(found)) if found else None,
    )


@router.get("/{job_id}/checkpoints")
def list_checkpoints(job: TheJob, parts: TheParts) -> CheckpointsOut:
    """List the checkpoints of a job.

    Only checkpoints that are still on disk. Register one to get a model of it.
    """
    found = parts.jobs.checkpoints(job.id)
    lines = [{**vars(line), "file": line.file.rsplit("/", 1)[-1]} for line in found]
    return CheckpointsOut(checkpoints=[CheckpointOut(**line) for line in lines])


@router.get("/{job_id}/checkpoints/{epoch}", response_class=FileResponse, responses=download_response(HDF5))
def download_checkpoint(job: TheJob, epoch: int, request: Request, parts: TheParts) -> Response:
    """Download a checkpoint as an HDF5 file.

    It holds all variables of the network, and opens with `keras.models.load_model`.
    """
    path = parts.lookup.checkpoint(job.id, epoch)
    if path is None:
        raise NotFound(f"job {job.id} has no checkpoint of epoch {epoch}", kind=NO_SUCH_CHECKPOINT)
    return SentFile(path, f"{job.name}-{path.name}", HDF5, etag_of_file(path)).response(request)


@router.post(
    "/{job_id}/checkpoints/{epoch}/register",
    status_code=202,
    responses=merged_responses(problems("spec-outdated", "limit-reached"), sends(202, "Location")),
)
def register_checkpoint(job: TheJob, epoch: int, response: Response, background: BackgroundTasks, parts: TheParts, name: ModelName = None) -> JobOut:
    """Make a model version of a checkpoint.

    A new job evaluates the checkpoint, verifies its compiled form and registers it. The response is that job.
    """
    # The spec keeps `start_from`: the weights belong to the preprocessing recorded with that model.
    raw = {**job.model_spec, "from_checkpoint": {"job": job.id, "epoch": epoch}}
    result = check_spec(raw, parts.lookup, parts.worker_bytes)
    if result.spec is None or not result.ok:
        missing = [fault for fault in result.errors if fault.pointer == "/from_checkpoint"]
        if missing:
            raise NotFound(missing[0].detail, kind=NO_SUCH_CHECKPOINT)
        raise Conflict(f"the spec of job {job.id} is no longer valid: {result.errors[0].detail}", kind=SPEC_OUTDATED)
    spec = result.spec.model_dump(mode="json")
    new = NewJob(spec, name or job.name, job.recipe, job.queue, None, hashlib.sha256(orjson.dumps(spec)).hexdigest())
    made, _ = parts.jobs.create(new)
    background.add_task(parts.queue.wake, made.queue)
    response.headers["Location"] = link(f"/v1/jobs/{made.id}")
    return job_out(made, parts)


@router.post("/{job_id}/cancel", status_code=202, responses=problems("job-ended"))
def cancel_job(job_id: str, parts: TheParts) -> JobOut:
    """Cancel a job.

    A queued job is cancelled at once, a running one after its current batch or trial. 409 if the job has succeeded or failed.
    """
    job = parts.jobs.request_cancel(job_id)
    if job.is_final and task_of(job.spec).imports:
        parts.files.path(job.spec["weights"]).unlink(missing_ok=True)  # Otherwise the job, or a reaper, removes them at its end.
    return job_out(job, parts)


def queue_of(spec: JobSpec) -> str:
    """Return the queue for a spec."""
    return "gpu" if spec.resources.device == "gpu" else "cpu"


def job_out(job: Job, parts: Parts) -> JobOut:
    """Return a job as the API shows it."""
    return jobs_out([job], parts)[0]


def jobs_out(jobs: Sequence[Job], parts: Parts) -> list[JobOut]:
    """Return jobs as the API shows them, with as many queries for a page of jobs as for one."""
    refs = parts.registry.refs_of_jobs([job.id for job in jobs if job.state == State.SUCCEEDED])
    positions = parts.jobs.queue_positions(jobs)
    return [
        JobOut(
            **{name: getattr(job, name) for name in _SHOWN},
            best_params=job.best["params"] if job.best else None,
            best_score=job.best["score"] if job.best else None,
            queue_position=positions.get(job.id),
            model=refs.get(job.id),
        )
        for job in jobs
    ]
