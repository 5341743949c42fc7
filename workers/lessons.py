"""What a job process expects of its job, and what the job teaches about the costs of others."""

import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from models.estimating.costs import BUILT_IN, Costs
from models.estimating.course import Course
from models.estimating.estimate import Estimate
from models.estimating.lesson import Taken, learn
from models.estimating.terms import Work
from service.store.rows import Job
from workers.memory_use import own_peak_bytes
from workers.stores import Stores

log = logging.getLogger(__name__)

#: Phases of a search after its trials: the best candidate is fitted to all data, and registered.
_AFTER_TRIALS = ("refitting", "evaluating", "compiling")
_STARTING, _FITTING = "starting", "fitting"


class Lessons:
    """Follows one job in its process.

    Args:
        job_id: The job.
        stores: The stores.

    Attributes:
        work: What the job has to do; None while that is not known.
    """

    def __init__(self, job_id: str, stores: Stores) -> None:
        self._job_id, self._stores = job_id, stores
        self._costs = self._known()
        self._began_at = time.time()
        self.work: Work | None = None
        self._course: Course | None = None
        self._trials_s: float | None = None

    def follow(self, work: Work | None) -> Course | None:
        """Return the course of a fit that begins now: that of the job, or of the best candidate of a search."""
        if work is None:
            return None
        self._course = Course.of(work, self._costs)
        return self._course

    def expected_after_trials(self) -> float:
        """Return the seconds that a search is expected to take once its trials are done."""
        phases = self.work.phases if self.work else {}
        return sum(self._costs.amount(phases.get(name, ())).mean for name in _AFTER_TRIALS)

    def note_trials(self) -> None:
        """Note that the trials of the job are done."""
        self._trials_s = time.time() - (self._job().started_at or time.time())

    def teach(self) -> None:
        """Write what the job teaches, once it has succeeded. A failure to do so does not concern the job."""
        work = self.work
        if work is None:
            return
        try:
            job = self._job()
            taken = self._taken(job, work)
            estimated = Estimate.of(job.estimate) if job.estimate else None
            self._stores.costs.learn(lambda costs: learn(costs, work, taken, estimated))
        except SQLAlchemyError:
            log.warning("What a job took was not learned.", extra={"job_id": self._job_id}, exc_info=True)

    def _taken(self, job: Job, work: Work) -> Taken:
        started_at = job.started_at or self._began_at
        # A job that was continued took longer, or shorter, than it would have.
        is_whole = job.attempt == 1 if self._trials_s is None else not job.stop_requested and not job.ran_s
        seconds = time.time() - started_at if is_whole else None
        peak = max(job.peak_memory or 0, own_peak_bytes())
        if self._trials_s is not None:
            begun = sum(self._costs.amount(work.phases[name]).mean for name in (_STARTING, "preparing"))
            return Taken({_FITTING: max(0.01, self._trials_s - begun)} if is_whole else {}, seconds, peak)
        measured = self._course.measured() if self._course else {}
        measured.pop(_STARTING, None)
        if is_whole:
            measured[_STARTING] = max(0.01, self._began_at - started_at)
        return Taken(measured, seconds, peak, self._course.n_ended if self._course else 0)

    def _job(self) -> Job:
        return self._stores.jobs.get(self._job_id)

    def _known(self) -> Costs:
        try:
            return self._stores.costs.current()
        except SQLAlchemyError:
            log.warning("The built-in costs are used, as those of finished jobs could not be read.", extra={"job_id": self._job_id}, exc_info=True)
            return BUILT_IN
