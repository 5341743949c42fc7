"""Run each job in a process of its own, on a share of the machine, and watch it."""

import threading

from ulid import ULID

from models.specs.tasks import task_of
from service.queue import JobQueue
from service.settings import Settings
from service.store.rows import Job
from service.store.states import State
from service.store.trials import JobProcess
from workers.assignment import Assignment
from workers.devices import Share, Slots
from workers.forkserver import start_process
from workers.lease import JobLease, Lease, TrialsLease
from workers.stores import Stores
from workers.watch import Watch


class Supervisor:
    """Runs claimed jobs, and shares in the trials of others, each call one.

    Args:
        settings: Lease, grace and limits.
        stores: Where leases are renewed and lost attempts noted.
        queue: Where trial workers are called.
        slots: What of the machine a job may use.
    """

    def __init__(self, settings: Settings, stores: Stores, queue: JobQueue, slots: Slots) -> None:
        self._settings, self._stores, self._queue, self._slots = settings, stores, queue, slots
        self._draining = threading.Event()

    def drain(self) -> None:
        """Give every running job back to the queue, and take no more."""
        self._draining.set()

    def run(self, job: Job) -> None:
        """Run a claimed job until it ends, by itself or not; one that fans out into trials until its own part in it ends."""
        process = JobProcess(job.id, job.owner or "", job.worker or "")
        fans_out = task_of(job.spec).fans_out
        lease = TrialsLease(self._stores, job, process) if fans_out else JobLease(self._stores.attempts, job)
        self._run(lease, process, job.attempt)

    def join(self, job_id: str, worker: str) -> None:
        """Join in the trials of a job until none is left."""
        job = self._stores.jobs.get(job_id)
        if job.state == State.RUNNING:
            process = JobProcess(job_id, str(ULID()), worker)
            self._run(TrialsLease(self._stores, job, process), process, None)

    def _run(self, lease: Lease, process: JobProcess, token: int | None) -> None:
        share = self._slots.take()
        try:
            started, channel = start_process(self._assignment(lease.job, process, token, share))
            Watch(lease, started, channel, self._settings, self._queue, self._draining).until_end()
        finally:
            self._slots.give_back(share)

    def _assignment(self, job: Job, process: JobProcess, token: int | None, share: Share) -> Assignment:
        folder = self._stores.files.attempt_folder(job.id, process.id)
        return Assignment(process, token, job.queue, job.spec, folder, self._settings, share)
