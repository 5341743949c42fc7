"""What must hold, whatever goes wrong: after each commit, and when all has ended."""

import json
import sqlite3
from typing import Any, NamedTuple

from tests.simulation.programs import Program, score_of
from tests.simulation.scheduler import World

#: Allowed changes of a job's state.
CHANGES = {
    ("queued", "running"),
    ("queued", "paused"),
    ("queued", "cancelled"),
    ("running", "queued"),
    ("running", "paused"),
    ("running", "succeeded"),
    ("running", "failed"),
    ("running", "cancelled"),
    ("paused", "queued"),
    ("paused", "cancelled"),
}
FINAL = ("succeeded", "failed", "cancelled")
CLOSED = ("done", "failed", "skipped")


class JobRow(NamedTuple):
    """What is compared of a job before and after a transaction."""

    id: str
    spec: str
    state: str
    attempt: int
    process: str | None
    worker: str | None
    last_event: int
    error: str | None
    losses: int
    progress: float
    cancel_requested: int
    stop_requested: int
    trial_calls: int
    lease_expires_at: float | None


class TrialRow(NamedTuple):
    """What is compared of a trial."""

    job_id: str
    number: int
    state: str
    member: str | None
    score: float | None
    candidate: int
    fold: int


_JOBS = f"SELECT {', '.join(JobRow._fields)} FROM jobs ORDER BY id"
_TRIALS = f"SELECT {', '.join(TrialRow._fields)} FROM trials ORDER BY job_id, number"
_EVENTS = "SELECT count(*), min(id), max(id) FROM events WHERE job_id = ?"


class Properties:
    """Checks the tables.

    Args:
        world: Receives what does not hold.
        raw: The database.
    """

    def __init__(self, world: World, raw: sqlite3.Connection) -> None:
        self._world, self._raw = world, raw
        self._jobs: dict[str, JobRow] = {}
        self._trials: dict[tuple[str, int], TrialRow] = {}
        self._n_changes = -1

    @property
    def jobs(self) -> list[JobRow]:
        """Return the jobs as after the last commit."""
        return list(self._jobs.values())

    def check_commit(self) -> None:
        """Check what the transaction that was just committed has changed."""
        n_changes = self._raw.total_changes
        if n_changes == self._n_changes:
            return
        self._n_changes = n_changes
        for row in map(JobRow._make, self._raw.execute(_JOBS)):
            old = self._jobs.get(row.id)
            self._jobs[row.id] = row
            if old is None:
                self._require(row.state == "queued", f"job {row.id} begins as {row.state}")
                self._check_events(row)
            elif old != row:
                self._check_job(old, row)
        for trial in map(TrialRow._make, self._raw.execute(_TRIALS)):
            key = (trial.job_id, trial.number)
            before = self._trials.get(key)
            self._trials[key] = trial
            if before is not None and before != trial:
                self._check_trial(before, trial)

    def _check_job(self, old: JobRow, new: JobRow) -> None:
        who, change = f"job {new.id}", f"{old.state} -> {new.state}"
        self._require(old.state not in FINAL, f"{who}: changed after it has ended ({change}): {_differences(old, new)}")
        if old.state != new.state:
            self._world.note(f"job {new.id[-6:]}: {change}, attempt {new.attempt}{f', {new.error}' if new.error else ''}")
            self._require((old.state, new.state) in CHANGES, f"{who}: {change} is not allowed")
        begins = (old.state, new.state) == ("queued", "running")
        takes_over = old.state == new.state == "running" and old.lease_expires_at is None and new.lease_expires_at is not None
        self._require(new.attempt == old.attempt + (begins or takes_over), f"{who}: attempt {old.attempt} -> {new.attempt} with {change}")
        is_kept = new.state != "running" or new.lease_expires_at is not None or Program.of(new.spec).is_search
        self._require(is_kept, f"{who}: running without a lease, so it would never be recovered")
        self._require(new.state == "running" or new.lease_expires_at is None, f"{who}: {new.state} with a lease")
        if old.last_event != new.last_event:
            self._check_events(new)
        if not begins:
            self._check_writer(old, new)
            self._check_renewal(old, new)

    def _check_events(self, row: JobRow) -> None:
        n, first, last = self._raw.execute(_EVENTS, (row.id,)).fetchone()
        has_all = (first, last, n) == (1, row.last_event, row.last_event)
        self._require(has_all, f"job {row.id}: {n} events, {first} to {last}, counted {row.last_event}")

    def _check_writer(self, old: JobRow, new: JobRow) -> None:
        """Check that an attempt which no longer owns the job has changed nothing."""
        actor = self._world.current
        ours = actor.process.assignment or actor.watches
        if ours is None or ours.process.job_id != old.id:
            return
        if old._replace(trial_calls=new.trial_calls) == new:
            return  # Calls for trial workers need no owner.
        is_current = old.state == "running" and (old.attempt == ours.token if not Program.of(new.spec).is_search else self._is_member(old, ours))
        self._require(is_current, f"job {new.id}: a stale write of {actor.process.name} with token {ours.token}: {_differences(old, new)}")

    def _check_renewal(self, old: JobRow, new: JobRow) -> None:
        """Check that a lease is renewed by the worker that has it."""
        is_renewed = old.attempt == new.attempt and None not in (old.lease_expires_at, new.lease_expires_at)
        if is_renewed and old.lease_expires_at != new.lease_expires_at:
            writer = self._world.current.process.name
            self._require(writer == old.worker, f"job {new.id}: {writer} renews the lease of {old.worker}")

    def _is_member(self, old: JobRow, ours: Any) -> bool:
        """Tell whether a process of a search may change it: it owns the job, or nobody does."""
        return old.lease_expires_at is None or old.process == ours.process.id

    def _check_trial(self, old: TrialRow, new: TrialRow) -> None:
        who, change = f"trial {new.number} of job {new.job_id}", f"{old.state} -> {new.state}"
        self._require(old.state not in CLOSED, f"{who}: changed after it was done ({change})")
        writer = self._world.current.process.assignment
        if new.state == "done":
            self._require(writer is not None and old.state == "running" and old.member == writer.process.id, f"{who}: a stale result of {change}")
            self._require(new.score == score_of(new.candidate, new.fold), f"{who}: the score {new.score} of another trial")

    def _require(self, holds: bool, failure: str) -> None:
        if not holds:
            self._world.fail(failure)


def _differences(old: JobRow, new: JobRow) -> str:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in JobRow._fields)
    return ", ".join(f"{name}: {before!r} -> {after!r}" for name, before, after in pairs if before != after)


def events_of(raw: sqlite3.Connection, job_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Return kind and data of a job's events."""
    rows = raw.execute("SELECT kind, data FROM events WHERE job_id = ? ORDER BY id", (job_id,))
    return [(kind, json.loads(data)) for kind, data in rows]
