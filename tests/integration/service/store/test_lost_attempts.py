"""Lost attempts: which of them count, and when the job fails, on SQLite and on PostgreSQL."""

from collections.abc import Callable

import pytest

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.losses import LossKind
from service.store.rows import Job
from service.store.transitions import State
from tests.integration.given import LONG_S, claim, queued

#: Loses another attempt at the only job, which had come to that progress; returns the job.
LoseAt = Callable[[float, LossKind], Job]


@pytest.fixture
def lose_at(attempts: Attempts, jobs: Jobs, database: Database) -> LoseAt:
    job_id = queued(database).id

    def lost(progress: float, kind: LossKind) -> Job:
        claimed = claim(database, job_id, "worker-1", LONG_S)
        assert claimed is not None
        attempts.progress(job_id, claimed.attempt, progress, {})
        attempts.lose(job_id, claimed.attempt, "its process crashed (SIGSEGV)", 3, kind)
        return jobs.get(job_id)

    return lost


def test_a_job_fails_when_its_process_crashes_again_without_progress(lose_at: LoseAt) -> None:
    assert lose_at(0.3, LossKind.CRASH).state == State.QUEUED
    job = lose_at(0.3, LossKind.CRASH)
    assert (job.state, job.error) == (
        State.FAILED,
        "the job crashed 2 times without progress between, the last time because its process crashed (SIGSEGV)",
    )


def test_a_crash_after_progress_counts_anew(lose_at: LoseAt) -> None:
    assert [lose_at(progress, LossKind.CRASH).state for progress in (0.1, 0.2, 0.3, 0.29)] == [*[State.QUEUED] * 3, State.FAILED]


def test_a_loss_after_progress_counts_anew(lose_at: LoseAt) -> None:
    states = [lose_at(progress, LossKind.MACHINE).state for progress in (0.0, 0.0, 0.1, 0.2, 0.3, 0.3, 0.2)]
    assert states == [*[State.QUEUED] * 6, State.FAILED]


def test_crashes_and_lost_machines_are_counted_apart(lose_at: LoseAt) -> None:
    kinds = [LossKind.MACHINE, LossKind.CRASH, LossKind.MACHINE]
    assert [lose_at(0.0, kind).state for kind in kinds] == [State.QUEUED] * 3
    assert lose_at(0.0, LossKind.MACHINE).state == State.FAILED


def test_a_job_that_was_out_of_memory_gets_no_other_try(lose_at: LoseAt) -> None:
    job = lose_at(0.5, LossKind.MEMORY)
    assert (job.state, job.attempt, job.error) == (State.FAILED, 1, "its process crashed (SIGSEGV)")


def test_a_loss_of_a_job_that_is_to_be_cancelled_cancels_it(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    claimed = claim(database, queued(database).id, "worker-1", LONG_S)
    assert claimed is not None
    jobs.request_cancel(claimed.id)
    attempts.lose(claimed.id, claimed.attempt, "its process used too much memory", 3, LossKind.MEMORY)
    assert jobs.get(claimed.id).state == State.CANCELLED


def test_the_largest_memory_of_all_processes_of_a_job_is_kept(attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job_id = queued(database).id
    assert jobs.get(job_id).peak_memory is None
    for size in (500, 700, 600):
        attempts.memory(job_id, size)
    assert jobs.get(job_id).peak_memory == 700
