"""Checkpoints of a job: listed, downloaded, and made models of."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
from fastapi import APIRouter, BackgroundTasks, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from models.checking.check import check_spec
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.job_answers import JobOut, job_out
from service.api.openapi import download_response
from service.api.sent_file import SentFile, etag_of_file
from service.api.submissions import NAME_PATTERN
from service.bodies.content import HDF5
from service.deps import Parts, TheJob, TheParts
from service.errors import Conflict, NotFound
from service.problem_types.declared import problems
from service.problem_types.of_conflicts import SPEC_OUTDATED
from service.problem_types.of_missing import NO_SUCH_CHECKPOINT
from service.request_context import link
from service.store.new_job import NewJob
from service.store.rows import Job

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)

ModelName = Annotated[str | None, Query(pattern=NAME_PATTERN, description="Name the model is registered under; the job's when left out.")]


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
    path = _checkpoint(job, epoch, parts)
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
    _checkpoint(job, epoch, parts)
    # The spec keeps `start_from`: the weights belong to the preprocessing recorded with that model.
    raw = {**job.model_spec, "from_checkpoint": {"job": job.id, "epoch": epoch}}
    result = check_spec(raw, parts.lookup, parts.worker_memory)
    if result.spec is None or not result.ok:
        raise Conflict(f"the spec of job {job.id} is no longer valid: {result.errors[0].detail}", kind=SPEC_OUTDATED)
    spec = result.spec.model_dump(mode="json")
    new = NewJob(spec, name or job.name, job.recipe, job.queue, None, hashlib.sha256(orjson.dumps(spec)).hexdigest())
    made, _ = parts.jobs.create(new)
    background.add_task(parts.queue.wake, made.queue)
    response.headers["Location"] = link(f"/v1/jobs/{made.id}")
    return job_out(made, parts)


def _checkpoint(job: Job, epoch: int, parts: Parts) -> Path:
    """Return the file of a checkpoint; 404 if there is none."""
    path = parts.lookup.checkpoint(job.id, epoch)
    if path is None:
        raise NotFound(f"job {job.id} has no checkpoint of epoch {epoch}", kind=NO_SUCH_CHECKPOINT)
    return path
