"""Liveness and readiness of the process."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter, Response
from kombu.exceptions import KombuError
from pydantic import BaseModel
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.deps import Parts, TheParts
from service.http.checked_route import CheckedRoute

router = APIRouter(tags=["operations"], route_class=CheckedRoute)

#: Threads of the checks, since those of other endpoints may all be busy.
_threads = ThreadPoolExecutor(2, "readiness")


class HealthOut(BaseModel):
    """Status of the process and of what it depends on."""

    status: str
    checks: dict[str, str]


@router.get("/healthz")
async def get_health() -> HealthOut:
    """Report that the process is running."""
    return HealthOut(status="ok", checks={})


@router.get("/readyz", responses={503: {"model": HealthOut, "description": "Something is not available"}})
async def get_readiness(parts: TheParts, response: Response) -> HealthOut:
    """Report whether database, broker and files are available; 503 if one is not."""
    checks = await asyncio.get_running_loop().run_in_executor(_threads, _checks, parts)
    ready = all(check == "ok" for check in checks.values())
    response.status_code = 200 if ready else 503
    return HealthOut(status="ok" if ready else "unavailable", checks=checks)


def _checks(parts: Parts) -> dict[str, str]:
    return {"database": _database(parts), "broker": _broker(parts), "files": _files(parts)}


def _database(parts: Parts) -> str:
    try:
        parts.database.ping()
    except SQLAlchemyError as error:
        return f"does not answer: {type(error).__name__}"
    return "ok"


def _broker(parts: Parts) -> str:
    try:
        parts.queue.ping()
    except (KombuError, RedisError, OSError) as error:
        return f"does not answer: {type(error).__name__}"
    return "ok"


def _files(parts: Parts) -> str:
    return "ok" if parts.settings.files.is_dir() else "the folder does not exist"
