"""Liveness and readiness of the process."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

from fastapi import APIRouter, Response
from kombu.exceptions import KombuError
from pydantic import BaseModel, Field
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.deps import Parts, TheParts

router = APIRouter(tags=["operations"])

#: Threads of the checks, since those of other endpoints may all be busy.
_threads = ThreadPoolExecutor(2, "readiness")


class HealthOut(BaseModel):
    """Status of the process and of what it depends on."""

    status: Literal["ok", "unavailable"] = Field(description="Whether all that it depends on is available.")
    checks: dict[str, str] = Field(description="`ok`, or what is wrong, by the name of what was checked; empty for the check of the process alone.")


@router.get("/healthz")
async def get_health() -> HealthOut:
    """Report that the process runs.

    It checks nothing else. Anybody may call it, as often as they like.
    """
    return HealthOut(status="ok", checks={})


@router.get("/readyz", responses={503: {"model": HealthOut, "description": "Something is not available"}})
async def get_readiness(parts: TheParts, response: Response) -> HealthOut:
    """Report whether the service can take requests.

    It checks the database, the broker and the files; the status is 503 if one of them is not available. Anybody may call it.
    """
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
