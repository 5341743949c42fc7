"""Pause and resume jobs."""

import time
from typing import Any

from sqlalchemy import Connection, Row, select, update

from models.specs.tasks import task_of
from models.specs.versions import current
from service.errors import Conflict, NotFound
from service.problem_types.of_conflicts import JOB_ENDED, NOT_PAUSABLE
from service.problem_types.of_missing import NO_SUCH_JOB
from service.store.database import Database
from service.store.hidden import there
from service.store.job_events import LogData
from service.store.owners import DEFAULT_OWNER
from service.store.rows import Job
from service.store.tables import jobs
from service.store.transitions import FINAL, State, append_event, move
from service.store.unowned import pause_between


class Pauses:
    """Pauses and resumes jobs of an owner; those of others do not exist here.

    Args:
        database: The database.
        owner: The owner.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER) -> None:
        self._database, self._owner = database, owner

    def request(self, job_id: str) -> Job:
        """Pause a queued job, or a search without running trials, immediately; ask another running job to pause; idempotent.

        Raises:
            NotFound: There is no such job.
            Conflict: It has ended or is being cancelled, or it is running and cannot be interrupted.
        """
        with self._database.writing() as connection:
            job = self._locked(connection, job_id)
            if job.state == State.QUEUED:
                move(connection, job_id, State.PAUSED)
            elif job.state == State.RUNNING:
                _request_of_running(connection, job)
            elif job.state in FINAL:
                raise Conflict(f"job {job_id} is {job.state}: only a job that has not ended can be paused", kind=JOB_ENDED)
            return _job(connection, job_id)

    def resume(self, job_id: str) -> Job:
        """Queue a paused job again, or withdraw the request to pause a running one; idempotent.

        Raises:
            NotFound: There is no such job.
            Conflict: It has ended.
        """
        with self._database.writing() as connection:
            job = self._locked(connection, job_id)
            if job.state in FINAL:
                raise Conflict(f"job {job_id} is {job.state}: only a job that has not ended can be resumed", kind=JOB_ENDED)
            if job.state == State.PAUSED:
                move(connection, job_id, State.QUEUED, note={"reason": "it was resumed"}, not_before=None)
            elif job.pause_requested:
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(pause_requested=0))
                append_event(connection, job_id, LogData(message="resumed before it had paused"))
            return _job(connection, job_id)

    def _locked(self, connection: Connection, job_id: str) -> Row[Any]:
        """Return the row of a job, locked: a job that is claimed or queued meanwhile would be missed."""
        row = connection.execute(select(jobs).where(jobs.c.id == job_id, jobs.c.owner == self._owner, there(jobs)).with_for_update()).one_or_none()
        if row is None:
            raise NotFound(f"there is no job {job_id!r}", kind=NO_SUCH_JOB)
        return row


def _request_of_running(connection: Connection, job: Row[Any]) -> None:
    if job.cancel_requested:
        raise Conflict(f"job {job.id} is being cancelled: only a job that is to go on can be paused", kind=JOB_ENDED)
    spec = current(job.spec)
    reason = task_of(spec).why_not_pausable(spec)
    if reason is not None:
        raise Conflict(f"job {job.id} cannot be paused while it runs: {reason}; cancel it, or wait until it has ended", kind=NOT_PAUSABLE)
    # A search that waits for trial workers has not run since it called them.
    until = job.called_at if job.trial_calls else time.time()
    if job.pause_requested or pause_between(connection, job.id, until):
        return
    connection.execute(update(jobs).where(jobs.c.id == job.id).values(pause_requested=1))
    append_event(connection, job.id, LogData(message="pause requested"))


def _job(connection: Connection, job_id: str) -> Job:
    return Job.of(connection.execute(select(jobs).where(jobs.c.id == job_id)).one())
