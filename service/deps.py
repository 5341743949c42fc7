"""Dependencies of endpoints: the parts of the service, wired in `app.py`; the job or loaded model of a request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from models.core.errors import ArtifactError
from service.compiled_models import Loaded, Predictors
from service.contained import Containment
from service.errors import Unavailable
from service.events import EventStreams
from service.one_at_a_time import OneAtATime
from service.queue import JobQueue
from service.sessions import Sessions
from service.settings import Settings
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import Registry
from service.store.rows import Job, Version
from service.store.trials import Trials

#: Seconds for which a resolved reference is cached.
RESOLVED_FOR_S = 1.0


@dataclass(frozen=True)
class Parts:
    """The parts of one API process."""

    settings: Settings
    database: Database
    jobs: Jobs
    trials: Trials
    registry: Registry
    lookup: Lookup
    files: Files
    uploads: Datasets
    containment: Containment
    queue: JobQueue
    predictors: Predictors
    streams: EventStreams
    sessions: Sessions
    #: Memory of a worker, in bytes, with which jobs are compared when they are submitted.
    worker_bytes: int
    #: Reference -> its version, and the time (monotonic seconds) until which that is cached.
    resolved: dict[str, tuple[Version, float]] = field(default_factory=dict)
    #: Held while data is prepared or counted during a request, which takes memory and all of a core: one at a time.
    preparing: OneAtATime = field(default_factory=lambda: OneAtATime("preparing data"))


def parts_of(request: Request) -> Parts:
    """Return the parts of the application of a request."""
    parts: Parts = request.app.state.parts
    return parts


async def _parts(request: Request) -> Parts:
    """Return the parts; async, as FastAPI calls any other dependency in a thread of the pool."""
    return parts_of(request)


TheParts = Annotated[Parts, Depends(_parts)]


def job_of(job_id: str, parts: TheParts) -> Job:
    """Return the job of a path; 404 if there is none."""
    return parts.jobs.get(job_id)


TheJob = Annotated[Job, Depends(job_of)]


async def loaded_model(ref: str, parts: Parts) -> tuple[str, Loaded]:
    """Return the version of a reference, and its loaded model."""
    known = parts.resolved.get(ref)
    if known is None or known[1] < monotonic():
        known = await run_in_threadpool(parts.registry.resolve, ref), monotonic() + RESOLVED_FOR_S
        parts.resolved[ref] = known
    version = known[0]
    loaded = parts.predictors.ready(version.ref)
    if loaded is None:
        loaded = await run_in_threadpool(parts.predictors.load, version)
    return version.ref, loaded


@asynccontextmanager
async def artifact_errors(name: str, loaded: Loaded, parts: Parts) -> AsyncIterator[None]:
    """Turn an ArtifactError of the `with` block, which uses the model, into 503.

    Raises:
        Unavailable: The model failed.
    """
    try:
        yield
    except ArtifactError as error:
        if loaded.predictor.source is None:  # Its Keras process has ended; the next request starts another.
            await run_in_threadpool(parts.predictors.drop, name)
        raise Unavailable(f"model {name} failed: {error}") from error
