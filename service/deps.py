"""What endpoints are given: the parts of the service that `app.py` has put together."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from service.compiled_models import Predictors
from service.events import EventStreams
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
    queue: JobQueue
    predictors: Predictors
    streams: EventStreams
    sessions: Sessions
    #: Reference -> the version it meant, and until when (monotonic seconds) that need not be looked up again.
    resolved: dict[str, tuple[Version, float]] = field(default_factory=dict)


def parts_of(request: Request) -> Parts:
    """Return the parts of the application a request came to."""
    parts: Parts = request.app.state.parts
    return parts


TheParts = Annotated[Parts, Depends(parts_of)]


def job_of(job_id: str, parts: TheParts) -> Job:
    """Return the job a path names; 404 if there is none."""
    return parts.jobs.get(job_id)


TheJob = Annotated[Job, Depends(job_of)]
