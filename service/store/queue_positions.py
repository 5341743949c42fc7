"""Positions of queued jobs among those of their owner."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from service.store.rows import Job
from service.store.tables import jobs
from service.store.transitions import State


def queue_positions(connection: Connection, mine: ColumnElement[bool], listed: Sequence[Job]) -> dict[str, int]:
    """Return the positions of the queued ones of some jobs among those of their owner, from 1, by job id.

    It makes two queries at most for each queue and priority.

    Args:
        connection: The connection.
        mine: Condition of the jobs of the owner.
        listed: The jobs.
    """
    waiting: dict[tuple[str, int], list[str]] = {}
    for job in listed:
        if job.state == State.QUEUED:
            waiting.setdefault((job.queue, job.priority), []).append(job.id)
    found = [_positions(connection, mine & (jobs.c.queue == queue), priority, ids) for (queue, priority), ids in waiting.items()]
    return {job_id: position for positions in found for job_id, position in positions.items()}


def _positions(connection: Connection, among: ColumnElement[bool], priority: int, ids: Sequence[str]) -> dict[str, int]:
    """Return the positions of jobs of one priority in a part of a queue.

    Those before the first are only counted, a fraction of the work of reading them.
    """
    first, last, queued = min(ids), max(ids), (jobs.c.state == State.QUEUED.value) & among
    same = jobs.c.priority == priority
    before = (jobs.c.priority > priority) | (same & (jobs.c.id < first))
    ahead = int(connection.execute(select(func.count()).select_from(jobs).where(queued, before)).scalar_one())
    if first == last:
        return {first: ahead + 1}
    near = connection.execute(select(jobs.c.id).where(queued, same, jobs.c.id.between(first, last)).order_by(jobs.c.id)).scalars()
    places = {job_id: place for place, job_id in enumerate(near, ahead + 1)}
    return {job_id: places[job_id] for job_id in ids if job_id in places}
