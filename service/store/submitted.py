"""The record in the log by which the request is known that has made a job."""

import logging

from service.store.rows import Job

log = logging.getLogger(__name__)


def logged(jobs: list[Job]) -> list[Job]:
    """Log jobs that were just submitted, after the commit, and return them."""
    for job in jobs:
        log.info("A job was submitted.", extra={"job_id": job.id, "owner": job.owner, "queue": job.queue})
    return jobs
