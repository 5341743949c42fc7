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
from service.queue import WORK, JobQueue, celery_app
from service.settings import Settings
from workers.devices import Slots
from workers.dispatcher import Dispatcher
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
    queue, slots = JobQueue(app, stores.jobs), Slots(settings)
    supervisor = Supervisor(settings, stores, queue, slots)
    reaper = Reaper(settings, stores, queue, slots)
    name = f"{socket.gethostname()}:{os.getpid()}"
    register_celery_tasks(app, Dispatcher(stores.claims, queue, supervisor, name, settings.lease_s))

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


def register_celery_tasks(app: Celery, dispatcher: Dispatcher) -> None:
    """Register the Celery task, which runs what is next in a queue."""

    @app.task(name=WORK)  # type: ignore[untyped-decorator]
    def work(queue: str) -> None:
        dispatcher.work(queue)
