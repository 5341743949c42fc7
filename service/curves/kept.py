"""Columns of jobs that are kept in memory: read once, and continued as epochs are added."""

from threading import Lock

from service.curves.columns import Columns, columns_of
from service.curves.stored import MIN_EPOCHS, store_columns, stored_columns
from service.store.files import Files
from service.store.histories import Head, Histories

#: Most memory for columns in one process, in bytes.
MOST_BYTES = 256 * 1024 * 1024


class KeptColumns:
    """The columns of jobs that were asked for last.

    Args:
        files: Where the jobs have their folders.
        most_bytes: Most memory for columns; one job may take more by itself.
    """

    def __init__(self, files: Files, most_bytes: int = MOST_BYTES) -> None:
        self._files, self._most_bytes = files, most_bytes
        self._lock = Lock()
        self._columns: dict[str, Columns] = {}

    def of(self, job: Head, histories: Histories) -> Columns:
        """Return the columns of a job as they are now."""
        with self._lock:
            known = self._columns.get(job.id)
        found = known if known is not None and known.last_event == job.last_event else self._newer(known, job.id, histories)
        with self._lock:
            self._columns.pop(job.id, None)
            self._columns[job.id] = found
            self._make_room()
        return found

    def _newer(self, known: Columns | None, job_id: str, histories: Histories) -> Columns:
        """Return the columns as they are in the database, of which only the epochs are read that are not known."""
        folder = self._files.job_folder(job_id)
        known = known or stored_columns(folder)
        found = _continued(known, job_id, histories) if known is not None and known.n_epochs else None
        n_known = 0 if known is None or found is None else known.n_epochs
        found = found or columns_of(histories.read(job_id))
        if found.n_epochs - n_known >= MIN_EPOCHS:
            store_columns(found, folder)
        return found

    def _make_room(self) -> None:
        """Drop those that were not asked for the longest time, which come first."""
        size = sum(columns.size_bytes for columns in self._columns.values())
        while size > self._most_bytes and len(self._columns) > 1:
            size -= self._columns.pop(next(iter(self._columns))).size_bytes


def _continued(known: Columns, job_id: str, histories: Histories) -> Columns | None:
    return known.continued(columns_of(histories.read(job_id, known.last)))
