"""What a claim costs: the fair choice among 10,000 queued jobs of 100 owners, beside a plain claim of the oldest job."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import psycopg
from sqlalchemy import insert, select, text
from ulid import ULID

from benchmarks.table import Line
from service.store.attempts import Attempts, claim_queued
from service.store.claims import Claims
from service.store.database import Database, migrate
from service.store.ids import new_id
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.rows import Job
from service.store.tables import jobs
from service.store.transitions import State
from tests.servers import postgres_server

#: Queued jobs, and their owners.
N_JOBS, N_OWNERS = 10_000, 100
#: Claims that are measured of either kind.
RUNS = 200
#: Bound of a claim, in seconds.
MOST_S = 0.005
LEASE_S = 600.0


def measure(folder: Path) -> list[Line]:
    """Measure claims on SQLite and on PostgreSQL."""
    lines = _lines("SQLite", f"sqlite:///{folder / 'claims.db'}", locked=False)
    with postgres_server() as server, _new_database(server) as url:
        return lines + _lines("PostgreSQL", url, locked=True)


def _lines(name: str, url: str, *, locked: bool) -> list[Line]:
    migrate(url)
    database = Database(url)
    _fill(database)
    fair, plain = _alternate(database, lambda: _claim_fairly(database), lambda: _claim_oldest(database, locked))
    database.close()
    what = f"claim of a job, {N_JOBS:,} queued of {N_OWNERS} owners, {name}"
    rival = "`SELECT ... ORDER BY id LIMIT 1" + (" FOR UPDATE SKIP LOCKED`" if locked else "`")
    figures = [(what, median(fair), median(plain)), (f"{what}, 95th percentile", _p95(fair), _p95(plain))]
    return [
        Line(what, f"{1000 * ours:.1f} ms", f"bound 5 ms ({rival}: {1000 * theirs:.1f} ms)", ours / MOST_S, "<= 1") for what, ours, theirs in figures
    ]


def _fill(database: Database) -> None:
    """Queue jobs of all owners in turn, and analyze the tables as autovacuum does."""
    first = Jobs(database, "owner-000").create(NewJob({"seed": 1, "task": "train"}, "digits", None, "cpu", None, ""))[0]
    with database.writing() as connection:
        row = dict(connection.execute(select(jobs).where(jobs.c.id == first.id)).one()._mapping)
        rows = [{**row, "id": str(ULID()), "owner": f"owner-{number % N_OWNERS:03}"} for number in range(1, N_JOBS)]
        connection.execute(insert(jobs), rows)
    with database.writing() as connection:
        connection.execute(text("ANALYZE"))


def _claim_fairly(database: Database) -> Job:
    claimed = Claims(database).take("cpu", "worker", LEASE_S)
    assert claimed is not None
    return claimed.job


def _claim_oldest(database: Database, locked: bool) -> Job:
    oldest = select(jobs.c.id).where(jobs.c.state == State.QUEUED.value, jobs.c.queue == "cpu").order_by(jobs.c.id).limit(1)
    with database.writing() as connection:
        job_id = connection.execute(oldest.with_for_update(skip_locked=True) if locked else oldest).scalar_one()
        job = claim_queued(connection, job_id, "worker", LEASE_S, new_id())
    assert job is not None
    return job


def _alternate(database: Database, *calls: Callable[[], Job]) -> list[list[float]]:
    """Return the seconds of each kind of claim, made in turn; what is claimed is ended at once, as no machine runs hundreds of jobs."""
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(RUNS):
        for call, spent in zip(calls, seconds, strict=True):
            start = time.perf_counter()
            job = call()
            spent.append(time.perf_counter() - start)
            Attempts(database).succeed(job.id, job.attempt, {})
    return seconds


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    name = f"claims_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://", 1)
