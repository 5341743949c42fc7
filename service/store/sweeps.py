"""Sweeps as their owner lists them: sets of jobs that were submitted together. Those of one sweep are read by `Jobs`."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select

from service.store.database import Database
from service.store.hidden import there
from service.store.job_filter import JobFilter
from service.store.owners import DEFAULT_OWNER
from service.store.rows import sweep_name
from service.store.tables import jobs


@dataclass
class SweepSummary:
    """A sweep in a list.

    Args:
        id: Its id.
        name: Name of its models before the names of the members.
        recipe: Recipe of its jobs; None if they were submitted with a spec.
        created_at: When it was submitted, in seconds since 1970.
        states: Number of its jobs in each state.
    """

    id: str
    name: str
    recipe: str | None
    created_at: float
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Sweeps:
    """The sweeps of an owner.

    Args:
        database: The database.
        owner: The owner.
    """

    def __init__(self, database: Database, owner: str = DEFAULT_OWNER) -> None:
        self._database, self._owner = database, owner

    def page(self, wanted: JobFilter, after: str | None, limit: int) -> list[SweepSummary]:
        """Return sweeps, newest first.

        Args:
            wanted: What one of their jobs has.
            after: Id of the last one of the page before; None for the first page.
            limit: Most sweeps.
        """
        mine = (jobs.c.owner == self._owner) & there(jobs)
        listed = select(jobs.c.sweep).where(mine, jobs.c.sweep.is_not(None), *wanted.conditions).group_by(jobs.c.sweep)
        listed = listed.order_by(jobs.c.sweep.desc()).limit(limit)
        listed = listed if after is None else listed.where(jobs.c.sweep < after)
        columns = (jobs.c.sweep, jobs.c.name, jobs.c.sweep_member, jobs.c.recipe, jobs.c.created_at, jobs.c.state)
        members = select(*columns).where(mine, jobs.c.sweep.in_(listed.scalar_subquery())).order_by(jobs.c.sweep.desc(), jobs.c.id)
        found: dict[str, SweepSummary] = {}
        with self._database.reading() as connection:
            for row in connection.execute(members):
                name = sweep_name(row.name, row.sweep_member)
                found.setdefault(row.sweep, SweepSummary(row.sweep, name, row.recipe, row.created_at)).states[row.state] += 1
        return list(found.values())
