"""Liveness and readiness of the process."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from kombu.exceptions import KombuError
from pydantic import BaseModel, Field
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from models.core.room import free_bytes, no_room, write_a_byte
from models.core.schema_name import SchemaName
from service.deps import Parts, TheParts
from service.disks import folders_with_room
from service.http.checked_route import CheckedRoute
from service.store.database import files_of
from service.store.schema_age import schema_fault

router = APIRouter(tags=["operations"], route_class=CheckedRoute)

#: Queues of jobs.
QUEUES = ("cpu", "gpu")
#: The check of the workers where there is none.
NO_WORKER = "none can take jobs: start one with `modelbook worker`; if it has been started, its log says why it cannot"
#: Threads of the checks, since those of other endpoints may all be busy.
_threads = ThreadPoolExecutor(2, "readiness")


HealthStatus = Annotated[Literal["ok", "unavailable"], SchemaName("HealthStatus", "Whether something can do its work.")]


class HealthOut(BaseModel):
    """Status of the process and of what it depends on."""

    status: HealthStatus = Field(description="Whether all that it depends on is available.")
    checks: dict[str, str] = Field(description="`ok`, or what is wrong, by the name of what was checked; empty for the check of the process alone.")


class ReadinessOut(HealthOut):
    """Status of the process, of what it depends on, and of the workers."""

    workers: dict[Literal["cpu", "gpu"], int] = Field(description="Number of workers that can take jobs now, by queue.")
    free_bytes: dict[str, int] = Field(description="Free bytes on the disk of `files`, of `cache`, and of a `database` that is a file.")


@router.get("/healthz")
async def get_health() -> HealthOut:
    """Report that the process runs.

    It checks nothing else. Anybody may call it, as often as they like.
    """
    return HealthOut(status="ok", checks={})


@router.get("/readyz", responses={503: {"model": ReadinessOut, "description": "Something is not available"}})
async def get_readiness(parts: TheParts, response: Response) -> ReadinessOut:
    """Report whether the service can take requests and jobs.

    It checks the database, the broker, the files, whether a byte can be written to their disks, whether a worker can take jobs, and whether the
    models that were used last are loaded; the status is 503 if one of them is not available. Anybody may call it.
    """
    ready = await asyncio.get_running_loop().run_in_executor(_threads, _readiness, parts)
    response.status_code = 200 if ready.status == "ok" else 503
    return ready


async def serving_faults(parts: Parts) -> list[str]:
    """Return what keeps the process from predicting, each with what is wrong; jobs need more, see `get_readiness`."""
    checks = await asyncio.get_running_loop().run_in_executor(_threads, _serving_checks, parts)
    return [f"{name}: {check}" for name, check in checks.items() if check != "ok"]


def _serving_checks(parts: Parts) -> dict[str, str]:
    return {"database": _database(parts), "files": _written(parts.settings.files), "models": parts.warm_up.check}


def _readiness(parts: Parts) -> ReadinessOut:
    workers, check = _workers(parts)
    checks = {**_serving_checks(parts), "broker": _broker(parts), "workers": check}
    free = {name: free_bytes(folder) for name, folder in folders_with_room(parts.settings).items()}
    return ReadinessOut(status="ok" if set(checks.values()) == {"ok"} else "unavailable", checks=checks, workers=workers, free_bytes=free)


def _workers(parts: Parts) -> tuple[dict[str, int], str]:
    """Return the number of workers by queue, and the check of them: jobs of a queue without a worker stay queued."""
    try:
        found = parts.workers.n_by_queue()
    except (RedisError, OSError) as error:
        return dict.fromkeys(QUEUES, 0), f"not known, since the broker does not answer: {type(error).__name__}"
    return {queue: found.get(queue, 0) for queue in QUEUES}, "ok" if found else NO_WORKER


def _database(parts: Parts) -> str:
    try:
        parts.database.ping()
    except SQLAlchemyError as error:
        return f"does not answer: {type(error).__name__}"
    fault = schema_fault(parts.database)
    return fault or next((_written(path.parent) for path in files_of(parts.settings.database_url)), "ok")


def _broker(parts: Parts) -> str:
    try:
        parts.queue.ping()
    except (KombuError, RedisError, OSError) as error:
        return f"does not answer: {type(error).__name__}"
    return "ok"


def _written(folder: Path) -> str:
    """Return the check of a folder: whether a byte can be written to its disk."""
    if not folder.is_dir():
        return "the folder does not exist"
    try:
        write_a_byte(folder)
    except OSError as error:
        cure = "; make room, for example with modelbook clean" if no_room(error) else ""
        return f"cannot be written: {error.strerror}{cure}"
    return "ok"
