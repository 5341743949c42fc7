"""The running time of jobs, over all their attempts, and what a job has only while a process runs it."""

from typing import Any

from sqlalchemy import ColumnElement, case, func

from service.store.tables import jobs

#: Columns of a job that no process runs.
FREE: dict[str, Any] = {"lease_expires_at": None, "worker": None, "process": None, "phase": None, "ends_at": None}


def ran_s(until: float) -> ColumnElement[float]:
    """Return the seconds of a running job that count for its time limit, those of its running attempt until a time included.

    The time after the end of a lease does not count: its process was dead or cut off, and another is to continue from what it had stored.
    """
    end = case((jobs.c.lease_expires_at < until, jobs.c.lease_expires_at), else_=until)
    begin = func.coalesce(jobs.c.limited_from, jobs.c.started_at, end)
    return jobs.c.ran_s + case((end > begin, end - begin), else_=0.0)
