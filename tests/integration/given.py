"""What tests of the store and of the API start from."""

import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI
from sqlalchemy import select

from service.store.attempts import claim_queued
from service.store.database import Database
from service.store.ids import new_id
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.rows import Job, NewVersion
from service.store.tables import metadata
from tests.integration.conforming import require_conforming

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient` is deprecated")
    from fastapi.testclient import TestClient

T = TypeVar("T")
#: Seconds for which requests wait for plots, on machines where much else runs.
PATIENCE_S = 200.0

#: Longer than any test, in seconds.
LONG_S = 600.0
#: A lease that has run out when it begins, in seconds.
RUN_OUT_S = -1.0


#: A spec as it is stored, of the fewest fields.
SPEC = {"seed": 42, "data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}


def with_patience(app: FastAPI) -> FastAPI:
    """Return an application whose requests wait until plots are made, however slow that is."""
    app.state.parts.plots.wait_s = PATIENCE_S
    return app


def new_job(**changes: Any) -> NewJob:
    """Return a job to be made, with those fields changed."""
    fields = {"spec": SPEC, "name": "digits", "recipe": None, "queue": "cpu", "idempotency_key": None, "body_sha256": "0" * 64}
    return NewJob(**{**fields, **changes})


def queued(database: Database, **changes: Any) -> Job:
    """Make a job."""
    return Jobs(database).create(new_job(**changes))[0]


def claim(database: Database, job_id: str, worker: str, lease_s: float) -> Job | None:
    """Claim that job, whatever is next; None if it cannot be claimed."""
    with database.writing() as connection:
        return claim_queued(connection, job_id, worker, lease_s, new_id())


def running(database: Database, lease_s: float = LONG_S, **changes: Any) -> Job:
    """Make a job and claim it."""
    claimed = claim(database, queued(database, **changes).id, "worker-1", lease_s)
    assert claimed is not None
    return claimed


def new_version(**changes: Any) -> NewVersion:
    """Return a model version to be registered, with those fields changed."""
    sizes = {"size_bytes": 10, "stored_bytes": 12}
    fields = {"artifact": "jobs/x/1/model.h5", "sha256": "a" * 64, **sizes, "onnx": None, "metrics": {"test_accuracy": 0.5}}
    records: dict[str, Any] = {name: {} for name in ("serving", "signature", "preprocessing", "provenance")}
    return NewVersion(**{**fields, **records, **changes})


def rows_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return everything the database holds, by table."""
    with database.reading() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def at_once(n: int, call: Callable[[int], T]) -> list[T]:
    """Make n calls from n threads that start together, each given its number."""
    barrier = threading.Barrier(n)

    def run(number: int) -> T:
        barrier.wait(10)
        return call(number)

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(run, range(n)))


def client_of(app: FastAPI) -> httpx.Client:
    """Return an HTTP client of an application; a failure inside it is an answer of 500, as over a socket."""
    client = TestClient(app, raise_server_exceptions=False)
    client.event_hooks["response"].append(require_conforming)
    return client
