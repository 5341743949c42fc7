"""Columns of jobs that are kept in memory: read once, and continued as epochs are added."""

from starlette.concurrency import run_in_threadpool

from service.curves.columns import Columns, columns_of
from service.curves.stored import MIN_EPOCHS, store_columns, stored_columns
from service.one_at_a_time import OneAtATime
from service.store.files import Files
from service.store.histories import Head, Histories

#: Most memory for columns in one process, in bytes.
MOST_BYTES = 256 * 1024 * 1024
#: What a job takes beside the numbers in its columns, in bytes.
BYTES_OF_A_JOB = 2_000


class KeptColumns:
    """The columns of jobs that were asked for last. Used on the event loop.

    Jobs are read one at a time, those of a request one by one: who asks for many long ones does not keep others waiting, nor takes threads from them.

    Args:
        files: Where the jobs have their folders.
        most_bytes: Most memory for columns; one job may take more by itself.
    """

    def __init__(self, files: Files, most_bytes: int = MOST_BYTES) -> None:
        self._files, self._most_bytes = files, most_bytes
        self._columns: dict[str, Columns] = {}
        self._n_bytes = 0
        self._reading = OneAtATime("reading curves")

    async def of(self, job: Head, histories: Histories) -> Columns:
        """Return the columns of a job as they are now.

        Raises:
            Unavailable: Curves are read for other requests for too long.
        """
        return self._current(job) or await self._read(job, histories)

    async def _read(self, job: Head, histories: Histories) -> Columns:
        async with self._reading:
            found = self._current(job)  # An earlier request may have read the same job.
            if found is None:
                found = await run_in_threadpool(self._newer, self._columns.get(job.id), job.id, histories)
                self._keep(job.id, found)
            return found

    def _current(self, job: Head) -> Columns | None:
        """Return the columns of a job if they are kept as they are now, as those that were asked for last."""
        found = self._columns.get(job.id)
        if found is None or found.last_event != job.last_event:
            return None
        self._columns[job.id] = self._columns.pop(job.id)
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

    def _keep(self, job_id: str, found: Columns) -> None:
        """Keep columns, and drop those that were not asked for the longest time, which come first, where that is too much."""
        self._drop(job_id)
        self._columns[job_id] = found
        self._n_bytes += _cost(found)
        while self._n_bytes > self._most_bytes and len(self._columns) > 1:
            self._drop(next(iter(self._columns)))

    def _drop(self, job_id: str) -> None:
        dropped = self._columns.pop(job_id, None)
        if dropped is not None:
            self._n_bytes -= _cost(dropped)


def _cost(columns: Columns) -> int:
    return columns.size_bytes + BYTES_OF_A_JOB


def _continued(known: Columns, job_id: str, histories: Histories) -> Columns | None:
    return known.continued(columns_of(histories.read(job_id, known.last)))
