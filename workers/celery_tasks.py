"""The Celery tasks of a worker, by name. Their messages carry a job id and nothing else."""

from celery import Celery

from service.queue import JOIN_JOB, RUN_JOB
from service.store.attempts import Attempts
from workers.supervise import Supervisor


def register_celery_tasks(app: Celery, attempts: Attempts, supervisor: Supervisor, *, worker: str, lease_s: float) -> None:
    """Let a Celery application take jobs.

    Args:
        app: The application.
        attempts: Where jobs are claimed.
        supervisor: What runs a claimed job.
        worker: Name of this worker, shown with its jobs.
        lease_s: Seconds that a claim lasts without a renewal.
    """

    @app.task(name=RUN_JOB)  # type: ignore[untyped-decorator]
    def run_job(job_id: str) -> None:
        job = attempts.claim(job_id, worker, lease_s)
        if job is not None:  # Otherwise the message came twice or late, or the job was cancelled: nothing to do.
            supervisor.run(job)

    @app.task(name=JOIN_JOB)  # type: ignore[untyped-decorator]
    def join_job(job_id: str) -> None:
        supervisor.join(job_id, worker)
