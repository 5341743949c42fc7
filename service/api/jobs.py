"""Jobs: submit, look, follow, cancel."""

import hashlib
from collections.abc import AsyncIterator
from typing import Annotated

import orjson
from fastapi import APIRouter, BackgroundTasks, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from models.checking.check import check_spec
from models.evaluation.overfitting import find_overfitting
from models.specs.job import JobSpec
from service.api.bodies import NAME_PATTERN, read_submission, require_ok
from service.api.job_schemas import CheckpointOut, CheckpointsOut, HistoryOut, JobOut, JobPage, OverfittingOut
from service.api.openapi import JOB_BODY
from service.api.schemas import moment, moment_or_none
from service.deps import Parts, TheJob, TheParts
from service.errors import Conflict, NotFound
from service.store.jobs import Filter, NewJob
from service.store.rows import Job
from service.store.states import State

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

ModelName = Annotated[str | None, Query(pattern=NAME_PATTERN, description="Name the model is registered under; that of the job when left out.")]
#: Longest wait of one request, in seconds; proxies cut longer ones.
MAX_WAIT_S = 60


@router.post("", status_code=202, openapi_extra=JOB_BODY)
async def submit_job(
    request: Request,
    response: Response,
    background: BackgroundTasks,
    parts: TheParts,
    idempotency_key: Annotated[
        str | None, Header(min_length=1, max_length=200, description="Makes a repeated submission return the job it made first.")
    ] = None,
) -> JobOut:
    """Submit a job. Nothing is made unless the spec can work."""
    submission, body = await read_submission(request, parts.lookup)
    spec = require_ok(submission)
    new = NewJob(spec.model_dump(mode="json"), submission.name, submission.recipe, queue_of(spec), idempotency_key, hashlib.sha256(body).hexdigest())
    job, created = await run_in_threadpool(parts.jobs.create, new)
    if created:
        background.add_task(parts.queue.publish, job.id, job.queue)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return await run_in_threadpool(job_out, job, parts)


@router.get("")
def list_jobs(
    parts: TheParts,
    state: Annotated[State | None, Query(description="Only jobs in this state.")] = None,
    recipe: Annotated[str | None, Query(description="Only jobs of this recipe.")] = None,
    name: Annotated[str | None, Query(description="Only jobs that make a model of this name.")] = None,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Jobs on a page.")] = 50,
) -> JobPage:
    """List jobs, newest first."""
    found = parts.jobs.page(Filter(state, recipe, name), cursor, limit + 1)
    page = found[:limit]
    return JobPage(jobs=[job_out(job, parts) for job in page], next_cursor=page[-1].id if len(found) > limit else None)


@router.get("/{job_id}")
async def get_job(
    job: TheJob, parts: TheParts, wait: Annotated[float, Query(ge=0, le=MAX_WAIT_S, description="Seconds to wait for the job to change.")] = 0
) -> JobOut:
    """Show a job; with `wait`, as soon as it has changed."""
    job = await parts.streams.wait(job, wait)
    return await run_in_threadpool(job_out, job, parts)


def _room_for_stream(parts: TheParts) -> None:
    parts.streams.require_room()


@router.get("/{job_id}/events", response_class=EventSourceResponse, dependencies=[Depends(_room_for_stream)])
async def stream_events(
    job: TheJob,
    parts: TheParts,
    last_event_id: Annotated[int, Header(ge=0, description="Id of the last event seen; the stream goes on behind it.")] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Follow a job: events `state`, `log`, `epoch`, `trial` and `model` with ids, and `progress` without; the stream ends with the job."""
    async for event in parts.streams.follow(job.id, last_event_id):
        yield event


@router.get("/{job_id}/history")
def get_history(job: TheJob, parts: TheParts) -> HistoryOut:
    """Show what training measured in each epoch and after some batches, and whether the network overfits."""
    epochs = parts.jobs.history(job.id)
    found = find_overfitting([epoch.line for epoch in epochs])
    return HistoryOut(
        epochs=[epoch.line for epoch in epochs],
        batches=[{"epoch": epoch.epoch, **batch} for epoch in epochs for batch in epoch.batches],
        overfitting=OverfittingOut(**vars(found)) if found else None,
    )


@router.get("/{job_id}/checkpoints")
def list_checkpoints(job: TheJob, parts: TheParts) -> CheckpointsOut:
    """List the checkpoints of a job that are on disk."""
    found = parts.jobs.checkpoints(job.id)
    lines = [{**vars(line), "file": line.file.rsplit("/", 1)[-1], "created_at": moment(line.created_at)} for line in found]
    return CheckpointsOut(checkpoints=[CheckpointOut(**line) for line in lines])


@router.get("/{job_id}/checkpoints/{epoch}", response_class=FileResponse)
def download_checkpoint(job: TheJob, epoch: int, parts: TheParts) -> FileResponse:
    """Download a checkpoint: an HDF5 file of all variables."""
    path = parts.lookup.checkpoint(job.id, epoch)
    if path is None:
        raise NotFound(f"job {job.id} has no checkpoint of epoch {epoch}")
    return FileResponse(path, media_type="application/x-hdf5", filename=f"{job.name}-{path.name}")


@router.post("/{job_id}/checkpoints/{epoch}/register", status_code=202)
def register_checkpoint(job: TheJob, epoch: int, response: Response, background: BackgroundTasks, parts: TheParts, name: ModelName = None) -> JobOut:
    """Make a checkpoint a model version: a job puts it into the network, evaluates, proves and registers it."""
    # What a job went on from stays in the spec: its recorded preprocessing is what the weights know.
    raw = {**job.model_spec, "from_checkpoint": {"job": job.id, "epoch": epoch}}
    result = check_spec(raw, parts.lookup)
    if result.spec is None or not result.ok:
        missing = [fault for fault in result.errors if fault.pointer == "/from_checkpoint"]
        raise NotFound(missing[0].detail) if missing else Conflict(f"the spec of job {job.id} cannot work any more: {result.errors[0].detail}")
    spec = result.spec.model_dump(mode="json")
    new = NewJob(spec, name or job.name, job.recipe, job.queue, None, hashlib.sha256(orjson.dumps(spec)).hexdigest())
    made, _ = parts.jobs.create(new)
    background.add_task(parts.queue.publish, made.id, made.queue)
    response.headers["Location"] = f"/v1/jobs/{made.id}"
    return job_out(made, parts)


@router.post("/{job_id}/cancel", status_code=202)
def cancel_job(job_id: str, parts: TheParts) -> JobOut:
    """Cancel a job: a queued one at once, a running one after its current batch or trial."""
    return job_out(parts.jobs.request_cancel(job_id), parts)


def queue_of(spec: JobSpec) -> str:
    """Return the queue that a spec asks for."""
    return "gpu" if spec.resources.device == "gpu" else "cpu"


def job_out(job: Job, parts: Parts) -> JobOut:
    """Return a job as the API shows it."""
    made = parts.registry.of_job(job.id) if job.state == State.SUCCEEDED else None
    return JobOut(
        **{name: getattr(job, name) for name in ("id", "name", "recipe", "state", "attempt", "progress", "metrics", "error", "worker", "spec")},
        cancel_requested=bool(job.cancel_requested),
        stop_requested=bool(job.stop_requested),
        best_params=job.best["params"] if job.best else None,
        best_score=job.best["score"] if job.best else None,
        queue_position=parts.jobs.queue_position(job),
        model=made.ref if made else None,
        created_at=moment(job.created_at),
        started_at=moment_or_none(job.started_at),
        finished_at=moment_or_none(job.finished_at),
    )
