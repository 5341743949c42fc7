"""Rows whose JSON has U+0000, as earlier releases took them: queries over all rows pass them, with either kind of database."""

from service.store.database import Database
from service.store.job_files import JobFiles
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from tests.integration.given import queued


def test_a_label_with_a_nul_fails_no_query_over_all_jobs(database: Database) -> None:
    job = queued(database, spec={"task": "import", "weights": "w.h5", "labels": ["a\0", "b"]}, stored_bytes=5)
    plain = queued(database, spec={"model": {}})
    Jobs(database).request_cancel(job.id)
    assert [found.id for found in JobFiles(database).sent_with_ended()] == [job.id]
    by_task = {task: [found.id for found in Jobs(database).page(JobFilter(task=task), None, 10)] for task in ("import", "train")}
    assert by_task == {"import": [job.id], "train": [plain.id]}
