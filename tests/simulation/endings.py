"""What must hold when a simulation has ended: every job has, in the way that it had to, once."""

import sqlite3
from collections import Counter
from itertools import pairwise

from tests.simulation.callers import Callers
from tests.simulation.installation import Installation
from tests.simulation.programs import N_FOLDS, Program, loss_of
from tests.simulation.properties import FINAL, JobRow, events_of
from tests.simulation.scheduler import World

#: Seconds after which nothing of a job may run any more, once all jobs have ended.
QUIET_WITHIN_S = 20.0


def check_ends(world: World, here: Installation, callers: Callers, raw: sqlite3.Connection) -> None:
    """Check the installation after its end."""
    rows = {row.id: row for row in here.properties.jobs}
    missing = [job.id for job in callers.submitted.values() if job.id not in rows]
    if missing or len(rows) != callers.n_jobs:
        world.fail(f"{callers.n_jobs} jobs were submitted, {len(rows)} are stored, without {missing}")
    for row in rows.values():
        if failure := _failure_of(row, callers, raw, here.faults.most_losses):
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


def _failure_of(row: JobRow, callers: Callers, raw: sqlite3.Connection, most_losses: float) -> str:
    """Return what is wrong with a job; empty if nothing is."""
    if row.state not in FINAL:
        return "it does not end"
    events = events_of(raw, row.id)
    ends = [data["state"] for kind, data in events if kind == "state" and data["state"] in FINAL]
    models = raw.execute("SELECT count(*) FROM versions WHERE job_id = ?", (row.id,)).fetchone()[0]
    if ends != [row.state] or events[-1][0] != "state":
        return f"its events say that it ended as {ends}, and the last is {events[-1]}"
    if models != (row.state == "succeeded"):
        return f"it has {models} models"
    if row.losses > most_losses and Program.of(row.spec).ends != "crashes":
        return f"it was lost {row.losses} times, more often than something happened to it ({most_losses})"
    if wrong := _wrong_end(row, callers):
        return wrong
    return _wrong_work(row, raw, events) if row.state == "succeeded" else ""


def _wrong_end(row: JobRow, callers: Callers) -> str:
    program, asked = Program.of(row.spec), callers.asked.get(row.id, set())
    error, is_lost = row.error or "", "was lost" in (row.error or "")
    if row.state == "cancelled":
        return "" if "cancel" in asked else "nobody cancelled it"
    if row.state == "succeeded":
        return "" if program.ends == "succeeds" else "it cannot succeed"
    if is_lost:
        return "" if row.losses >= 3 else f"it was lost {row.losses} times only"
    expected = {"crashes": "crashed 2 times", "fails": "no rows", "hangs": "time limit", "succeeds": "stopped before" if "stop" in asked else "none"}
    return "" if expected.get(program.ends, "none") in error else f"it failed: {error}"


def _wrong_work(row: JobRow, raw: sqlite3.Connection, events: list[tuple[str, dict[str, object]]]) -> str:
    program = Program.of(row.spec)
    stored = raw.execute("SELECT epoch, json_extract(metrics, '$.loss') FROM epochs WHERE job_id = ? ORDER BY epoch", (row.id,)).fetchall()
    if stored != [(epoch, loss_of(epoch)) for epoch in range(1, program.n_epochs + 1)]:
        return f"its history is {stored}"
    reported = [data["epoch"] for kind, data in events if kind == "epoch"]
    if any(epoch not in (before + 1, 1) for before, epoch in pairwise([0, *reported])):
        return f"epochs were reported as {reported}"
    trials = raw.execute("SELECT candidate, fold, state FROM trials WHERE job_id = ?", (row.id,)).fetchall()
    done = Counter((data["candidate"], data["fold"]) for kind, data in events if kind == "trial")
    if expected := Counter({(candidate, fold): 1 for candidate, fold, state in trials if state == "done"}):
        if done != expected:
            return f"trials were reported as {done}, and are stored as {expected}"
    closed = all(state == "done" or (state == "skipped" and row.stop_requested) or (state == "failed" and row.state) for _, _, state in trials)
    n_expected = program.n_candidates * program.n_rounds * N_FOLDS if program.is_search and not row.stop_requested else len(trials)
    return "" if closed and len(trials) == n_expected else f"its trials are {trials}"
