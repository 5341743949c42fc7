"""The workers that are connected, and what they do."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from redis.exceptions import RedisError

from models.core.isolation.network import Reach
from service.access.caller import Caller, Scope
from service.access.guarded_route import GuardedRoute
from service.deps import TheParts
from service.errors import Unavailable
from service.live_workers import SeenWorker, WorkerStatus
from service.problem_types.declared import problems
from service.problem_types.of_server import BROKER_UNAVAILABLE

router = APIRouter(prefix="/v1", tags=["operations"], route_class=GuardedRoute)


class DevicesOut(BaseModel):
    """What a worker hands to its jobs."""

    gpus: list[str] = Field(description="Ids of the GPUs, of which each job has one in turn; empty for none.")
    threads: int = Field(description="CPU threads of one job; 0 for all of the machine.")


class IsolationOut(BaseModel):
    """What the jobs of a worker are kept to."""

    network: Reach = Field(
        description="What a job may reach of the network, unless its data is downloaded: `nothing`, the `database` alone, or `all` of it."
    )
    reason: str | None = Field(description="Why that is all of it; null if it is not.")
    file_bytes: int = Field(description="Largest file that a job may write, in bytes.")
    open_files: int = Field(description="Most files that a job may have open.")
    processes: int = Field(description="Most processes and threads that a job may start; 0 for no limit.")


class WorkerOut(BaseModel):
    """A worker."""

    name: str = Field(description="Host and process id, as in `worker` of a job.")
    host: str = Field(description="Name of its host.")
    pid: int = Field(description="Its process id.")
    status: WorkerStatus = Field(description="`ready` takes jobs, `stopping` hands them back, `unable` cannot take any, `silent` no longer reports.")
    problem: str | None = Field(description="Why it cannot take jobs; null if it can.")
    queues: list[Literal["cpu", "gpu"]] = Field(description="Queues that it takes jobs from.")
    slots: int = Field(description="Jobs that it runs at a time.")
    free_slots: int = Field(description="Slots without a job.")
    devices: DevicesOut = Field(description="What it hands to its jobs.")
    isolation: IsolationOut = Field(description="What its jobs are kept to.")
    n_jobs: int = Field(description="Jobs that it runs now.")
    jobs: list[str] = Field(description="Ids of those that the caller may see: its own, or all with the scope admin.")
    versions: dict[str, str] = Field(description="Versions of Modelbook, Python and libraries, by name.")
    started_at: datetime = Field(description="When it was ready.")
    last_seen_at: datetime = Field(description="When it last reported; it does so every 2 seconds.")


class WorkersOut(BaseModel):
    """The workers."""

    workers: list[WorkerOut] = Field(description="The workers by name; one that no longer reports is listed for 10 minutes.")


@router.get("/workers", responses=problems("broker-unavailable"))
def list_workers(parts: TheParts) -> WorkersOut:
    """List the workers.

    Each reports what it does every 2 seconds. One that has been silent for 10 seconds no longer counts for `/readyz`.
    """
    try:
        found = parts.workers.seen()
    except (RedisError, OSError) as error:
        raise Unavailable(f"the broker, to which workers report, does not answer: {type(error).__name__}", kind=BROKER_UNAVAILABLE) from error
    return WorkersOut(workers=[_shown(worker, parts.caller) for worker in found])


def _shown(worker: SeenWorker, caller: Caller) -> WorkerOut:
    report, sees_all = worker.report, caller.has(Scope.ADMIN)
    jobs = sorted({job.id for job in report.jobs if sees_all or job.owner == caller.owner})
    return WorkerOut(
        **{name: getattr(report, name) for name in ("name", "host", "pid", "problem", "queues", "slots", "free_slots", "versions")},
        status=worker.status,
        devices=DevicesOut(gpus=report.gpus, threads=report.threads),
        isolation=IsolationOut(**asdict(report.isolation)),
        n_jobs=len({job.id for job in report.jobs}),
        jobs=jobs,
        started_at=datetime.fromtimestamp(report.started_at, UTC),
        last_seen_at=datetime.now(UTC) - timedelta(seconds=worker.silent_s),
    )
