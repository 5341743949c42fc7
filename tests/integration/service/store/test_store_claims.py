"""What a free slot gets: by priority, the owner's share and age; each once, and nothing of owners at a limit."""

import time
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import update

from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.owner_limits import OwnerLimits
from service.store.quota import Quota
from service.store.rows import Job
from service.store.shares import START_S
from service.store.tables import jobs
from service.store.transitions import State
from service.store.trials import NewTrial, Trials
from service.store.usage import DAY_S
from tests.integration.given import LONG_S, at_once, claim, new_job, queued, rows_of

#: A time that differs by milliseconds, of which ids are made.
SOON_S = 0.005


@pytest.fixture
def claims(database: Database) -> Claims:
    return Claims(database)


def of_owner(database: Database, owner: str, **changes: Any) -> Job:
    """Make a job of an owner."""
    return Jobs(database, owner).create(new_job(**changes))[0]


def searching(database: Database, owner: str = "default", calls: int = 1, **changes: Any) -> Job:
    """Make a running search of two queued trials that has called trial workers, and that no process works on."""
    made = of_owner(database, owner, spec={"seed": 1, "task": "search"}, **changes)
    job = claim(database, made.id, "worker-1", LONG_S)
    assert job is not None
    assert Trials(database).release(job.id, job.attempt, [NewTrial(number, 0, number, 0, {}) for number in range(2)])
    AllJobs(database).add_trial_calls(job.id, calls)
    return job


def taken(claims: Claims, queue: str = "cpu") -> Job | None:
    """Return the job of the next claim."""
    claimed = claims.take(queue, "worker-1", LONG_S)
    return claimed.job if claimed else None


def order(claims: Claims) -> list[str]:
    """Return the ids of all jobs that wait, in the order in which they are claimed."""
    ids = []
    while job := taken(claims):
        ids.append(job.id)
    return ids


def served_s(database: Database, owner: str) -> float:
    return next(float(row["served_s"]) for row in rows_of(database)["shares"] if row["owner"] == owner)


def test_a_claim_starts_the_oldest_job_of_an_owner(claims: Claims, database: Database) -> None:
    first, second = queued(database), queued(database)
    claimed = claims.take("cpu", "worker-7", LONG_S)
    assert claimed is not None
    assert (claimed.job.id, claimed.job.state, claimed.job.worker, claimed.token) == (first.id, State.RUNNING, "worker-7", 1)
    assert (claimed.process.job_id, claimed.process.id, claimed.process.worker) == (first.id, claimed.job.process, "worker-7")
    assert order(claims) == [second.id]


def test_nothing_is_claimed_from_another_queue(claims: Claims, database: Database) -> None:
    queued(database, queue="gpu")
    assert taken(claims) is None
    assert not claims.is_anything_waiting("cpu")
    assert claims.is_anything_waiting("gpu")


def test_owners_take_turns_and_their_own_jobs_keep_their_order(claims: Claims, database: Database) -> None:
    first, second, third = (of_owner(database, "a") for _ in range(3))
    other, another = of_owner(database, "b"), of_owner(database, "c")
    assert order(claims) == [first.id, other.id, another.id, second.id, third.id]


def test_priority_goes_before_share_and_age(claims: Claims, database: Database) -> None:
    low, plain, high = (of_owner(database, "a", priority=priority) for priority in (-1, 0, 100))
    other, other_high = of_owner(database, "b"), of_owner(database, "b", priority=100)
    assert order(claims) == [high.id, other_high.id, plain.id, other.id, low.id]


def test_the_owner_that_was_served_less_is_next(claims: Claims, database: Database) -> None:
    jobs = {owner: [of_owner(database, owner) for _ in range(2)] for owner in "ab"}
    claims.take("cpu", "worker-1", LONG_S)
    claims.charge(jobs["a"][0], 100.0, 0.0)
    assert order(claims) == [jobs["b"][0].id, jobs["b"][1].id, jobs["a"][1].id]


def test_use_of_one_queue_does_not_count_in_another(claims: Claims, database: Database) -> None:
    busy = of_owner(database, "a", queue="gpu")
    assert taken(claims, "gpu") == AllJobs(database).get(busy.id)
    claims.charge(busy, 1_000.0, 0.0)
    first, second = of_owner(database, "a"), of_owner(database, "b")
    assert order(claims) == [first.id, second.id]


