"""What must hold when a simulation has ended: every job has, in the way that it had to, once."""

import sqlite3
from collections import Counter
from itertools import pairwise
from typing import Any

from tests.simulation.callers import Callers
from tests.simulation.installation import MAX_LOSSES, Installation
from tests.simulation.programs import N_FOLDS, Program, loss_of
from tests.simulation.properties import FINAL, JobRow, events_of
from tests.simulation.scheduler import World

#: Seconds after which nothing of a job may run any more, once all jobs have ended.
QUIET_WITHIN_S = 20.0

Events = list[tuple[str, dict[str, Any]]]


def check_ends(world: World, here: Installation, callers: Callers, raw: sqlite3.Connection) -> None:
    """Check the installation after its end."""
    rows = {row.id: row for row in here.properties.jobs}
    missing = [job.id for job in callers.submitted.values() if job.id not in rows]
    if missing or len(rows) != callers.n_jobs:
        world.fail(f"{callers.n_jobs} jobs were submitted, {len(rows)} are stored, without {missing}")
    for row in rows.values():
        if failure := _End(row, here, callers, raw).failure():
            world.fail(f"job {row.id} ({row.state}, {Program.of(row.spec)}): {failure}")
    if not world.failure and (left := _left_running(world, here)):
        world.fail(f"all jobs have ended, but {left}")


def _left_running(world: World, here: Installation) -> str:
    """Wait until nothing of a job runs any more; return what does."""
    deadline = world.now + QUIET_WITHIN_S
    while True:
        running = [process.name for process in world.processes.values() if process.alive and process.assignment]
        busy = [worker.name for worker in here.workers if worker.slots.n_free != here.settings.worker_slots]
        if not running and not busy:
            return ""
        if world.now >= deadline:
            return f"processes {running} still run, and slots of {busy} are not free"
        world.sleep(0.5)


class _End:
    """The end of a job.

    Args:
        row: The job.
        here: The installation.
        callers: What was asked of it.
        raw: The database.
    """

    def __init__(self, row: JobRow, here: Installation, callers: Callers, raw: sqlite3.Connection) -> None:
        self._row, self._raw = row, raw
        self._program, self._asked = Program.of(row.spec), callers.asked.get(row.id, set())
        self._most_losses = here.faults.most_losses
        self._events: Events = events_of(raw, row.id)

    def failure(self) -> str:
        """Return what is wrong with it; empty if nothing is."""
        if self._row.state not in FINAL:
            return "it does not end"
        wrong = self._wrong_events() or self._wrong_losses() or self._wrong_state()
        return wrong or ((self._wrong_history() or self._wrong_trials()) if self._row.state == "succeeded" else "")

    def _wrong_events(self) -> str:
        ends = [data["state"] for kind, data in self._events if kind == "state" and data["state"] in FINAL]
        if ends != [self._row.state] or self._events[-1][0] != "state":
            return f"its events say that it ended as {ends}, and the last is {self._events[-1]}"
        models = self._raw.execute("SELECT count(*) FROM versions WHERE job_id = ?", (self._row.id,)).fetchone()[0]
        return "" if models == (self._row.state == "succeeded") else f"it has {models} models"

    def _wrong_losses(self) -> str:
        is_fine = self._row.losses <= self._most_losses or self._program.ends == "crashes"
        return "" if is_fine else f"it was lost {self._row.losses} times, more often than something happened to it ({self._most_losses})"

    def _wrong_state(self) -> str:
        row, ends, error = self._row, self._program.ends, self._row.error or ""
        if row.state == "cancelled":
            return "" if "cancel" in self._asked else "nobody cancelled it"
        if row.state == "succeeded":
            return "" if ends == "succeeds" else "it cannot succeed"
        if "was lost" in error:
            # A search fails when each of its candidates has a trial that was lost too often.
            is_fine = row.losses >= MAX_LOSSES or (self._program.is_search and self._most_losses >= MAX_LOSSES)
            return "" if is_fine else f"it was lost {row.losses} times only"
        expected = {"crashes": "crashed 2 times", "fails": "no rows", "hangs": "time limit"}
        stopped = "stopped before" if "stop" in self._asked else "nothing, it succeeds"
        return "" if expected.get(ends, stopped) in error else f"it failed: {error}"

    def _wrong_history(self) -> str:
        query = "SELECT epoch, json_extract(metrics, '$.loss') FROM epochs WHERE job_id = ? ORDER BY epoch"
        stored = self._raw.execute(query, (self._row.id,)).fetchall()
        if stored != [(epoch, loss_of(epoch)) for epoch in range(1, self._program.n_epochs + 1)]:
            return f"its history is {stored}"
        reported = [data["epoch"] for kind, data in self._events if kind == "epoch"]
        in_order = all(epoch in (before + 1, 1) for before, epoch in pairwise([0, *reported]))
        return "" if in_order else f"epochs were reported as {reported}"

    def _wrong_trials(self) -> str:
        program, stopped = self._program, self._row.stop_requested
        trials = self._raw.execute("SELECT candidate, fold, state FROM trials WHERE job_id = ?", (self._row.id,)).fetchall()
        reported = Counter((data["candidate"], data["fold"]) for kind, data in self._events if kind == "trial")
        if reported != Counter((candidate, fold) for candidate, fold, state in trials if state == "done"):
            return f"trials were reported as {reported}, and are stored as {trials}"
        allowed = {"done"} | ({"skipped"} if stopped else set()) | ({"failed"} if self._most_losses >= MAX_LOSSES else set())
        n_expected = program.n_candidates * program.n_rounds * N_FOLDS if program.is_search and not stopped else len(trials)
        is_fine = {state for *_, state in trials} <= allowed and len(trials) == n_expected
        return "" if is_fine else f"its trials are {trials}"
