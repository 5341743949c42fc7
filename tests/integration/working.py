"""Jobs carried out in this process as a worker does, one at a time."""

import math
from collections.abc import Callable
from typing import cast

from service.settings import Settings
from service.store.files import Files
from service.store.rows import Job
from service.store.trials import JobProcess
from tests.integration.given import LONG_S, claim
from tests.integration.keras_warnings import ignored_warnings
from tests.untied import Untied
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.heartbeat import Heartbeat
from workers.job_process import run_task
from workers.leftovers import remove_leftovers
from workers.stores import Stores

#: Carries out a queued job of an id; returns it as it is then. `stops_after` is the number of questions after which the heartbeat asks to stop.
Work = Callable[..., Job]


class Patient(Untied):
    """A heartbeat that asks to stop after a number of questions."""

    def __init__(self, stops_after: float = math.inf) -> None:
        self.left = stops_after

    def should_stop(self) -> bool:
        self.left -= 1
        return self.left < 0

    should_stop_trial = should_stop


def worker_of(settings: Settings) -> Work:
    """Return what carries out the jobs of these settings."""

    def done(job_id: str, stops_after: float = math.inf) -> Job:
        stores = Stores.of(settings)
        job = claim(stores.database, job_id, "worker-1", LONG_S)
        assert job is not None
        process = JobProcess(job.id, job.process or "", "worker-1")
        folder = Files(settings.files).attempt_folder(job.id, process.id)
        assignment = Assignment(process, job.owner, job.attempt, "cpu", job.spec, folder, settings, Share("", 0))
        try:
            with ignored_warnings():
                run_task(Attempt(assignment, stores, cast("Heartbeat", Patient(stops_after))))
            if stops_after < math.inf:
                stores.attempts.lose(job.id, job.attempt, "its worker was killed", 3)
            remove_leftovers(assignment, stores.jobs, stores.files)
            return stores.jobs.get(job.id)
        finally:
            stores.close()

    return done
