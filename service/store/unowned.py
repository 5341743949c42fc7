"""Running searches that no process owns, because their trials run: guards, and how they are paused between trials."""

from sqlalchemy import Connection, exists, update

from service.store.running_time import FREE, ran_s
from service.store.tables import jobs, trials
from service.store.transitions import State, TrialState, move

#: Guard that no process owns a running job, because its trials run.
UNOWNED = (jobs.c.state == State.RUNNING.value) & jobs.c.lease_expires_at.is_(None)
#: Whether a trial of a job is running.
HAS_RUNNING_TRIAL = exists().where(trials.c.job_id == jobs.c.id, trials.c.state == TrialState.RUNNING.value)
#: Guard that a job is to go on: neither its cancellation nor a pause is requested.
GOES_ON = (jobs.c.cancel_requested == 0) & (jobs.c.pause_requested == 0)


def pause_between(connection: Connection, job_id: str, until: float) -> bool:
    """Pause a running search that no process works on.

    Args:
        connection: A writing transaction in which the job's row is locked: otherwise its last two processes, each of which sees the
            trials of the other still running, could both leave it as it is.
        job_id: The job.
        until: Until when it ran.

    Returns:
        Whether it is paused now.
    """
    free = {**FREE, "trial_calls": 0, "called_at": None}
    return move(connection, job_id, State.PAUSED, UNOWNED, ~HAS_RUNNING_TRIAL, pause_requested=0, ran_s=ran_s(until), **free)


def skip_waiting(connection: Connection, job_id: str) -> None:
    """Skip the queued trials of a job."""
    waiting = (trials.c.job_id == job_id) & (trials.c.state == TrialState.QUEUED.value)
    connection.execute(update(trials).where(waiting).values(state=TrialState.SKIPPED.value))
