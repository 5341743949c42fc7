"""Jobs that ran when a backup was taken continue from it: no process runs them any more, and that is no loss."""

import time

from sqlalchemy import select, update

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.tables import jobs, trials
from service.store.transitions import State, TrialState
from service.store.trials import JobProcess, Trials
from service.store.unowned import UNOWNED

#: Why such a job is queued again, in its events.
REASON = "it continues from a backup"


def go_on(database: Database, since: float) -> int:
    """Queue the jobs and trials that ran again; return how many jobs ran.

    Args:
        database: The database, of the newest schema.
        since: When the backup was taken: the time from then on does not count for limits.
    """
    with database.reading() as connection:
        running = connection.execute(select(jobs.c.id, jobs.c.attempt, jobs.c.lease_expires_at).where(jobs.c.state == State.RUNNING.value)).all()
        held = select(trials.c.job_id, trials.c.member).where(trials.c.state == TrialState.RUNNING.value).distinct()
        members = connection.execute(held).all()
    with database.writing() as connection:
        later = jobs.c.limited_from + (time.time() - since)
        connection.execute(update(jobs).where(UNOWNED).values(limited_from=later, trial_calls=0, called_at=None))
    for job in running:
        if job.lease_expires_at is not None:  # Nobody owns a search whose trials run.
            Attempts(database).hand_back(job.id, job.attempt, REASON)
    for one in members:
        Trials(database).give_back(JobProcess(one.job_id, one.member, ""), REASON)
    return len(running)
