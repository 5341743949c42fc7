"""The worker: the only place where its parts are wired. Nothing that it imports loads TensorFlow."""

import logging
import os
import socket
import sys
from typing import Any

from celery import Celery, signals

from models.core.errors import MissingExtraError
from models.core.worker_extra import require_worker_extra
from service.logs import configure_logs
from service.private_files import keep_private, make_private
from service.queue import JOIN_JOB, RUN_JOB, JobQueue, celery_app
from service.settings import Settings
from service.store.attempts import Attempts
from workers.devices import Slots
from workers.job_process import warm_up
from workers.reaper import Reaper
from workers.stores import Stores
from workers.supervise import Supervisor

log = logging.getLogger(__name__)


def main() -> None:
    """Run a worker with the settings of the environment, until it is asked to stop."""
    _require_packages()
    keep_private()
    settings = Settings()
    make_private(settings.files, settings.cache)
    stores = Stores.of(settings)
    app = celery_app(settings.broker_url)
    queue = JobQueue(app, stores.jobs)
    supervisor = Supervisor(settings, stores, queue, Slots(settings))
    reaper = Reaper(settings, stores, queue)
    name = f"{socket.gethostname()}:{os.getpid()}"
    register_celery_tasks(app, stores.attempts, supervisor, worker=name, lease_s=settings.lease_s)

    @signals.setup_logging.connect(weak=False)  # type: ignore[untyped-decorator]
    def _configure(**_: Any) -> None:
        configure_logs()

    @signals.worker_ready.connect(weak=False)  # type: ignore[untyped-decorator]
    def _ready(**_: Any) -> None:
        warm_up()
        reaper.start()
        log.info("The worker is ready.")

    @signals.worker_shutting_down.connect(weak=False)  # type: ignore[untyped-decorator]
    def _stop(**_: Any) -> None:
        supervisor.drain()
        reaper.stop()

    app.worker_main(_arguments(settings))


def _require_packages() -> None:
    try:
        require_worker_extra("a worker")
    except MissingExtraError as error:
        sys.exit(f"Error: {error}")


def _arguments(settings: Settings) -> list[str]:
    options = ["--pool=threads", f"--concurrency={settings.worker_slots}", f"--queues={settings.worker_queues}"]
    return ["worker", *options, f"--hostname=modelbook-{os.getpid()}@%h", "--loglevel=INFO", "--without-gossip", "--without-mingle"]


def register_celery_tasks(app: Celery, attempts: Attempts, supervisor: Supervisor, *, worker: str, lease_s: float) -> None:
    """Register the Celery tasks; their messages carry only a job id.

    Args:
        app: The Celery application.
        attempts: Where jobs are claimed.
        supervisor: Runs claimed jobs.
        worker: Name of this worker, shown with its jobs.
        lease_s: Lease of a claim, in seconds.
    """

    @app.task(name=RUN_JOB)  # type: ignore[untyped-decorator]
    def run_job(job_id: str) -> None:
        job = attempts.claim(job_id, worker, lease_s)
        if job is not None:  # Otherwise the message was duplicated or late, or the job was cancelled.
            supervisor.run(job)

    @app.task(name=JOIN_JOB)  # type: ignore[untyped-decorator]
    def join_job(job_id: str) -> None:
        supervisor.join(job_id, worker)
