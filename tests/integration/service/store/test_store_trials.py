"""Trials shared by members: none is done twice, none is lost, and one member ends the job."""

import time
from collections import Counter
from typing import Any

import pytest

from models.searching.ranking import TrialResult
from service.errors import Conflict
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.losses import LossKind
from service.store.rows import Job
from service.store.transitions import State
from service.store.trial_pace import TrialPace
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, RUN_OUT_S, at_once, claim, running

SPEC: dict[str, Any] = {"seed": 42, "task": "search"}


def searching(database: Database, n: int = 6) -> Job:
    """Make a search of n trials that nobody owns."""
    job = running(database, spec=SPEC)
    new = [NewTrial(number, 0, number // 2, number % 2, {"alpha": number // 2}) for number in range(n)]
    assert Trials(database).release(job.id, job.attempt, new)
    return job


def member(job: Job, name: str = "a") -> JobProcess:
    return JobProcess(job.id, name, f"worker-{name}")


def results(*numbers: int, score: float = 0.5) -> dict[int, TrialResult]:
    return {number: TrialResult(score, 0.75, {}, 0.125, 0.01) for number in numbers}


def states(trials: Trials, job: Job) -> list[str]:
    return [trial.state for trial in trials.of_job(job.id)]


def test_trials_are_taken_in_order_and_by_one_member_each(database: Database, trials: Trials) -> None:
    job = searching(database)
    first, second = trials.claim(member(job), 4, LONG_S), trials.claim(member(job, "b"), 4, LONG_S)
    assert [trial.number for trial in first] == [0, 1, 2, 3]
    assert [trial.number for trial in second] == [4, 5]
    assert trials.claim(member(job, "c"), 4, LONG_S) == []


def test_many_members_at_once_take_every_trial_once(database: Database, trials: Trials) -> None:
    job = searching(database, 60)

    def take_all(number: int) -> list[int]:
        mine, who = [], member(job, str(number))
        while taken := trials.claim(who, 3, LONG_S):
            mine += [trial.number for trial in taken]
            trials.finish(who, results(*(trial.number for trial in taken)), 60)
        return mine

    taken = [number for numbers in at_once(4, take_all) for number in numbers]
    assert sorted(taken) == list(range(60))
    assert Counter(states(trials, job)) == {"done": 60}


def test_of_many_that_finish_last_one_takes_the_job_over(database: Database, trials: Trials) -> None:
    job = searching(database, 8)
    fixed = {name: trials.claim(member(job, str(name)), 2, LONG_S) for name in range(4)}

    def finish(number: int) -> Job | None:
        who = member(job, str(number))
        trials.finish(who, results(*(trial.number for trial in fixed[number])), 8)
        return trials.take_over(who, LONG_S)

    owners = [found for found in at_once(4, finish) if found]
    assert len(owners) == 1
    assert (owners[0].attempt, owners[0].state) == (job.attempt + 1, State.RUNNING)


def test_nobody_takes_over_while_a_trial_is_still_to_be_done(database: Database, trials: Trials) -> None:
    job = searching(database, 2)
    trials.claim(member(job), 1, LONG_S)
    trials.finish(member(job), results(0), 2)
    assert trials.take_over(member(job), LONG_S) is None


def test_results_are_kept_told_and_counted(database: Database, trials: Trials, jobs: Jobs, all_jobs: AllJobs) -> None:
    job = searching(database, 4)
    trials.claim(member(job), 2, LONG_S)
    trials.finish(member(job), {0: TrialResult(0.5, 0.75, {"inertia": 3.0}, 0.125, 0.01), 1: TrialResult(error="it broke")}, 4)
    done, failed = trials.of_job(job.id)[:2]
    assert (done.state, done.score, done.train_score, done.figures, done.fit_seconds) == ("done", 0.5, 0.75, {"inertia": 3.0}, 0.125)
    assert (failed.state, failed.score, failed.error) == ("failed", None, "it broke")
    told = [event.data for event in all_jobs.events_after(job.id, 0) if event.kind == "trial"]
    assert told == [
        {"candidate": 0, "fold": 0, "score": 0.5, "train_score": 0.75, "fit_seconds": 0.125},
        {"candidate": 0, "fold": 1, "error": "it broke", "fit_seconds": 0.0},
    ]
    found = jobs.get(job.id)
    assert (found.progress, found.metrics) == (0.5, {"trials": 2.0, "failed_trials": 1.0})


def test_results_of_a_member_that_lost_its_trials_change_nothing(database: Database, trials: Trials, all_jobs: AllJobs) -> None:
    job = searching(database, 1)
    trials.claim(member(job), 1, RUN_OUT_S)
    trials.lose_expired(max_losses=3)
    trials.claim(member(job, "b"), 1, LONG_S)
    trials.finish(member(job), results(0, score=0.1), 1)
    assert states(trials, job) == ["running"]
    trials.finish(member(job, "b"), results(0, score=0.9), 1)
    trials.finish(member(job), results(0, score=0.1), 1)
    assert [trial.score for trial in trials.of_job(job.id)] == [0.9]
    assert [event.data["score"] for event in all_jobs.events_after(job.id, 0) if event.kind == "trial"] == [0.9]


def test_trials_of_a_lost_member_are_taken_again_each_alone(database: Database, trials: Trials) -> None:
    job = searching(database, 6)
    trials.claim(member(job), 3, LONG_S)
    trials.lose(member(job), "its process ended", 3)
    assert states(trials, job) == ["queued"] * 6
    assert [trial.number for trial in trials.claim(member(job, "b"), 5, LONG_S)] == [0]
    assert [trial.number for trial in trials.claim(member(job, "c"), 5, LONG_S)] == [1]


def test_a_trial_that_kills_its_process_each_time_fails_and_the_search_goes_on(database: Database, trials: Trials) -> None:
    job = searching(database, 2)
    for name in "abc":
        assert [trial.number for trial in trials.claim(member(job, name), 1, LONG_S)] == [0]
        trials.lose(member(job, name), "its process ended with exit code -9", 3)
    lost = trials.of_job(job.id)[0]
    assert (lost.state, lost.error) == ("failed", "its process was lost 3 times, the last time because its process ended with exit code -9")
    assert [trial.number for trial in trials.claim(member(job, "d"), 5, LONG_S)] == [1]


def test_a_trial_that_alone_is_out_of_memory_fails_at_once_and_the_others_are_tried(database: Database, trials: Trials) -> None:
    job = searching(database, 3)
    trials.claim(member(job), 2, LONG_S)
    trials.lose(member(job), "out of memory: got 2.00 GiB", 3, LossKind.MEMORY)
    assert states(trials, job) == ["queued"] * 3
    for _ in range(2):
        trials.claim(member(job, "b"), 1, LONG_S)
        trials.lose(member(job, "b"), "out of memory: got 2.00 GiB", 3, LossKind.MEMORY)
    assert states(trials, job) == ["failed", "failed", "queued"]
    assert trials.of_job(job.id)[0].error == "out of memory: got 2.00 GiB"


def test_a_trial_that_alone_crashes_its_process_again_fails(database: Database, trials: Trials) -> None:
    job = searching(database, 1)
    for expected in ("queued", "failed"):
        trials.claim(member(job), 1, LONG_S)
        trials.lose(member(job), "its process crashed (SIGSEGV)", 3, LossKind.CRASH)
        assert states(trials, job) == [expected]


def test_a_member_keeps_its_trials_by_renewing_them(database: Database, trials: Trials) -> None:
    job = searching(database, 1)
    trials.claim(member(job), 1, 0.05)
    assert trials.renew(member(job), LONG_S) is not None
    time.sleep(0.1)
    trials.lose_expired(max_losses=3)
    assert states(trials, job) == ["running"]


def test_trials_given_back_are_taken_by_others(database: Database, trials: Trials) -> None:
    job = searching(database, 3)
    trials.claim(member(job), 3, LONG_S)
    trials.finish(member(job), results(0), 3)
    trials.give_back(member(job))
    assert [trial.number for trial in trials.claim(member(job, "b"), 5, LONG_S)] == [1, 2]


def test_a_search_nobody_owns_is_cancelled_at_once(database: Database, trials: Trials, jobs: Jobs, all_jobs: AllJobs) -> None:
    job = searching(database, 3)
    trials.claim(member(job), 1, LONG_S)
    assert jobs.request_cancel(job.id).state == State.CANCELLED
    assert states(trials, job) == ["running", "skipped", "skipped"]
    assert trials.claim(member(job, "b"), 1, LONG_S) == []
    assert trials.renew(member(job), LONG_S) is None
    trials.finish(member(job), results(0), 3)
    trials.give_back(member(job))
    assert states(trials, job) == ["skipped", "skipped", "skipped"]
    assert all_jobs.events_after(job.id, 0)[-1].data == {"state": "cancelled"}


def test_a_search_that_is_to_be_cancelled_is_when_its_owner_releases_it(database: Database, trials: Trials, jobs: Jobs) -> None:
    job = running(database, spec={"seed": 42, "task": "search"})
    assert jobs.request_cancel(job.id).state == State.RUNNING
    assert trials.release(job.id, job.attempt, [NewTrial(number, 0, number, 0, {}) for number in range(2)])
    assert jobs.get(job.id).state == State.CANCELLED
    assert states(trials, job) == ["skipped", "skipped"]


def test_nothing_is_said_of_a_cancelled_search_whose_process_is_then_killed(database: Database, trials: Trials, jobs: Jobs) -> None:
    job = searching(database)
    assert trials.claim(member(job), 2, LONG_S)
    cancelled = jobs.request_cancel(job.id)
    trials.give_back(member(job), "its process was killed (SIGKILL)")
    assert jobs.get(job.id) == cancelled
    assert "queued" not in states(trials, job)


def test_a_stopped_search_skips_what_waits_and_is_taken_over_when_the_rest_is_done(
    database: Database, trials: Trials, jobs: Jobs, all_jobs: AllJobs
) -> None:
    job = searching(database, 4)
    trials.claim(member(job), 2, LONG_S)
    assert jobs.request_stop(job.id).stop_requested == 1
    assert jobs.request_stop(job.id).stop_requested == 1
    assert states(trials, job) == ["running", "running", "skipped", "skipped"]
    trials.finish(member(job), results(0), 4)
    trials.give_back(member(job))
    assert states(trials, job) == ["done", "skipped", "skipped", "skipped"]
    assert trials.take_over(member(job), LONG_S) is not None
    assert sum(event.data.get("message", "").startswith("stop requested") for event in all_jobs.events_after(job.id, 0)) == 1


def test_only_a_search_that_runs_can_be_stopped(database: Database, jobs: Jobs) -> None:
    training = running(database, spec={"seed": 42, "task": "train"})
    with pytest.raises(Conflict, match="is not a search"):
        jobs.request_stop(training.id)
    waiting = searching(database)
    jobs.request_cancel(waiting.id)
    with pytest.raises(Conflict, match="is cancelled: only a running search can be stopped"):
        jobs.request_stop(waiting.id)


def test_a_search_that_nobody_works_on_is_found(database: Database, trials: Trials) -> None:
    job = searching(database, 2)
    assert [found.id for found in trials.stalled()] == [job.id]
    trials.claim(member(job), 1, LONG_S)
    assert trials.stalled() == []


def test_a_job_whose_last_owner_is_lost_is_queued_again_with_its_trials(database: Database, trials: Trials, attempts: Attempts, jobs: Jobs) -> None:
    job = searching(database, 1)
    trials.claim(member(job), 1, LONG_S)
    trials.finish(member(job), results(0), 1)
    owner = trials.take_over(member(job), RUN_OUT_S)
    assert owner is not None
    (expired,) = attempts.expired()
    attempts.lose(expired.id, expired.attempt, "its worker gave no sign of life", 3)
    assert jobs.get(job.id).state == State.QUEUED
    again = claim(database, job.id, "worker-b", LONG_S)
    assert again is not None
    assert states(trials, job) == ["done"]
    assert not attempts.succeed(job.id, owner.attempt, {})
    assert attempts.succeed(job.id, again.attempt, {"mean_score": 0.5})


def test_a_stale_attempt_releases_nothing(database: Database, trials: Trials) -> None:
    job = running(database, spec=SPEC)
    assert not trials.release(job.id, job.attempt - 1, [NewTrial(0, 0, 0, 0, {})])
    assert trials.of_job(job.id) == []


def test_a_member_ends_a_job_that_nobody_owns_and_no_other(database: Database, trials: Trials, jobs: Jobs) -> None:
    owned, job = running(database, spec=SPEC), searching(database)
    assert not trials.end_unowned(owned.id, State.FAILED, "it broke")
    assert trials.end_unowned(job.id, State.FAILED, "it broke")
    assert (jobs.get(job.id).state, jobs.get(job.id).error, jobs.get(owned.id).state) == (State.FAILED, "it broke", State.RUNNING)


def test_losses_are_counted_across_expired_leases(database: Database, trials: Trials) -> None:
    job = searching(database, 1)
    for _ in range(2):
        trials.claim(member(job), 1, RUN_OUT_S)
        trials.lose_expired(max_losses=2)
    (lost,) = trials.of_job(job.id)
    assert lost.state == "failed"
    assert lost.error is not None
    assert "the lease of its worker expired" in lost.error


def test_a_job_with_trials_says_when_it_will_have_ended_by_their_pace_and_by_how_many_processes_run_them(database: Database, trials: Trials) -> None:
    job = searching(database, 10)
    assert job_of(database, job).phase == "fitting"
    trials.claim(member(job), 2, LONG_S)
    trials.claim(member(job, "b"), 1, LONG_S)
    began = time.time()
    trials.finish(member(job), results(0), 10, TrialPace(trial_s=4.0, last_s=3.0))
    ends_at = job_of(database, job).ends_at
    assert ends_at is not None
    assert ends_at - began == pytest.approx(9 * 4.0 / 2 + 3.0, abs=1.0)


def job_of(database: Database, job: Job) -> Job:
    return Jobs(database).get(job.id)
