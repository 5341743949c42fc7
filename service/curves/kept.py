"""Columns of jobs that are kept in memory: read once, and continued as epochs are added."""

from threading import Lock

from service.curves.columns import Columns, columns_of
from service.store.histories import Head, Histories

#: Most memory for columns in one process, in bytes.
MOST_BYTES = 256 * 1024 * 1024


class KeptColumns:
    """The columns of jobs that were asked for last.

    Args:
        most_bytes: Most memory for them; one job may take more by itself.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._columns: dict[str, Columns] = {}

    def of(self, job: Head, histories: Histories) -> Columns:
        """Return the columns of a job as they are now."""
        with self._lock:
            known = self._columns.get(job.id)
        found = known if known is not None and known.last_event == job.last_event else _newer(known, job.id, histories)
        with self._lock:
            self._columns.pop(job.id, None)
            self._columns[job.id] = found
            self._make_room()
        return found

    def _make_room(self) -> None:
        """Drop those that were not asked for the longest time, which come first."""
        size = sum(columns.size_bytes for columns in self._columns.values())
        while size > self._most_bytes and len(self._columns) > 1:
            size -= self._columns.pop(next(iter(self._columns))).size_bytes


def _newer(known: Columns | None, job_id: str, histories: Histories) -> Columns:
    if known is not None and known.n_epochs:
        continued = known.continued(columns_of(histories.read(job_id, known.last)))
        if continued is not None:
            return continued
    return columns_of(histories.read(job_id))
