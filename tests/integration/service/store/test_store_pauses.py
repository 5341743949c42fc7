"""Pausing and resuming jobs, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from typing import Any

import pytest

from service.errors import Conflict, NotFound
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.pauses import Pauses
from service.store.rows import Job
from service.store.transitions import FINAL, State
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, at_once, claim, queued, running
from tests.integration.service.store.test_store_states import MAKE

NETWORK = {"seed": 42, "task": "train", "data": {"source": "noisy_sine"}, "model": {"kind": "sequential", "layers": []}}
PIPELINE = {**NETWORK, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
SEARCH = {**PIPELINE, "task": "cross_validate", "cross_validation": {"folds": 4}}
TRIALS = [NewTrial(number, 0, 0, number, {}) for number in range(4)]

#: What ends an attempt at a job that goes on later.
RELEASES: dict[str, Callable[[Attempts, Job], None]] = {
    "pause": lambda attempts, job: attempts.pause(job.id, job.attempt),
    "hand back": lambda attempts, job: attempts.hand_back(job.id, job.attempt, "its worker is stopping"),
    "lose": lambda attempts, job: attempts.lose(job.id, job.attempt, "its process was lost", 3),
}
every_release = pytest.mark.parametrize("release", RELEASES.values(), ids=RELEASES)


def _states(all_jobs: AllJobs, job: Job) -> list[str]:
    return [event.data["state"] for event in all_jobs.events_after(job.id, 0) if event.kind == "state"]


def search_of(database: Database, trials: Trials) -> Job:
    """Make a running search whose trials are released."""
    job = running(database, spec=SEARCH)
    assert trials.release(job.id, job.attempt, TRIALS)
    return job


def test_a_queued_job_pauses_at_once_and_is_not_claimed(pauses: Pauses, all_jobs: AllJobs, database: Database) -> None:
    job = queued(database)
    paused = pauses.request(job.id)
    assert (paused.state, paused.pause_requested) == (State.PAUSED, 0)
    assert Claims(database).take("cpu", "worker-1", LONG_S) is None
    assert _states(all_jobs, job) == ["queued", "paused"]


def test_a_resumed_job_is_queued_again_and_claimed(pauses: Pauses, all_jobs: AllJobs, database: Database) -> None:
    job = queued(database)
    pauses.request(job.id)
    assert pauses.resume(job.id).state == State.QUEUED
    claimed = Claims(database).take("cpu", "worker-1", LONG_S)
    assert claimed is not None
    assert claimed.job.id == job.id
    assert _states(all_jobs, job) == ["queued", "paused", "queued", "running"]


def test_a_running_job_is_asked_to_pause_once(pauses: Pauses, attempts: Attempts, all_jobs: AllJobs, database: Database) -> None:
    job = running(database, spec=NETWORK)
    assert attempts.wanted(job.id, job.attempt) is None
    answers = [pauses.request(job.id) for _ in range(3)]
    assert [(answer.state, answer.pause_requested) for answer in answers] == [(State.RUNNING, 1)] * 3
    assert attempts.wanted(job.id, job.attempt) == State.PAUSED
    assert [event.data for event in all_jobs.events_after(job.id, job.last_event)] == [{"message": "pause requested"}]


@every_release
def test_a_job_that_was_to_pause_is_not_queued_again(
    pauses: Pauses, attempts: Attempts, database: Database, jobs: Jobs, release: Callable[[Attempts, Job], None]
) -> None:
    job = running(database, spec=NETWORK)
    pauses.request(job.id)
    release(attempts, job)
    paused = jobs.get(job.id)
    assert (paused.state, paused.pause_requested, paused.worker, paused.process) == (State.PAUSED, 0, None, None)


@every_release
def test_a_job_that_was_resumed_before_it_had_paused_is_queued_again(
    pauses: Pauses, attempts: Attempts, jobs: Jobs, database: Database, release: Callable[[Attempts, Job], None]
) -> None:
    job = running(database, spec=NETWORK)
    pauses.request(job.id)
    assert (pauses.resume(job.id).state, pauses.resume(job.id).pause_requested) == (State.RUNNING, 0)
    release(attempts, job)
    assert jobs.get(job.id).state == State.QUEUED


@every_release
def test_a_cancel_takes_precedence_over_a_pause(
    pauses: Pauses, attempts: Attempts, jobs: Jobs, database: Database, release: Callable[[Attempts, Job], None]
) -> None:
    job = running(database, spec=NETWORK)
    pauses.request(job.id)
    jobs.request_cancel(job.id)
    assert attempts.wanted(job.id, job.attempt) == State.CANCELLED
    release(attempts, job)
    cancelled = jobs.get(job.id)
    assert (cancelled.state, cancelled.pause_requested) == (State.CANCELLED, 0)


def test_the_event_of_a_job_that_was_lost_before_it_had_paused_has_the_reason(
    pauses: Pauses, attempts: Attempts, all_jobs: AllJobs, database: Database
) -> None:
    job = running(database, spec=NETWORK)
    pauses.request(job.id)
    attempts.lose(job.id, job.attempt, "its process was lost", 3)
    assert all_jobs.events_after(job.id, job.last_event + 1)[0].data == {"state": "paused", "reason": "its process was lost"}


def test_a_paused_job_can_be_cancelled(pauses: Pauses, jobs: Jobs, database: Database) -> None:
    job = queued(database)
    pauses.request(job.id)
    assert jobs.request_cancel(job.id).state == State.CANCELLED


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_job_that_has_ended_is_neither_paused_nor_resumed(pauses: Pauses, database: Database, state: State) -> None:
    job = MAKE[state](database)
    for call in (pauses.request, pauses.resume):
        with pytest.raises(Conflict, match=f"job {job.id} is {state}: only a job that has not ended can be"):
            call(job.id)


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_resuming_a_job_that_has_not_ended_is_idempotent(pauses: Pauses, database: Database, state: State) -> None:
    job = MAKE[state](database)
    first = pauses.resume(job.id)
    assert first.state == (State.RUNNING if state == State.RUNNING else State.QUEUED)
    assert pauses.resume(job.id) == first


def test_a_job_of_another_owner_does_not_exist(database: Database) -> None:
    job = queued(database)
    others = Pauses(database, "another")
    for call in (others.request, others.resume):
        with pytest.raises(NotFound):
            call(job.id)


def test_a_running_scikit_learn_fit_is_refused_with_the_reason(pauses: Pauses, jobs: Jobs, database: Database) -> None:
    job = running(database, spec=PIPELINE)
    with pytest.raises(Conflict, match="its estimator has neither batches nor stages between which its fit could stop") as caught:
        pauses.request(job.id)
    assert caught.value.kind.slug == "not-pausable"
    assert jobs.get(job.id) == job


def test_a_queued_scikit_learn_fit_pauses(pauses: Pauses, database: Database) -> None:
    assert pauses.request(queued(database, spec=PIPELINE).id).state == State.PAUSED


def test_a_job_that_is_being_cancelled_is_not_paused(pauses: Pauses, jobs: Jobs, database: Database) -> None:
    job = running(database, spec=NETWORK)
    jobs.request_cancel(job.id)
    with pytest.raises(Conflict, match="is being cancelled"):
        pauses.request(job.id)


def test_a_search_without_running_trials_pauses_at_once(pauses: Pauses, trials: Trials, database: Database) -> None:
    job = search_of(database, trials)
    assert pauses.request(job.id).state == State.PAUSED
    assert trials.claim(JobProcess(job.id, "p", "worker-1"), 4, LONG_S) == []


def _give_back(trials: Trials, process: JobProcess) -> None:
    trials.give_back(process)


def _lose(trials: Trials, process: JobProcess) -> None:
    trials.lose(process, "its process was lost", 3)


def _lose_expired(trials: Trials, process: JobProcess) -> None:
    trials.renew(process, -1.0)
    trials.lose_expired(3)


@pytest.mark.parametrize("end", [_give_back, _lose, _lose_expired])
def test_a_search_pauses_when_the_last_of_its_processes_has_ended(
    pauses: Pauses, trials: Trials, jobs: Jobs, database: Database, end: Callable[[Trials, JobProcess], None]
) -> None:
    job = search_of(database, trials)
    processes = [JobProcess(job.id, name, "worker-1") for name in ("p", "q")]
    assert [len(trials.claim(process, 1, LONG_S)) for process in processes] == [1, 1]
    assert pauses.request(job.id).state == State.RUNNING
    _give_back(trials, processes[0])
    assert (trials.claim(processes[0], 1, LONG_S), jobs.get(job.id).state) == ([], State.RUNNING)
    end(trials, processes[1])
    assert (jobs.get(job.id).state, [trial.state for trial in trials.of_job(job.id)]) == (State.PAUSED, ["queued"] * 4)


def test_processes_of_a_search_that_end_at_the_same_time_leave_it_paused(pauses: Pauses, trials: Trials, jobs: Jobs, database: Database) -> None:
    for _ in range(5):
        job = search_of(database, trials)
        processes = [JobProcess(job.id, str(number), "worker-1") for number in range(4)]
        assert [len(trials.claim(process, 1, LONG_S)) for process in processes] == [1] * 4
        calls: list[Callable[[], Any]] = [
            *(lambda one=process: trials.give_back(one) for process in processes),
            lambda job=job: pauses.request(job.id),
        ]
        at_once(5, lambda number, calls=calls: calls[number]())
        assert jobs.get(job.id).state == State.PAUSED


def test_a_search_that_is_to_pause_before_its_trials_are_released_runs_none_of_them(
    pauses: Pauses, trials: Trials, jobs: Jobs, database: Database
) -> None:
    job = running(database, spec=SEARCH)
    assert pauses.request(job.id).state == State.RUNNING
    assert trials.release(job.id, job.attempt, TRIALS)
    assert (jobs.get(job.id).state, trials.take_over(JobProcess(job.id, "p", "worker-1"), LONG_S)) == (State.PAUSED, None)


def test_the_process_that_ends_a_search_pauses_it(pauses: Pauses, trials: Trials, attempts: Attempts, jobs: Jobs, database: Database) -> None:
    job = running(database, spec=SEARCH)
    assert trials.release(job.id, job.attempt, [])
    owned = trials.take_over(JobProcess(job.id, "p", "worker-1"), LONG_S)
    assert owned is not None
    assert pauses.request(job.id).state == State.RUNNING
    attempts.pause(job.id, owned.attempt)
    assert jobs.get(job.id).state == State.PAUSED


def test_a_pause_and_a_claim_at_the_same_time_agree(pauses: Pauses, jobs: Jobs, database: Database) -> None:
    for _ in range(5):
        job = queued(database, spec=NETWORK)
        calls: list[Callable[[], Any]] = [lambda job=job: pauses.request(job.id), lambda job=job: claim(database, job.id, "worker-1", LONG_S)]
        _, claimed = at_once(2, lambda number, calls=calls: calls[number]())
        after = jobs.get(job.id)
        expected = (State.PAUSED, 0) if claimed is None else (State.RUNNING, 1)
        assert (after.state, after.pause_requested) == expected


def test_a_paused_search_goes_on_with_the_trials_that_are_left(pauses: Pauses, trials: Trials, database: Database) -> None:
    job = search_of(database, trials)
    pauses.request(job.id)
    pauses.resume(job.id)
    again = claim(database, job.id, "worker-2", LONG_S)
    assert again is not None
    assert trials.release(job.id, again.attempt, [])
    assert len(trials.claim(JobProcess(job.id, "r", "worker-2"), 4, LONG_S)) == 4


def test_the_trials_of_a_search_that_was_cancelled_while_it_was_paused_are_not_run(
    pauses: Pauses, trials: Trials, jobs: Jobs, database: Database
) -> None:
    job = search_of(database, trials)
    pauses.request(job.id)
    jobs.request_cancel(job.id)
    assert trials.claim(JobProcess(job.id, "p", "worker-1"), 4, LONG_S) == []
