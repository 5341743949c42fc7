"""The end of what was deleted: files first, then rows, in small steps. A step that is cut off is done again by the next one.

A deletion whose time is over is marked before its first file is removed, so that nothing that is half gone can be restored; and a row stays until
its files are gone, so that nothing is left that no row names.
"""

import time
from collections.abc import Callable, Sequence

from sqlalchemy import Delete, delete, or_, select, tuple_, update

from service.store.database import Database
from service.store.deletion_tables import deletions
from service.store.files import Files
from service.store.name_labels import forget_gone
from service.store.tables import jobs, versions
from service.store.thing_files import of_dataset, of_job, of_version, remove_all
from service.store.upload_tables import datasets

#: Most things of one step: their rows are removed in one transaction, for which others wait.
STEP = 100


class Purging:
    """Removes what was deleted, of all owners.

    Args:
        database: The database.
        files: Where the files are.
        clock: Returns seconds since 1970.
    """

    def __init__(self, database: Database, files: Files, clock: Callable[[], float] = time.time) -> None:
        self._database, self._files, self._clock = database, files, clock

    def run(self, deletion_id: str, seconds: float) -> bool:
        """Remove what a deletion hides, for some seconds at most; return whether all of it is gone.

        Args:
            deletion_id: A deletion that is marked as purged.
            seconds: The longest time, apart from that of the last step.
        """
        until = time.monotonic() + seconds
        while self._step(deletion_id):
            if time.monotonic() > until:
                return False
        return True

    def due(self) -> list[str]:
        """Mark the deletions whose time is over; return all that are marked, the oldest first."""
        now = self._clock()
        over = update(deletions).where(deletions.c.until <= now, deletions.c.purged_from.is_(None)).values(purged_from=now)
        marked = select(deletions.c.id).where(deletions.c.purged_from.is_not(None)).order_by(deletions.c.id)
        waiting = or_(deletions.c.until <= now, deletions.c.purged_from.is_not(None))
        with self._database.reading() as connection:
            if not connection.execute(select(deletions.c.id).where(waiting).limit(1)).all():
                return []
        with self._database.writing() as connection:
            connection.execute(over)
            return list(connection.execute(marked).scalars())

    def _step(self, deletion_id: str) -> bool:
        """Remove some of what a deletion hides, or the deletion itself if nothing is left; return whether there was something."""
        for some in (self._some_versions, self._some_jobs, self._some_datasets):
            if some(deletion_id):
                return True
        with self._database.writing() as connection:
            connection.execute(delete(deletions).where(deletions.c.id == deletion_id))
        return False

    def _some_versions(self, deletion_id: str) -> bool:
        with self._database.reading() as connection:
            rows = connection.execute(select(versions).where(versions.c.deletion == deletion_id).limit(STEP)).all()
        remove_all([of_version(self._files, row.artifact) for row in rows])
        keys = [(row.owner, row.model, row.version) for row in rows]
        if keys:
            with self._database.writing() as connection:
                connection.execute(delete(versions).where(tuple_(versions.c.owner, versions.c.model, versions.c.version).in_(keys)))
                forget_gone(connection, [(row.owner, row.model) for row in rows])
        return bool(keys)

    def _some_jobs(self, deletion_id: str) -> bool:
        with self._database.reading() as connection:
            rows = connection.execute(select(jobs.c.id, jobs.c.spec).where(jobs.c.deletion == deletion_id).limit(STEP)).all()
        files, ids = [of_job(self._files, row.id, row.spec) for row in rows], [row.id for row in rows]
        remove_all(files)
        is_some = self._remove_rows(delete(jobs).where(jobs.c.id.in_(ids)), ids)
        remove_all(
            files
        )  # Of a job that has just ended, its process may have drawn figures meanwhile. From now on it finds no row, and removes its own.
        return is_some

    def _some_datasets(self, deletion_id: str) -> bool:
        with self._database.reading() as connection:
            ids = list(connection.execute(select(datasets.c.id).where(datasets.c.deletion == deletion_id).limit(STEP)).scalars())
        remove_all([of_dataset(self._files, dataset_id) for dataset_id in ids])
        return self._remove_rows(delete(datasets).where(datasets.c.id.in_(ids)), ids)

    def _remove_rows(self, removal: Delete, found: Sequence[object]) -> bool:
        if found:
            with self._database.writing() as connection:
                connection.execute(removal)
        return bool(found)
