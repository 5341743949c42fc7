"""What waits for a slot in a queue: queued jobs, and running searches that have called trial workers; and which of it is next."""

import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, case, exists, func, literal, null, or_, select, union_all
from ulid import ULID

from service.store.owner_limits import OwnerLimits
from service.store.shares import CLOCK
from service.store.tables import jobs, shares, trials, usage
from service.store.transitions import OPEN, State, TrialState
from service.store.unowned import GOES_ON, UNOWNED

_OWN_S, _CLOCK_S = func.coalesce(shares.c.served_s, 0.0), func.coalesce(CLOCK.scalar_subquery(), 0.0)
#: Virtual time of an owner, which is not behind the clock of the queue.
_SERVED_S = case((_OWN_S > _CLOCK_S, _OWN_S), else_=_CLOCK_S)


class Waiting(NamedTuple):
    """A queued job, the first of its owner, or a search that waits for trial workers.

    Args:
        job_id: The job.
        owner: Its owner.
        priority: Its priority.
        calls: How many trial workers it waits for; 0 for a queued job.
        served_s: Virtual time of its owner in the queue.
        since: Id that sorts by the time since when it waits: its own, or one made from the time of the last call.
    """

    job_id: str
    owner: str
    priority: int
    calls: int
    served_s: float
    since: str

    @property
    def rank(self) -> tuple[int, float, str]:
        """Sorts by priority, then by the owner's share, then by age."""
        return -self.priority, self.served_s, self.since


def all_waiting(connection: Connection, queue: str, limits: OwnerLimits, today: int, also: str = "") -> list[Waiting]:
    """Return the first queued job of each owner, and all searches that wait for trial workers.

    Args:
        connection: A transaction.
        queue: The queue.
        limits: Owners that have reached them are left out.
        today: The day, for the limit of CPU seconds.
        also: Id of a search that is listed even if it waits for no trial worker; empty for none.
    """
    spent = _have_spent(connection, limits, today)
    full = spent | have_running(connection, limits)
    asked = {"queue": queue, "also": also, "now": time.time()}
    found = []
    for row in connection.execute(_WAITING, asked):
        job_id, owner, priority, calls, served_s, called_at = tuple(row)
        if called_at is None and owner not in full:
            found.append(Waiting(job_id, owner, priority, calls, served_s, since=job_id))
        elif called_at is not None and (owner not in spent or job_id == also):
            found.append(Waiting(job_id, owner, priority, calls, served_s, since=str(ULID.from_timestamp(called_at))))
    return found


def next_of(waiting: Iterable[Waiting]) -> Waiting | None:
    """Return what is next; None if nothing waits."""
    return min(waiting, key=lambda one: one.rank, default=None)


def clock_for(waiting: Iterable[Waiting]) -> float | None:
    """Return the virtual time at which an owner starts that now begins to wait; None if nothing waits.

    It is the smallest of those that can be next: owners who wait with a lower priority are not served, so their times stand still.
    """
    return min(((one.rank[0], one.served_s) for one in waiting), default=(0, None))[1]


def _queued() -> Select[Any]:
    """Make the query of the first queued job of each owner.

    It hops over the index ix_jobs_waiting from owner to owner, so its time depends on their number, not on that of the jobs.
    """
    nobody = (literal("").label("job_id"), literal("").label("owner"), literal(0).label("priority"))
    firsts = select(*nobody).cte("firsts", recursive=True)
    due = or_(jobs.c.not_before.is_(None), jobs.c.not_before <= bindparam("now"))
    queued = (jobs.c.state == State.QUEUED.value) & (jobs.c.queue == bindparam("queue")) & due
    # In the order of the index: one look-up finds the first job of the next owner.
    after = select(jobs.c.id).where(queued, jobs.c.owner > firsts.c.owner).order_by(jobs.c.owner, jobs.c.priority.desc(), jobs.c.id).limit(1)
    following = jobs.alias("following")
    hop = select(following.c.id, following.c.owner, following.c.priority)
    firsts = firsts.union_all(hop.select_from(firsts.join(following, following.c.id == after.scalar_subquery())))
    theirs = (shares.c.owner == firsts.c.owner) & (shares.c.queue == bindparam("queue"))
    columns = (firsts.c.job_id, firsts.c.owner, firsts.c.priority, literal(0), _SERVED_S, null())
    return select(*columns).select_from(firsts.outerjoin(shares, theirs)).where(firsts.c.owner != "")


def _calling() -> Select[Any]:
    """Make the query of searches that wait for trial workers: to run queued trials, or to end a search without open ones."""
    has_queued = exists().where(trials.c.job_id == jobs.c.id, trials.c.state == TrialState.QUEUED.value)
    has_open = exists().where(trials.c.job_id == jobs.c.id, trials.c.state.in_([state.value for state in OPEN]))
    calls = UNOWNED & GOES_ON & (jobs.c.trial_calls > 0) & (has_queued | ~has_open)
    theirs = (shares.c.owner == jobs.c.owner) & (shares.c.queue == jobs.c.queue)
    columns = (jobs.c.id, jobs.c.owner, jobs.c.priority, jobs.c.trial_calls, _SERVED_S, func.coalesce(jobs.c.called_at, 0.0))
    here = (jobs.c.state == State.RUNNING.value) & (jobs.c.queue == bindparam("queue"))
    return select(*columns).select_from(jobs.outerjoin(shares, theirs)).where(here, or_(calls, jobs.c.id == bindparam("also")))


_WAITING = union_all(_queued(), _calling())


def have_running(connection: Connection, limits: OwnerLimits) -> set[str]:
    """Return owners that have as many running jobs as they may have."""
    if not limits.running_jobs:
        return set()
    running = select(jobs.c.owner).where(jobs.c.state == State.RUNNING.value).group_by(jobs.c.owner)
    return set(connection.execute(running.having(func.count() >= limits.running_jobs)).scalars())


def _have_spent(connection: Connection, limits: OwnerLimits, today: int) -> set[str]:
    """Return owners that have used their CPU seconds of the day."""
    if not limits.cpu_seconds_a_day:
        return set()
    query = select(usage.c.owner).where(usage.c.day == today, usage.c.cpu_s >= limits.cpu_seconds_a_day)
    return set(connection.execute(query).scalars())
