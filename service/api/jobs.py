"""Jobs: submit, show, follow, cancel, pause, resume."""

import hashlib
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import AfterValidator, BaseModel, Field

from models.specs.batch import BatchSpec
from models.specs.job import JobSpec
from models.specs.reproducing import ReproduceSpec
from service.access.guarded_route import GuardedRoute
from service.api.documented_headers import merged_responses, sends
from service.api.filters import JobsAsked
from service.api.job_answers import JobOut, job_out, jobs_out
from service.api.notify import allowed_notify
from service.api.openapi import JOB_BODY, stream_response
from service.api.streams import JobEvent
from service.api.submissions import allowed_priority, checked_submission, estimate_of, require_ok
from service.bodies.content import decoded_body
from service.bodies.misplaced_keys import without_key
from service.cancelling import cancel
from service.deps import OpenEvents, Parts, TheJob, TheParts
from service.events import resumed_after
from service.following.response import EventsResponse
from service.problem_types.declared import problems
from service.request_context import link
from service.store.job_events import JOB_EVENTS
from service.store.new_job import NewJob
from service.store.rows import Job
from service.store.transitions import State

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=GuardedRoute)

IdempotencyKey = Annotated[
    str | None,
    Header(min_length=1, max_length=200, description="Makes a repeated submission return the result of the first one."),
    AfterValidator(without_key),
]
#: Longest wait of one request, in seconds; proxies end longer ones.
MAX_WAIT_S = 60


class JobPage(BaseModel):
    """A page of jobs, newest first."""

    jobs: list[JobOut] = Field(description="The jobs.")
    next_cursor: str | None = Field(description="Give it as ?cursor= for the next page; null at the end.")


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
    notify = allowed_notify(submission.notify, parts.targets)
    wanted = replace(new, priority=priority, notify=notify, estimate=estimate_of(submission.result, parts))
    job, is_new = parts.jobs.create(wanted)
    return job, is_new, job_out(job, parts)


@router.get("")
def list_jobs(
    parts: TheParts,
    wanted: JobsAsked,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Jobs on a page.")] = 50,
) -> JobPage:
    """List your jobs, newest first.

    Filters can be combined. Give `next_cursor` of a page as `cursor` for the next one.
    """
    found = parts.jobs.page(wanted, cursor, limit + 1)
    page = found[:limit]
    return JobPage(jobs=jobs_out(page, parts), next_cursor=page[-1].id if len(found) > limit else None)


@router.get("/{job_id}", responses=problems("limit-reached"))
async def get_job(
    job: TheJob, parts: TheParts, wait: Annotated[float, Query(ge=0, le=MAX_WAIT_S, description="Seconds to wait for the job to change.")] = 0
) -> JobOut:
    """Show a job.

    With `wait` the response comes as soon as the job changes, at the latest after that many seconds; a job that has ended is shown at once.
    """
    job = await parts.streams.wait(job, wait, parts.caller)
    return await run_in_threadpool(job_out, job, parts)


LastEventId = Annotated[int | None, Header(ge=0, description="Id of the last event received; the stream continues after it.")]
After = Annotated[int, Query(ge=0, description="The same, for browsers, whose first request cannot have the header; where that is given, it counts.")]


async def _resumed_after(job: TheJob, last_event_id: LastEventId = None, after: After = 0) -> int:
    """Return the id after which the stream begins; answers 204 instead to a caller who has all events of a job that has ended."""
    return resumed_after(job, after if last_event_id is None else last_event_id)


async def _stream_token(
    token: Annotated[str | None, Query(include_in_schema=False)] = None,
) -> None:
    """Declare the parameter, which the login has already read; the document has it as a security scheme."""


@router.get(
    "/{job_id}/events",
    response_class=EventsResponse,
    status_code=200,
    dependencies=[Depends(_stream_token)],
    responses=merged_responses(
        stream_response("The events until the job ends.", JobEvent, JOB_EVENTS),
        {204: {"description": "The job has ended, and the caller has all its events."}},
        problems("limit-reached", "broker-unavailable"),
    ),
)
async def stream_events(job: TheJob, parts: TheParts, after: Annotated[int, Depends(_resumed_after)], _open: Annotated[None, OpenEvents]) -> Response:
    """Follow a job by its events.

    A stream of server-sent events that ends with the job. It begins with the first event, or after the id in the header `Last-Event-ID` or in
    `after`. Browsers cannot send a key with `EventSource`: they give a stream token as `?token=`.
    """
    return parts.streams.follow(job, after, parts.caller)


@router.post("/{job_id}/cancel", status_code=202, responses=problems("job-ended"))
def cancel_job(job_id: str, parts: TheParts) -> JobOut:
    """Cancel a job.

    A queued or paused job is cancelled at once, a running one after its current batch or trial. 409 if the job has succeeded or failed.
    """
    return job_out(cancel(job_id, parts), parts)


@router.post("/{job_id}/pause", status_code=202, responses=problems("job-ended", "not-pausable"))
def pause_job(job_id: str, parts: TheParts) -> JobOut:
    """Pause a job.

    A queued job pauses at once; a running one after its current batch or trial, and keeps what it has done. 409 for a running scikit-learn fit.
    """
    return job_out(parts.pauses.request(job_id), parts)


@router.post("/{job_id}/resume", responses=problems("job-ended"))
def resume_job(job_id: str, parts: TheParts, background: BackgroundTasks) -> JobOut:
    """Resume a paused job.

    It is queued again, and continues from where it was, possibly on another worker. A job that is not paused goes on.
    """
    job = parts.pauses.resume(job_id)
    if job.state == State.QUEUED:
        background.add_task(parts.queue.wake, job.queue)
    return job_out(job, parts)


def queue_of(spec: JobSpec | BatchSpec | ReproduceSpec) -> str:
    """Return the queue for a spec."""
    return "gpu" if spec.resources.device == "gpu" else "cpu"
