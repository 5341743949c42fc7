"""Jobs that fit filters are deleted together: in batches, so that nobody waits for long, and those that something needs are left out."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, exists, func, or_, select

from service.store.database import Database
from service.store.deletion_rows import DAY_S, DeletedKind, Deletion, Order
from service.store.deletion_tables import MAX_NAME
from service.store.files import Files
from service.store.hidden import there
from service.store.job_filter import JobFilter
from service.store.marking import Begun, begin, hide, size_of
from service.store.owners import DEFAULT_OWNER
from service.store.referrers import referrers
from service.store.tables import jobs, versions
from service.store.things import Things, of_jobs
from service.store.transitions import ENDED

#: Jobs of one transaction.
BATCH = 200

#: Whether versions stand on a job of the query around it.
HAS_VERSIONS = exists().where(or_(versions.c.job_id == jobs.c.id, versions.c.moved_by == jobs.c.id))


@dataclass(frozen=True)
class BulkResult:
    """What a deletion of many jobs has deleted, or would delete.

    Args:
        n_jobs: Jobs that it takes.
        n_versions: Model versions that go with them.
        n_kept: Jobs that fit and stay: they have not ended, or something needs them.
        size_bytes: Bytes of the files.
        deletion: The deletion; None if nothing is deleted.
    """

    n_jobs: int = 0
    n_versions: int = 0
    n_kept: int = 0
    size_bytes: int = 0
    deletion: Deletion | None = None


class BulkDeletion:
    """Deletes many jobs of an owner.

    Args:
        database: The database.
        files: Where the files are.
        undo_days: Days for which it can be undone.
        owner: The owner.
        clock: Returns seconds since 1970.
    """

    def __init__(
        self, database: Database, files: Files, undo_days: float, owner: str = DEFAULT_OWNER, clock: Callable[[], float] = time.time
    ) -> None:
        self._database, self._files, self._undo_s, self._owner, self._clock = database, files, undo_days * DAY_S, owner, clock

    def look(self, wanted: JobFilter, order: Order) -> BulkResult:
        """Return what would be deleted."""
        found, n_fit = self._candidates(wanted, order)
        result = BulkResult(n_kept=n_fit)
        for first in range(0, len(found), BATCH):
            with self._database.reading() as connection:
                things = self._free(connection, found[first : first + BATCH], order)
                result = _added(result, things, size_of(connection, self._files, things))
        return result

    def delete(self, wanted: JobFilter, order: Order) -> BulkResult:
        """Delete jobs, by one deletion that counts what it has taken so far: one that is cut off has taken a part."""
        found, n_fit = self._candidates(wanted, order)
        result = BulkResult(n_kept=n_fit)
        for first in range(0, len(found), BATCH):
            with self._database.writing() as connection:
                things = self._free(connection, found[first : first + BATCH], order)
                if things.jobs:
                    deletion = result.deletion or begin(connection, self._begun(wanted, order), self._clock(), self._undo_s)
                    hidden = hide(connection, self._files, deletion, things)
                    result = replace(_added(result, things, 0), deletion=hidden, size_bytes=hidden.size_bytes)
        return result

    def _begun(self, wanted: JobFilter, order: Order) -> Begun:
        return Begun(self._owner, DeletedKind.JOBS, _as_query(wanted)[:MAX_NAME], order)

    def _candidates(self, wanted: JobFilter, order: Order) -> tuple[Sequence[str], int]:
        """Return the jobs that fit, have ended and may go as far as their models say; and how many fit."""
        fit = [jobs.c.owner == self._owner, there(jobs), *wanted.conditions]
        may_go = [*([] if order.with_models else [~HAS_VERSIONS]), *([jobs.c.kept == 0] if order.is_by_rule else [])]
        with self._database.reading() as connection:
            n_fit = connection.execute(select(func.count()).select_from(jobs).where(*fit)).scalar_one()
            return connection.execute(select(jobs.c.id).where(*fit, ENDED, *may_go).order_by(jobs.c.id)).scalars().all(), n_fit

    def _free(self, connection: Connection, ids: Sequence[str], order: Order) -> Things:
        """Return those of some jobs that nothing needs, with their models if they go with them."""
        things = of_jobs(connection, self._owner, jobs.c.id.in_(ids) & ENDED, with_models=order.with_models)
        if not referrers(connection, self._owner, things):
            return things
        each = [of_jobs(connection, self._owner, jobs.c.id == job_id, with_models=order.with_models) for job_id in things.jobs]
        free = [one for one in each if not referrers(connection, self._owner, one)]
        return Things(tuple(version for one in free for version in one.versions), tuple(job_id for one in free for job_id in one.jobs))


def _as_query(wanted: JobFilter) -> str:
    """Return filters as in the query of the request."""
    given = {"state": wanted.state, "name": wanted.name, "recipe": wanted.recipe, "before": wanted.ended_before}
    pairs = [*((name, value) for name, value in given.items() if value is not None), *(("tag", tag) for tag in wanted.tags)]
    return "&".join(f"{name}={value}" for name, value in pairs)


def _added(result: BulkResult, things: Things, size_bytes: int) -> BulkResult:
    n_jobs = len(things.jobs)
    return replace(
        result,
        n_jobs=result.n_jobs + n_jobs,
        n_versions=result.n_versions + len(things.versions),
        n_kept=result.n_kept - n_jobs,
        size_bytes=result.size_bytes + size_bytes,
    )
