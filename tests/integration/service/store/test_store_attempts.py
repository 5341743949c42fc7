"""Attempts at a job: claims, leases and fencing tokens, on SQLite and on PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from models.searching.ranking import TrialResult
from service.store import tables
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.registry import Registry
from service.store.rows import CheckpointFile, Epoch, Job
from service.store.transitions import State, move
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, RUN_OUT_S, at_once, claim, new_version, queued, rows_of, running

EPOCH = Epoch(1, {"loss": 0.5}, 0.1, 0.01, 500.0, [{"step": 1, "loss": 0.6}])
CHECKPOINT = CheckpointFile(1, "jobs/x/1/snapshots/epoch-00001.h5", 1000, {"loss": 0.5}, 1.0)

#: Every write a worker makes, given the database, a job's id and a token.
SAMPLE: dict[str, Any] = {"epoch": 1, "temperature": 0.5, "seed": "too", "text": "late"}
WRITES: dict[str, Callable[[Database, str, int], Any]] = {
    "renew": lambda database, job, token: Attempts(database).renew(job, token, 1.0),
    "log": lambda database, job, token: Attempts(database).log(job, token, "late", 1.0),
    "sample": lambda database, job, token: Attempts(database).sample(job, token, SAMPLE),
    "phase": lambda database, job, token: Attempts(database).phase(job, token, "fitting"),
    "go on": lambda database, job, token: Attempts(database).go_on(job, token, "late", [EPOCH], [SAMPLE], 1.0),
    "checkpoints": lambda database, job, token: Attempts(database).checkpoints(job, token, [CHECKPOINT]),
    "progress": lambda database, job, token: Attempts(database).progress(job, token, 0.9, {"loss": 9.0}),
    "epoch": lambda database, job, token: Attempts(database).epoch(job, token, EPOCH),
    "checkpoint": lambda database, job, token: Attempts(database).checkpoint(job, token, CHECKPOINT, []),
    "succeed": lambda database, job, token: Registry(database).register(job, token, new_version()),
    "fail": lambda database, job, token: Attempts(database).end(job, token, State.FAILED, "late"),
    "cancel": lambda database, job, token: Attempts(database).end(job, token, State.CANCELLED),
    "pause": lambda database, job, token: Attempts(database).pause(job, token),
    "hand back": lambda database, job, token: Attempts(database).hand_back(job, token, "late"),
    "lose": lambda database, job, token: Attempts(database).lose(job, token, "late", 3),
}
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)


def losses(database: Database) -> int:
    """Return how often the only job was lost."""
    (job,) = rows_of(database)["jobs"]
    return int(job["losses"])


def test_a_claim_takes_a_queued_job(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    claimed = claim(database, queued(database).id, "worker-1", LONG_S)
    assert claimed is not None
    assert claimed == jobs.get(claimed.id)
    assert (claimed.state, claimed.attempt, claimed.worker) == (State.RUNNING, 1, "worker-1")
    assert claimed.started_at is not None


def test_a_job_that_does_not_exist_cannot_be_claimed(database: Database) -> None:
    assert claim(database, "nothing", "worker-1", LONG_S) is None


def test_one_of_eight_claims_at_once_succeeds(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = queued(database)
    claims = at_once(8, lambda number: claim(database, job.id, f"worker-{number}", LONG_S))
    (won,) = [claim for claim in claims if claim is not None]
    assert jobs.get(job.id) == won
    assert won.attempt == 1


@every_write
def test_a_write_of_the_owner_changes_something(database: Database, write: Callable[[Database, str, int], Any]) -> None:
    job = running(database)
    before = rows_of(database)
    write(database, job.id, job.attempt)
    assert rows_of(database) != before


@every_write
def test_a_write_of_a_stale_attempt_changes_nothing(attempts: Attempts, database: Database, write: Callable[[Database, str, int], Any]) -> None:
    stale = running(database, lease_s=RUN_OUT_S)
    attempts.lose(stale.id, stale.attempt, "its worker gave no sign of life", 3)
    assert claim(database, stale.id, "worker-2", LONG_S) is not None
    before = rows_of(database)
    assert not write(database, stale.id, stale.attempt)
    assert rows_of(database) == before


@every_write
def test_a_write_between_loss_and_next_claim_changes_nothing(
    attempts: Attempts, database: Database, write: Callable[[Database, str, int], Any]
) -> None:
    stale = running(database)
    attempts.lose(stale.id, stale.attempt, "its worker gave no sign of life", 3)
    before = rows_of(database)
    assert not write(database, stale.id, stale.attempt)
    assert rows_of(database) == before


def test_a_stale_attempt_is_told_to_stop(attempts: Attempts, database: Database) -> None:
    stale = running(database)
    attempts.lose(stale.id, stale.attempt, "its worker gave no sign of life", 3)
    assert attempts.wanted(stale.id, stale.attempt) == State.CANCELLED


def test_only_run_out_leases_are_expired(attempts: Attempts, database: Database) -> None:
    run_out = running(database, lease_s=RUN_OUT_S)
    running(database)
    queued(database)
    assert [job.id for job in attempts.expired()] == [run_out.id]


def test_a_renewed_lease_is_not_expired(attempts: Attempts, database: Database) -> None:
    job = running(database, lease_s=RUN_OUT_S)
    assert attempts.renew(job.id, job.attempt, LONG_S) is not None
    assert attempts.expired() == []


def test_renewing_tells_that_the_job_is_to_be_cancelled(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database)
    jobs.request_cancel(job.id)
    renewed = attempts.renew(job.id, job.attempt, LONG_S)
    assert renewed is not None
    assert renewed.cancel_requested == 1


def test_a_lost_job_is_queued_again_until_it_is_lost_too_often(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job_id = queued(database).id
    states = []
    for _ in range(3):
        claimed = claim(database, job_id, "worker-1", LONG_S)
        assert claimed is not None
        attempts.lose(job_id, claimed.attempt, "its worker gave no sign of life", 3)
        states.append(jobs.get(job_id).state)
    assert states == [State.QUEUED, State.QUEUED, State.FAILED]
    assert jobs.get(job_id).error == "the job was lost 3 times, the last time because its worker gave no sign of life"


def test_a_lost_job_is_queued_again_without_a_worker(attempts: Attempts, jobs: Jobs, all_jobs: AllJobs, database: Database) -> None:
    job = running(database)
    attempts.lose(job.id, job.attempt, "its worker gave no sign of life", 3)
    again = jobs.get(job.id)
    assert (again.state, again.worker, again.process) == (State.QUEUED, None, None)
    assert all_jobs.events_after(job.id, 2)[0].data == {"state": "queued", "reason": "its worker gave no sign of life"}


def test_losing_an_attempt_from_four_threads_counts_once(attempts: Attempts, database: Database) -> None:
    job = running(database)
    at_once(4, lambda _: attempts.lose(job.id, job.attempt, "its worker gave no sign of life", 3))
    assert losses(database) == 1


def test_handing_a_job_back_is_no_loss(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database)
    attempts.hand_back(job.id, job.attempt, "its worker is stopping")
    assert jobs.get(job.id).state == State.QUEUED
    assert losses(database) == 0


@pytest.mark.parametrize("write", [WRITES["lose"], WRITES["hand back"]], ids=["lost", "handed back"])
def test_a_job_that_was_to_be_cancelled_is_not_queued_again(jobs: Jobs, database: Database, write: Callable[[Database, str, int], Any]) -> None:
    job = running(database)
    jobs.request_cancel(job.id)
    write(database, job.id, job.attempt)
    assert jobs.get(job.id).state == State.CANCELLED


def test_a_cancel_that_meets_a_job_on_its_way_back_to_the_queue_is_not_lost(jobs: Jobs, database: Database) -> None:
    job = running(database)
    with ThreadPoolExecutor(1) as pool:
        with database.writing() as connection:
            assert move(connection, job.id, State.QUEUED)
            cancelled = pool.submit(jobs.request_cancel, job.id)
            time.sleep(0.3)
        assert cancelled.result(10).state == State.CANCELLED


def test_progress_is_shown_without_an_event(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database)
    attempts.progress(job.id, job.attempt, 0.25, {"loss": 0.5})
    shown = jobs.get(job.id)
    assert (shown.progress, shown.metrics, shown.last_event) == (0.25, {"loss": 0.5}, job.last_event)


def test_an_epoch_is_a_line_of_the_history_and_an_event(attempts: Attempts, jobs: Jobs, all_jobs: AllJobs, database: Database) -> None:
    job = running(database)
    attempts.epoch(job.id, job.attempt, EPOCH)
    assert jobs.history(job.id) == [EPOCH]
    assert all_jobs.events_after(job.id, job.last_event)[0].data == {
        "epoch": 1,
        "loss": 0.5,
        "learning_rate": 0.01,
        "samples_per_second": 500.0,
        "seconds": 0.1,
    }


def test_a_checkpoint_replaces_those_that_were_deleted_for_it(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database)
    newer = CheckpointFile(2, "jobs/x/1/snapshots/epoch-00002.h5", 1000, {"loss": 0.4}, 2.0)
    attempts.checkpoint(job.id, job.attempt, CHECKPOINT, [])
    attempts.checkpoint(job.id, job.attempt, newer, [CHECKPOINT.file])
    assert jobs.checkpoints(job.id) == [newer]


def test_a_checkpoint_that_overwrites_another_takes_its_place(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database)
    newer = CheckpointFile(2, CHECKPOINT.file, 1000, {"loss": 0.4}, 2.0)
    attempts.checkpoint(job.id, job.attempt, CHECKPOINT, [])
    attempts.checkpoint(job.id, job.attempt, newer, [CHECKPOINT.file])
    assert jobs.checkpoints(job.id) == [newer]


@pytest.fixture
def second(attempts: Attempts, database: Database) -> Job:
    """The second attempt at a job, whose first one was lost after an epoch."""
    job = running(database)
    attempts.epoch(job.id, job.attempt, EPOCH)
    attempts.checkpoint(job.id, job.attempt, CHECKPOINT, [])
    attempts.sample(job.id, job.attempt, SAMPLE)
    attempts.progress(job.id, job.attempt, 0.5, {"loss": 0.5})
    attempts.lose(job.id, job.attempt, "its worker gave no sign of life", 3)
    again = claim(database, job.id, "worker-2", LONG_S)
    assert again is not None
    assert (again.attempt, again.progress, again.metrics, again.started_at) == (2, 0.5, {"loss": 0.5}, job.started_at)
    return again


def kinds_of_events(all_jobs: AllJobs, job_id: str) -> list[str]:
    return [event.kind for event in all_jobs.events_after(job_id, 0)]


def test_an_attempt_at_the_first_epoch_forgets_what_an_earlier_one_measured(second: Job, attempts: Attempts, jobs: Jobs) -> None:
    attempts.begin(second.id, second.attempt - 1)
    assert (len(jobs.history(second.id)), len(jobs.checkpoints(second.id))) == (1, 1)
    attempts.begin(second.id, second.attempt)
    assert (jobs.history(second.id), jobs.checkpoints(second.id)) == ([], [])
    assert (jobs.get(second.id).progress, jobs.get(second.id).metrics, jobs.get(second.id).ran_s) == (0.0, {}, 0.0)


def test_what_an_attempt_repeats_is_in_the_history_and_the_events_once(second: Job, attempts: Attempts, jobs: Jobs, all_jobs: AllJobs) -> None:
    before = kinds_of_events(all_jobs, second.id)
    attempts.epoch(second.id, second.attempt, EPOCH)
    attempts.sample(second.id, second.attempt, SAMPLE)
    attempts.checkpoint(second.id, second.attempt, CHECKPOINT, [])
    assert (len(jobs.history(second.id)), len(jobs.checkpoints(second.id))) == (1, 1)
    assert kinds_of_events(all_jobs, second.id) == before


def test_an_attempt_that_goes_on_adds_what_the_lost_one_could_not_write(second: Job, attempts: Attempts, jobs: Jobs, all_jobs: AllJobs) -> None:
    before = kinds_of_events(all_jobs, second.id)
    unwritten = replace(EPOCH, epoch=EPOCH.epoch + 1)
    attempts.go_on(second.id, second.attempt, "continuing in epoch 3", [EPOCH, unwritten], [SAMPLE, {**SAMPLE, "epoch": 2}], 2.0)
    attempts.checkpoints(second.id, second.attempt, [replace(CHECKPOINT, epoch=7)])
    assert [epoch.epoch for epoch in jobs.history(second.id)] == [EPOCH.epoch, unwritten.epoch]
    assert [checkpoint.epoch for checkpoint in jobs.checkpoints(second.id)] == [7]
    assert kinds_of_events(all_jobs, second.id) == [*before, "log", "epoch", "sample"]


def test_the_time_of_a_search_counts_although_its_last_fit_begins_anew(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database)
    with database.writing() as connection:
        connection.execute(update(tables.jobs).values(ran_s=100.0))
    assert Trials(database).release(job.id, job.attempt, [NewTrial(0, 0, 0, 0, {})])
    process = JobProcess(job.id, "p", "worker-1")
    assert Trials(database).claim(process, 1, LONG_S)
    Trials(database).finish(process, {0: TrialResult(0.5, 0.75, {}, 0.125, 0.01)}, 1)
    owned = Trials(database).take_over(process, LONG_S)
    assert owned is not None
    attempts.begin(job.id, owned.attempt)
    assert jobs.get(job.id).ran_s == 100.0


def test_a_job_ended_by_its_worker_keeps_the_reason(attempts: Attempts, jobs: Jobs, all_jobs: AllJobs, database: Database) -> None:
    job = running(database)
    assert attempts.end(job.id, job.attempt, State.FAILED, "Ridge cannot be fitted")
    ended = jobs.get(job.id)
    assert (ended.state, ended.error, ended.is_final) == (State.FAILED, "Ridge cannot be fitted", True)
    assert all_jobs.events_after(job.id, 2)[0].data == {"state": "failed", "error": "Ridge cannot be fitted"}
