"""The tasks a worker knows, by name. Their messages carry a job id and nothing else."""

from celery import Celery

from service.queue import HELP_JOB, RUN_JOB
from service.store.attempts import Attempts
from workers.supervise import Supervisor


def register_tasks(app: Celery, attempts: Attempts, supervisor: Supervisor, *, worker: str, lease_s: float) -> None:
    """Let a Celery application take jobs.

    Args:
        app: The application.
        attempts: Where jobs are claimed.
        supervisor: What runs a claimed job.
        worker: Name of this worker, shown with its jobs.
        lease_s: Seconds a claim lasts without a sign of life.
    """

    @app.task(name=RUN_JOB)  # type: ignore[untyped-decorator]
    def run_job(job_id: str) -> None:
        job = attempts.claim(job_id, worker, lease_s)
        if job is not None:  # Otherwise the message came twice or late, or the job was cancelled: nothing to do.
            supervisor.run(job)

    @app.task(name=HELP_JOB)  # type: ignore[untyped-decorator]
    def help_job(job_id: str) -> None:
        supervisor.help(job_id, worker)
