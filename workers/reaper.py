"""Recover what was lost: jobs whose worker died, and messages that did not arrive."""

import logging
import shutil
import threading
import time

from kombu.exceptions import KombuError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from models.core.files import TEMPORARY
from models.specs.tasks import task_of
from service.outage_log import OutageLog
from service.queue import JobQueue
from service.settings import Settings
from service.store.incoming_files import remove_expired
from workers.contact import Contact
from workers.devices import Slots
from workers.dispatcher import wake_for_waiting
from workers.stores import Stores

log = logging.getLogger(__name__)

#: Seconds from one look for something to do to the next while a slot is free.
LOOK_EVERY_S = 1.0
#: Shortest gap between two looks that counts as a break of the contact with the database, in seconds: a busy machine has shorter ones.
SHORTEST_BREAK_S = 5.0


class Reaper:
    """A thread that polls every few seconds. Each worker may run one: all of its writes are guarded.

    Args:
        settings: Interval, and waiting times.
        stores: Stores of jobs and trials.
        queue: Wakes workers.
        slots: Slots of this worker.

    Attributes:
        n_expired: Expired leases of others that it has found.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue, slots: Slots) -> None:
        self._settings, self._stores, self._queue, self._slots = settings, stores, queue, slots
        self._contact = Contact(stores.database, settings.lease_s / 2, max(settings.lease_s / 2, SHORTEST_BREAK_S))
        self.n_expired = 0
        self._stopping, self._outage = threading.Event(), OutageLog(log)
        self._thread = threading.Thread(target=self._run, name="reaper", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread."""
        self._stopping.set()

    def poll(self) -> None:
        """Recover what is lost now."""
        self._recover()
        self._wake(self._settings.worker_slots)
        self._remove_files()

    def fill_slots(self) -> None:
        """If a slot of this worker is free, queue again what is lost, and wake a worker if something waits: a busy one may have taken the message."""
        if self._slots.n_free:
            self._recover()
            self._wake(self._slots.n_free)

    def _recover(self) -> None:
        """Queue again, or fail, the jobs and trials whose leases have expired, and call trial workers for searches that have none."""
        if self._contact.is_steady:
            self._lose_expired()
        for job in self._stores.trials.stalled():
            self._queue.call_trial_workers(job.id, job.queue)

    def _lose_expired(self) -> None:
        for job in self._stores.attempts.expired():
            log.warning("The lease of a job's worker expired.", extra={"job_id": job.id, "action": "lose"})
            self._stores.attempts.lose(job.id, job.attempt, "the lease of its worker expired", self._settings.max_losses)
            if job.process:
                self._remove_temporary(job.id, job.process)
            self.n_expired += 1
        for process in self._stores.trials.lose_expired(self._settings.max_losses):
            self._remove_temporary(process.job_id, process.id)

    def _remove_temporary(self, job_id: str, process_id: str) -> None:
        """Remove the temporary files of a process that was killed with its worker, and so has not done it."""
        shutil.rmtree(self._stores.files.job_folder(job_id) / process_id / TEMPORARY, ignore_errors=True)

    def _remove_files(self) -> None:
        """Remove uploads that have expired, what was sent with ended jobs, and what others would have resumed from: a killed job has not done so."""
        remove_expired(self._stores.database, self._stores.files)
        for job in self._stores.job_files.sent_with_ended():
            sent = task_of(job.spec).sent_file(job.spec)
            if sent is not None:
                self._stores.files.path(sent).unlink(missing_ok=True)
            self._stores.job_files.forget(job.id)
        for job_id in self._stores.job_files.ended_of(self._stores.files.with_resume_points()):
            self._stores.files.forget_resume_points(job_id)

    def _wake(self, n_workers: int) -> None:
        for name in self._settings.worker_queues.split(","):
            wake_for_waiting(self._queue, self._stores.claims, name, n_workers)

    def _run(self) -> None:
        every_s = self._settings.reap_every_s
        due = time.monotonic() + every_s
        while not self._stopping.wait(min(LOOK_EVERY_S, max(0.0, due - time.monotonic()))):
            try:
                self._contact.check()
                if time.monotonic() >= due:
                    due = time.monotonic() + every_s
                    self.poll()
                else:
                    self.fill_slots()
                self._outage.worked()
            except (SQLAlchemyError, KombuError, RedisError, OSError):
                self._outage.failed("The reaper failed.")
            except Exception:  # Nobody would notice if this thread ended, whatever the libraries raise.
                log.exception("The reaper failed unexpectedly; it tries again.")