def test_a_search_gets_as_many_trial_workers_as_it_called(claims: Claims, database: Database) -> None:
    job = searching(database, calls=2)
    claimed = [claims.take("cpu", "worker-2", LONG_S) for _ in range(3)]
    assert claimed[2] is None
    joined = [one for one in claimed if one is not None]
    assert [(one.job.id, one.token, one.process.worker) for one in joined] == [(job.id, None, "worker-2")] * 2
    assert len({one.process.id for one in joined}) == 2


def test_a_call_of_a_search_waits_its_turn_by_age(claims: Claims, database: Database) -> None:
    before = queued(database)
    time.sleep(SOON_S)
    search = searching(database)
    time.sleep(SOON_S)
    after = queued(database)
    assert order(claims) == [before.id, search.id, after.id]


def test_a_search_whose_trials_all_run_gets_nobody(claims: Claims, database: Database) -> None:
    job = searching(database)
    who = claims.take("cpu", "worker-2", LONG_S)
    assert who is not None
    assert len(Trials(database).claim(who.process, 2, LONG_S)) == 2
    AllJobs(database).add_trial_calls(job.id, 1)
    assert taken(claims) is None


def test_a_stopped_search_gets_a_trial_worker_that_ends_it(claims: Claims, database: Database) -> None:
    job = searching(database)
    Jobs(database).request_stop(job.id)
    assert taken(claims) == AllJobs(database).get(job.id)


def test_a_search_that_is_cancelled_or_owned_gets_nobody(claims: Claims, database: Database) -> None:
    cancelled, owned = searching(database), searching(database)
    Jobs(database).request_cancel(cancelled.id)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE jobs SET lease_expires_at = 9e9 WHERE id = '{owned.id}'")
    assert taken(claims) is None


def test_calls_of_an_earlier_attempt_are_forgotten(claims: Claims, database: Database) -> None:
    job = searching(database, calls=5)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE jobs SET state = 'queued' WHERE id = '{job.id}'")
    again = claims.take("cpu", "worker-2", LONG_S)
    assert again is not None
    assert Trials(database).release(job.id, again.job.attempt, [])
    assert taken(claims) is None


def test_many_claims_at_once_take_each_job_once_and_share_the_slots(claims: Claims, database: Database) -> None:
    for owner in "abc":
        for _ in range(4):
            of_owner(database, owner)
    claimed = at_once(6, lambda _: taken(claims))
    assert Counter(job.owner for job in claimed if job) == {"a": 2, "b": 2, "c": 2}
    assert len({job.id for job in claimed if job}) == 6


def test_many_claims_at_once_answer_each_call_once(claims: Claims, database: Database) -> None:
    searching(database, calls=3)
    assert sum(found is not None for found in at_once(6, lambda _: taken(claims))) == 3


def test_many_claims_at_once_share_the_slots_among_searches(claims: Claims, database: Database) -> None:
    for owner in "ab":
        searching(database, owner, calls=6)
    claimed = at_once(6, lambda _: taken(claims))
    assert Counter(job.owner for job in claimed if job) == {"a": 3, "b": 3}


def test_a_cancelled_job_is_passed_over(claims: Claims, database: Database) -> None:
    first, second = queued(database), queued(database)
    Jobs(database).request_cancel(first.id)
    assert order(claims) == [second.id]


def test_a_start_is_charged_at_once_and_running_time_later(claims: Claims, database: Database) -> None:
    job = queued(database)
    claims.take("cpu", "worker-1", LONG_S)
    assert served_s(database, "default") == START_S
    claims.charge(job, 10.0, 0.0)
    assert served_s(database, "default") == START_S + 10.0


def test_a_charge_with_others_waiting_moves_the_clock_to_who_is_next(claims: Claims, database: Database) -> None:
    job, *_ = [of_owner(database, owner) for owner in ("a", "a", "b")]
    claims.take("cpu", "worker-1", LONG_S)
    claims.charge(job, 500.0, 0.0)
    assert rows_of(database)["queue_clocks"] == [{"queue": "cpu", "clock_s": 0.0}]
    claims.take("cpu", "worker-1", LONG_S)
    claims.charge(job, 500.0, 0.0)
    assert rows_of(database)["queue_clocks"] == [{"queue": "cpu", "clock_s": START_S + 1000.0}]


def test_a_search_makes_room_only_for_what_goes_before_it(claims: Claims, database: Database) -> None:
    search = searching(database, "a")
    assert not claims.prefers_another(search)
    other = of_owner(database, "b")
    assert claims.prefers_another(search)
    claim(database, other.id, "worker-1", LONG_S)
    claims.charge(other, 100.0, 0.0)
    of_owner(database, "b")
    assert not claims.prefers_another(search)
    of_owner(database, "b", priority=1)
    assert claims.prefers_another(search)


