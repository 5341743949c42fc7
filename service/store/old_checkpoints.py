"""Retention of checkpoints: of each job that ended some time ago the newest are kept, and the best one.

The others are removed at once, and cannot be restored.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from models.specs.training import Checkpoint
from service.store.database import Database
from service.store.deletion_rows import DAY_S
from service.store.files import Files
from service.store.hidden import there
from service.store.readable_json import readable
from service.store.rows import CheckpointFile, Job
from service.store.tables import checkpoints, jobs
from service.store.transitions import ENDED

#: Jobs of one transaction.
BATCH = 100


@dataclass(frozen=True)
class Removed:
    """Checkpoints that are removed.

    Args:
        n_checkpoints: How many.
        size_bytes: Bytes of their files.
    """

    n_checkpoints: int = 0
    size_bytes: int = 0


class OldCheckpoints:
    """Removes old checkpoints of jobs that have ended, of all owners.

    Args:
        database: The database.
        files: Where the files are.
        n_kept: Newest checkpoints that are kept of each job, besides the best one; 0 for all.
        days: Days after the end of a job before which its checkpoints are left.
        clock: Returns seconds since 1970.
    """

    def __init__(self, database: Database, files: Files, n_kept: int, days: float, clock: Callable[[], float] = time.time) -> None:
        self._database, self._files, self._n_kept, self._days, self._clock = database, files, n_kept, days, clock

    def apply(self) -> Removed:
        """Remove the old ones: rows first, so that nobody is offered one without its file; of what is cut off then, no row names the file."""
        gone: list[CheckpointFile] = []
        ids = self._with_many() if self._n_kept else []
        for first in range(0, len(ids), BATCH):
            with self._database.writing() as connection:
                some = self._forget(connection, ids[first : first + BATCH])
            for one in some:
                self._files.path(one.file).unlink(missing_ok=True)
            gone += some
        return Removed(len(gone), sum(one.size_bytes for one in gone))

    def _with_many(self) -> Sequence[str]:
        """Return the jobs that may have too many."""
        old = there(jobs) & ENDED & (jobs.c.finished_at < self._clock() - self._days * DAY_S)
        many = select(checkpoints.c.job_id).group_by(checkpoints.c.job_id).having(func.count() > self._n_kept)
        with self._database.reading() as connection:
            return connection.execute(select(jobs.c.id).where(old, jobs.c.id.in_(many)).order_by(jobs.c.id)).scalars().all()

    def _forget(self, connection: Connection, ids: Sequence[str]) -> list[CheckpointFile]:
        """Delete the rows of the old checkpoints of some jobs; return what they were."""
        rows = connection.execute(select(jobs).where(jobs.c.id.in_(ids), there(jobs), ENDED).order_by(jobs.c.id).with_for_update()).all()
        asked = _asked_for(connection)
        gone = []
        for job in map(Job.of, rows):
            if job.id in asked:
                continue
            query = select(checkpoints).where(checkpoints.c.job_id == job.id).order_by(checkpoints.c.epoch)
            old = _old([CheckpointFile.of(row) for row in connection.execute(query)], rule_of(job), self._n_kept)
            here = (checkpoints.c.job_id == job.id) & checkpoints.c.epoch.in_([one.epoch for one in old])
            connection.execute(delete(checkpoints).where(here))
            gone += old
        return gone


def rule_of(job: Job) -> Checkpoint:
    """Return by which rule a job has kept checkpoints."""
    return Checkpoint.model_validate((job.model_spec.get("training") or {}).get("checkpoint") or {})


def _old(found: Sequence[CheckpointFile], rule: Checkpoint, n_kept: int) -> list[CheckpointFile]:
    """Return all but the newest checkpoints and the best one.

    Args:
        found: All of a job, by epoch.
        rule: Tells which is better; without its monitor among the metrics none is the best.
        n_kept: How many are the newest.
    """
    best, value = None, math.nan
    for one in found:
        measured = one.metrics.get(rule.monitored)
        if measured is not None and rule.improves(measured, value):
            best, value = one, measured
    return [one for one in found[:-n_kept] if one is not best]


def _asked_for(connection: Connection) -> set[str]:
    """Return the jobs of which a job that has not ended is to register a checkpoint."""
    source = readable(jobs.c.spec)["from_checkpoint"]["job"].as_string()
    return set(connection.execute(select(source).where(~ENDED, source.is_not(None))).scalars())
