"""Deletion of many jobs with files: the time until they are hidden, and until no row and no file is left."""

import time
from pathlib import Path

from sqlalchemy import select, update

from benchmarks.table import Line
from service.store.bulk_deletion import BulkDeletion, JobFilter
from service.store.database import Database, migrate
from service.store.deletion_rows import Order
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.purging import Purging
from service.store.tables import jobs

#: Jobs, of which each has two files; and the longest time for all of it, in seconds.
N_JOBS, MOST_S = 10_000, 60.0
#: Jobs that are made in one transaction.
_SWEEP = 100
_SPEC = {"seed": 42, "data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}


def measure(folder: Path, url: str | None = None) -> list[Line]:
    """Delete failed jobs of one owner.

    Args:
        folder: Folder for the files, and for the database without a URL.
        url: URL of a database of its own; SQLite when left out.
    """
    url = url or f"sqlite:///{folder / 'deletion.db'}"
    migrate(url)
    database, files = Database(url), Files(folder / "deletion")
    _make(database, files)
    start = time.perf_counter()
    deletion = BulkDeletion(database, files, 7.0).delete(JobFilter(state="failed"), Order("benchmark", purge=True)).deletion
    hidden_s = time.perf_counter() - start
    assert deletion is not None
    assert Purging(database, files).run(deletion.id, 10 * MOST_S)
    gone_s = time.perf_counter() - start
    database.close()
    where = "SQLite" if url.startswith("sqlite") else "PostgreSQL"
    what = f"deleting {N_JOBS:,} jobs with two files each, {where}: until no row and no file is left"
    return [Line(what, f"{gone_s:.0f} s, hidden after {hidden_s:.1f} s", f"bound {MOST_S:.0f} s", gone_s / MOST_S, "<= 1")]


def _make(database: Database, files: Files) -> None:
    new = NewJob(_SPEC, "many", None, "cpu", None, "0" * 64)
    for _ in range(N_JOBS // _SWEEP):
        Jobs(database).create_sweep([new] * _SWEEP)
    with database.writing() as connection:
        connection.execute(update(jobs).values(state="failed", finished_at=time.time()))
        ids = connection.execute(select(jobs.c.id)).scalars().all()
    for job_id in ids:
        attempt = files.attempt_folder(job_id, "1")
        for name in ("samples.jsonl", "log.txt"):
            (attempt / name).write_bytes(b"x" * 100)
