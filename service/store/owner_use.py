"""What owners have and use, counted from the tables: jobs, CPU seconds of a day, stored bytes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, literal, select, true

from service.store.hidden import there
from service.store.job_files import has_files
from service.store.tables import checkpoints, jobs, usage, versions
from service.store.transitions import State
from service.store.upload_tables import datasets
from service.store.usage import day_of

#: Queues of jobs: named, so that the index of jobs by state and queue is used.
_QUEUES = ("cpu", "gpu")


@dataclass(frozen=True)
class Stored:
    """The bytes that an owner stores, by what they are."""

    models: int
    jobs: int
    datasets: int
    deleted: int


@dataclass(frozen=True)
class Used:
    """What an owner has, and has used today."""

    queued_jobs: int
    running_jobs: int
    cpu_seconds_a_day: float
    stored_bytes: int


def used_by(connection: Connection, owner: str, now: float) -> Used:
    """Return what an owner has at a time, in seconds since 1970; by one query."""
    counts = (n_waiting(owner), n_jobs(owner, State.RUNNING), cpu_seconds(owner, now), stored_bytes(owner))
    queued, running, cpu_s, stored = connection.execute(select(*counts)).one()
    return Used(int(queued), int(running), float(cpu_s), int(stored))


def stored_by(connection: Connection, owner: str) -> Stored:
    """Return what an owner stores: models with their compiled forms, checkpoints and files of jobs, data sets; and deleted things that are not gone.

    All of it together is what counts for the limit, so a deletion moves bytes and adds none. Figures do not count: they can be made anew.
    """
    removed = sum(_stored(owner, lambda table: ~there(table)), start=literal(0))
    return Stored(*map(int, connection.execute(select(*_stored(owner, there), removed)).one()))


def n_jobs(owner: str, state: State) -> ColumnElement[Any]:
    """Return the query for the number of an owner's jobs in a state."""
    counted = select(func.count()).select_from(jobs)
    return counted.where(jobs.c.state == state.value, jobs.c.queue.in_(_QUEUES), jobs.c.owner == owner).scalar_subquery()


def n_waiting(owner: str) -> ColumnElement[Any]:
    """Return the query for the number of an owner's queued jobs; those that are paused are to be queued again, and count."""
    return n_jobs(owner, State.QUEUED) + n_jobs(owner, State.PAUSED)


def cpu_seconds(owner: str, now: float) -> ColumnElement[Any]:
    """Return the query for the CPU seconds that an owner has used on the day of a time; those of running jobs up to a few seconds ago."""
    return select(func.coalesce(func.sum(usage.c.cpu_s), 0.0)).where(usage.c.owner == owner, usage.c.day == day_of(now)).scalar_subquery()


def stored_bytes(owner: str) -> ColumnElement[Any]:
    """Return the query for the bytes that an owner stores: its data sets, models, checkpoints, and the files that jobs have or leave."""
    return sum(_stored(owner, lambda _: true()), start=literal(0))


def _stored(owner: str, which: Callable[[Table], ColumnElement[bool]]) -> Iterator[ColumnElement[Any]]:
    """Yield the queries for the bytes of models, jobs and data sets, of those rows that a condition chooses."""
    yield _sum(versions.c.stored_bytes).where(versions.c.owner == owner, which(versions)).scalar_subquery()
    of_jobs = checkpoints.join(jobs, checkpoints.c.job_id == jobs.c.id)
    kept = _sum(checkpoints.c.size_bytes).select_from(of_jobs).where(jobs.c.owner == owner, which(jobs)).scalar_subquery()
    yield kept + _sum(jobs.c.stored_bytes).where(has_files(owner), which(jobs)).scalar_subquery()
    yield _sum(datasets.c.stored_bytes).where(datasets.c.owner == owner, which(datasets)).scalar_subquery()


def _sum(column: ColumnElement[int]) -> Select[Any]:
    return select(func.coalesce(func.sum(column), 0))
