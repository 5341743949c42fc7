"""Slots of workers that run jobs over the real store, by a clock of their own."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from models.searching.ranking import TrialResult
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claimed, Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.owner_limits import OwnerLimits
from service.store.rows import Job
from service.store.trials import NewTrial, Trials
from tests.integration.given import LONG_S, new_job
from workers.meter import Meter
from workers.turn import Turn

#: Seconds between renewals of a lease, with which owners are charged.
CHARGE_EVERY_S = 5.0
#: Trials of a search, seconds of each, and how many of them are claimed at a time.
N_TRIALS, TRIAL_S, CHUNK = 1_000, 1.0, 2

Process = Generator[float, None, None]


@dataclass
class Running:
    """A process in a slot, which goes on at a time."""

    process: Process
    meter: Meter
    goes_on_at: float
    charged_at: float


@dataclass
class Slots:
    """Slots, and what they have started: time, owner and id of the job of each process.

    Args:
        database: The store.
        n_slots: Their number.
        lengths: Seconds of a job, by owner; 10 for others.
        limits: Limits of every owner.
    """

    database: Database
    n_slots: int = 1
    lengths: dict[str, float] = field(default_factory=dict)
    limits: OwnerLimits = field(default_factory=OwnerLimits)
    now: float = 0.0
    started: list[tuple[float, str, str]] = field(default_factory=list)
    running: list[Running] = field(default_factory=list)
    served: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claims = Claims(self.database, self.limits, clock=lambda: self.now)

    def submit(self, owner: str, n_jobs: int = 1, **changes: Any) -> list[Job]:
        """Make jobs of an owner."""
        return [Jobs(self.database, owner).create(new_job(**{"spec": {"seed": 1, "task": "train"}, **changes}))[0] for _ in range(n_jobs)]

    def search(self, owner: str) -> Job:
        """Make a search of an owner."""
        return self.submit(owner, spec={"seed": 1, "task": "search"})[0]

    def run_until(self, until: float) -> None:
        """Let the slots work until a time."""
        self._fill()
        while self.running and (at := min(min(one.goes_on_at, one.charged_at + CHARGE_EVERY_S) for one in self.running)) <= until:
            self.now = at
            for one in list(self.running):
                self._step(one)
            self._fill()
        self.now = until

    def starts_of(self, job: Job) -> list[float]:
        """Return when processes of a job were started."""
        return [at for at, _, job_id in self.started if job_id == job.id]

    def _fill(self) -> None:
        while len(self.running) < self.n_slots and (claimed := self.claims.take("cpu", "worker", LONG_S)):
            self.started.append((self.now, claimed.job.owner, claimed.job.id))
            process = self._search(claimed) if claimed.job.spec["task"] == "search" else self._train(claimed)
            meter = Meter(self.claims, claimed.job, clock=lambda: self.now)
            self.running.append(Running(process, meter, self.now + next(process), self.now))

    def _step(self, one: Running) -> None:
        ended = False
        if one.goes_on_at <= self.now:
            wait_s = next(one.process, None)
            ended = wait_s is None
            one.goes_on_at += wait_s or 0.0
        if ended or self.now >= one.charged_at + CHARGE_EVERY_S:
            one.meter.charge()
            one.charged_at = self.now
        if ended:
            self.running.remove(one)

    def _train(self, claimed: Claimed) -> Process:
        job, length = claimed.job, self.lengths.get(claimed.job.owner, 10.0)
        yield length
        self.served[job.owner] = self.served.get(job.owner, 0.0) + length
        Attempts(self.database).succeed(job.id, job.attempt, {})

    def _search(self, claimed: Claimed) -> Process:
        """Run trials of a search in turns, as workers.trial_worker does."""
        job, trials, turn = claimed.job, Trials(self.database), Turn(lambda: self.now)
        if claimed.token is not None:
            trials.release(job.id, job.attempt, [NewTrial(number, 0, number, 0, {}) for number in range(N_TRIALS)])
            AllJobs(self.database).add_trial_calls(job.id, 32)
        while chunk := trials.claim(claimed.process, CHUNK, LONG_S):
            yield TRIAL_S * len(chunk)
            self.served[job.owner] = self.served.get(job.owner, 0.0) + TRIAL_S * len(chunk)
            trials.finish(claimed.process, {trial.number: TrialResult(0.5, 0.5, {}, 1.0, 0.0) for trial in chunk}, N_TRIALS)
            if turn.is_over(TRIAL_S * trials.n_waiting(job.id)) and self.claims.prefers_another(job):
                AllJobs(self.database).add_trial_calls(job.id, 1)
                return
