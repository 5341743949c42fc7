"""Retention of jobs: those that are deleted by rule. Like a deletion by their owner it can be undone, and leaves what something needs."""

import time
from collections.abc import Callable

from sqlalchemy import select

from service.store.bulk_deletion import HAS_VERSIONS, BulkDeletion
from service.store.database import Database
from service.store.deletion_rows import DAY_S, RULES, Deletion, Order
from service.store.files import Files
from service.store.hidden import there
from service.store.job_filter import JobFilter
from service.store.tables import jobs
from service.store.transitions import State

_STATES = (State.FAILED, State.CANCELLED)


class Retention:
    """Deletes failed and cancelled jobs that are older than the rule says, of all owners.

    Args:
        database: The database.
        files: Where the files are.
        failed_days: Days after which they are deleted; 0 keeps them.
        undo_days: Days for which that can be undone.
        clock: Returns seconds since 1970.
    """

    def __init__(self, database: Database, files: Files, failed_days: float, undo_days: float, clock: Callable[[], float] = time.time) -> None:
        self._database, self._files, self._failed_days, self._undo_days, self._clock = database, files, failed_days, undo_days, clock

    def apply(self) -> list[Deletion]:
        """Delete what is older; return the deletions."""
        if not self._failed_days:
            return []
        before, made = self._clock() - self._failed_days * DAY_S, []
        for owner in self._owners(before):
            bulk = BulkDeletion(self._database, self._files, self._undo_days, owner, self._clock)
            results = [bulk.delete(JobFilter(state=state.value, ended_before=before), Order(RULES)) for state in _STATES]
            made += [result.deletion for result in results if result.deletion is not None]
        return made

    def _owners(self, before: float) -> list[str]:
        """Return the owners who have jobs that may go: one that something needs is not looked at again and again."""
        old = jobs.c.state.in_([state.value for state in _STATES]) & (jobs.c.finished_at < before) & (jobs.c.kept == 0)
        query = select(jobs.c.owner).where(there(jobs), old, ~HAS_VERSIONS).distinct().order_by(jobs.c.owner)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())
