"""The worker: the only place where its parts are wired. Nothing that it imports loads TensorFlow."""

import logging
import os
import socket
from typing import Any

from celery import Celery, signals

from service.live_workers import LiveWorkers
from service.logs import configure_logs
from service.private_files import make_private
from service.queue import WORK, JobQueue, celery_app
from service.settings import Settings
from service.store.database import Database
from service.store.deliveries import Deliveries
from service.store.webhook_secrets import WebhookSecrets
from service.webhooks.targets import Targets
from workers.devices import Slots
from workers.dispatcher import Dispatcher
from workers.job_process import warm_up
from workers.reaper import Reaper
from workers.reports import Reports
from workers.stores import Stores
from workers.supervise import Supervisor
from workers.webhook_sender import WebhookSender

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Run a worker until it is asked to stop.

    Args:
        settings: Its settings.

    Raises:
        WarmUpError: No job could run, since something that jobs need cannot be imported.
    """
    make_private(settings.files, settings.cache)
    stores = Stores.of(settings)
    app = celery_app(settings.broker_url)
    queue, slots = JobQueue(app, stores.jobs), Slots(settings)
    supervisor = Supervisor(settings, stores, queue, slots)
    reaper = Reaper(settings, stores, queue, slots)
    name = f"{socket.gethostname()}:{os.getpid()}"
    reports = Reports(LiveWorkers(settings.broker_url), name, settings.worker_queues.split(","), stores.database)
    sender = webhook_sender(settings, stores.database)
    register_celery_tasks(app, Dispatcher(stores.claims, queue, supervisor, name, settings.lease_s))

    @signals.setup_logging.connect(weak=False)  # type: ignore[untyped-decorator]
    def _configure(**_: Any) -> None:
        configure_logs()

    @signals.worker_ready.connect(weak=False)  # type: ignore[untyped-decorator]
    def _ready(**_: Any) -> None:
        reaper.start()
        reports.start()
        sender.start()
        log.info("The worker is ready.")

    @signals.worker_shutting_down.connect(weak=False)  # type: ignore[untyped-decorator]
    def _stop(**_: Any) -> None:
        supervisor.drain()
        reports.stop()
        reaper.stop()
        sender.stop()

    warm_up()  # Before it takes jobs: where this fails, each of them would.
    app.worker_main(_arguments(settings))


def webhook_sender(settings: Settings, database: Database) -> WebhookSender:
    """Return the sender of notices."""
    return WebhookSender(Deliveries(database), WebhookSecrets(database), Targets(settings.webhook_hosts.split(",")))


def _arguments(settings: Settings) -> list[str]:
    options = ["--pool=threads", f"--concurrency={settings.worker_slots}", f"--queues={settings.worker_queues}"]
    return ["worker", *options, f"--hostname=modelbook-{os.getpid()}@%h", "--loglevel=INFO", "--without-gossip", "--without-mingle"]


def register_celery_tasks(app: Celery, dispatcher: Dispatcher) -> None:
    """Register the Celery task, which runs what is next in a queue."""

    @app.task(name=WORK)  # type: ignore[untyped-decorator]
    def work(queue: str) -> None:
        dispatcher.work(queue)