def test_a_search_makes_room_for_its_own_owner_but_not_for_a_lower_priority(claims: Claims, database: Database) -> None:
    search = searching(database, calls=0)
    queued(database, priority=-1)
    assert not claims.prefers_another(search)
    queued(database)
    assert claims.prefers_another(search)


def test_an_owner_with_as_many_running_jobs_as_it_may_have_is_passed_over(database: Database) -> None:
    claims = Claims(database, OwnerLimits(running_jobs=2))
    first = [of_owner(database, "a") for _ in range(3)]
    other = of_owner(database, "b")
    assert order(claims) == [first[0].id, other.id, first[1].id]
    assert not claims.is_anything_waiting("cpu")
    assert Attempts(database).succeed(first[0].id, 1, {})
    assert order(claims) == [first[2].id]


def test_trial_workers_do_not_count_as_running_jobs(database: Database) -> None:
    job = searching(database, calls=2)
    assert order(Claims(database, OwnerLimits(running_jobs=1))) == [job.id] * 2


def test_an_owner_that_has_used_its_cpu_seconds_is_passed_over_until_the_day_ends(database: Database) -> None:
    now = [DAY_S * 20_000.5]
    claims = Claims(database, OwnerLimits(cpu_seconds_a_day=60.0), clock=lambda: now[0])
    first, second = of_owner(database, "a"), of_owner(database, "a")
    assert taken(claims) == AllJobs(database).get(first.id)
    claims.charge(first, 1.0, 59.9)
    assert claims.is_anything_waiting("cpu")
    claims.charge(first, 1.0, 0.1)
    assert taken(claims) is None
    searching(database, "a")
    assert taken(claims) is None
    now[0] += DAY_S / 2
    assert claims.is_anything_waiting("cpu")
    assert second.id in order(claims)


def test_cpu_seconds_are_added_up_by_owner_and_day(database: Database) -> None:
    now = [DAY_S * 20_000 - 10.0]
    claims = Claims(database, clock=lambda: now[0])
    a, b, c = (Quota(database, owner, clock=lambda: now[0]) for owner in "abc")
    mine, other = of_owner(database, "a"), of_owner(database, "b")
    for job, cpu_s in ((mine, 2.0), (mine, 3.5), (other, 7.0)):
        claims.charge(job, 1.0, cpu_s)
    assert [quota.used().cpu_seconds_a_day for quota in (a, b, c)] == [5.5, 7.0, 0.0]
    assert a.day_ends_in_s() == 10.0
    now[0] += 10.0
    assert (a.used().cpu_seconds_a_day, a.day_ends_in_s()) == (0.0, DAY_S)
    claims.charge(mine, 1.0, 1.0)
    assert a.used().cpu_seconds_a_day == 1.0


def test_charges_at_once_are_all_counted(claims: Claims, database: Database) -> None:
    job = queued(database)
    claims.take("cpu", "worker-1", LONG_S)
    at_once(8, lambda _: claims.charge(job, 1.0, 0.5))
    assert (served_s(database, "default"), Quota(database).used().cpu_seconds_a_day) == (START_S + 8.0, 4.0)


def test_queued_and_running_jobs_are_counted_by_owner(claims: Claims, database: Database) -> None:
    for owner in "aab":
        of_owner(database, owner)
    claims.take("cpu", "worker-1", LONG_S)
    found = [Quota(database, owner).used() for owner in "abc"]
    assert [(used.queued_jobs, used.running_jobs) for used in found] == [(1, 1), (1, 0), (0, 0)]


def test_the_time_in_which_a_search_has_no_slot_does_not_count_to_its_time_limit(claims: Claims, database: Database) -> None:
    search = searching(database, calls=2)
    with database.writing() as connection:
        connection.execute(update(jobs).values(limited_from=search.created_at - 300.0, called_at=search.created_at - 200.0))
    joined = claims.take("cpu", "worker-1", LONG_S)
    assert joined is not None
    assert joined.job.limited_from == pytest.approx(search.created_at - 100.0, abs=10.0)
    Trials(database).claim(joined.process, 1, LONG_S)
    beside = claims.take("cpu", "worker-2", LONG_S)
    assert beside is not None
    assert beside.job.limited_from == joined.job.limited_from
