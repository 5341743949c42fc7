"""The worker: the only place where its parts are wired. Nothing that it imports loads TensorFlow."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from celery import signals

from service.live_workers import Count, LiveWorkers, RunningJob, WorkerReport
from service.logs import configure_logs
from service.private_files import make_private
from service.queue import JobQueue, celery_app
from service.settings import Settings
from service.store.database import Database
from service.store.deliveries import Deliveries
from service.store.patience import Patience
from service.store.webhook_secrets import WebhookSecrets
from service.tracing.traces import Traces
from service.webhooks.targets import Targets
from workers.consumer_check import ConsumerCheck
from workers.devices import Slots
from workers.dispatcher import Dispatcher
from workers.errors import ConsumerError
from workers.job_process import warm_up
from workers.lease_keeper import LeaseKeeper
from workers.leaving import Leaving
from workers.message_loop import MessageLoop
from workers.reaper import Reaper
from workers.reports import Reports, first_report
from workers.room import Room
from workers.stores import Stores
from workers.supervise import Supervisor
from workers.upkeep import Upkeep
from workers.webhook_sender import WebhookSender

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Run a worker until it is asked to stop; then end the process.

    Args:
        settings: Its settings.

    Raises:
        WarmUpError: No job could run, since something that jobs need cannot be imported.
        ConsumerError: It cannot receive messages any more.
    """
    make_private(settings.files, settings.cache)
    stores = Stores.of(settings)
    app = celery_app(settings.broker_url)
    queue, slots = JobQueue(app, stores.jobs), Slots(settings)
    keeper = LeaseKeeper(settings.lease_s)
    supervisor = Supervisor(settings, stores, queue, slots, keeper)
    reaper = Reaper(settings, stores, queue, slots)
    patience = Patience(settings.database_patience_s, lambda: supervisor.is_draining)
    first = first_report(settings, slots)
    room = Room(settings)
    dispatcher = Dispatcher(stores.claims, queue, supervisor, first.name, settings.lease_s, patience, room)
    loop = MessageLoop(settings, app, dispatcher.work)
    leaving = Leaving(supervisor.drain, lambda: dispatcher.n_busy)
    sender = webhook_sender(settings, stores.database)

    def end(reason: str) -> None:
        leaving.begin(reason)
        loop.stop()

    check = ConsumerCheck(queue, loop, lambda: not leaving.has_begun and dispatcher.n_busy < settings.worker_slots, end)

    def described() -> WorkerReport:
        counts = supervisor.tally.counts | {Count.LEASES_EXPIRED.value: reaper.n_expired}
        return replace(_report(first, slots, dispatcher, leaving), problem=check.problem or room.problem, counts=counts)

    reports = Reports(LiveWorkers(settings.broker_url), described, stores.database)

    warm_up()  # Before it takes jobs: where this fails, each of them would.
    supervisor.start()
    keeper.start()
    leaving.start()
    _receive(loop, leaving, check, (sender, reaper, Upkeep(settings, stores), reports), supervisor.traces)


def _receive(
    loop: MessageLoop,
    leaving: Leaving,
    check: ConsumerCheck,
    threads: Sequence[WebhookSender | Reaper | Upkeep | Reports],
    traces: Traces | None,
) -> None:
    """Receive messages, with other threads beside, until the worker is asked to stop; then end the process."""

    def ready() -> None:
        for part in (*threads, check):
            part.start()
        log.info("The worker is ready.")

    code = loop.run(ready, leaving.begin)
    for thread in threads:
        thread.stop()
    if traces is not None:
        traces.stop()
    if code or leaving.reason:
        raise ConsumerError(leaving.reason or "Celery has ended, for the reason above in this log; start this worker again")
    leaving.finish()


def webhook_sender(settings: Settings, database: Database) -> WebhookSender:
    """Return the sender of notices."""
    return WebhookSender(Deliveries(database), WebhookSecrets(database), Targets(settings.webhook_hosts.split(",")))


def _report(first: WorkerReport, slots: Slots, dispatcher: Dispatcher, leaving: Leaving) -> WorkerReport:
    jobs = [RunningJob(job.id, job.owner) for job in dispatcher.running]
    return replace(first, free_slots=slots.n_free, jobs=jobs, is_stopping=leaving.has_begun)


@signals.setup_logging.connect(weak=False)  # type: ignore[untyped-decorator]
def _configure(**_: object) -> None:
    """Let Celery leave the logs as they are configured here."""
    configure_logs()
