"""Owners share the slots by running time, whatever the number and the length of their jobs."""

import pytest

from service.store.database import Database
from service.store.owner_limits import OwnerLimits
from tests.integration.service.store.simulated_slots import Slots

#: The choice is the matter here, so one database will do.
pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True, scope="module")

#: Seconds of a job.
JOB_S = 10.0
#: Seconds of a turn, and of the trials that end it.
TURN_S = 12.0


@pytest.fixture
def slots(database: Database) -> Slots:
    return Slots(database)


def test_one_job_does_not_wait_for_five_hundred_of_another_owner(slots: Slots) -> None:
    slots.submit("a", 500)
    slots.run_until(33.0)
    (job,) = slots.submit("b")
    slots.run_until(100.0)
    assert slots.starts_of(job)[0] - 33.0 <= 2 * JOB_S


def test_hours_of_use_are_not_held_against_an_owner(slots: Slots) -> None:
    slots.lengths["long"] = 3_600.0
    slots.submit("long", 2)
    slots.run_until(7_300.0)
    slots.submit("b", 50)
    (job,) = slots.submit("long")
    slots.run_until(8_000.0)
    assert slots.starts_of(job)[0] - 7_300.0 <= 2 * JOB_S


def test_idle_time_is_not_saved_up(slots: Slots) -> None:
    slots.submit("early")
    slots.run_until(20.0)
    slots.submit("a", 400)
    slots.run_until(2_000.0)
    slots.submit("early", 50)
    slots.run_until(2_400.0)
    late = [owner for at, owner, _ in slots.started if at > 2_000.0]
    assert late.count("early") == pytest.approx(late.count("a"), abs=1)


def test_an_owner_that_comes_during_a_long_job_gets_no_more_than_its_share(slots: Slots) -> None:
    slots.lengths["long"] = 1_000.0
    slots.submit("long", 3)
    slots.run_until(995.0)
    slots.submit("b", 200)
    slots.run_until(2_900.0)
    assert [at for at, owner, _ in slots.started if owner == "long"][1] <= 1_000.0 + 2 * JOB_S


def test_jobs_of_ten_and_of_a_hundred_seconds_get_equal_running_time(slots: Slots) -> None:
    slots.lengths["long"] = 100.0
    slots.submit("short", 120)
    slots.submit("long", 15)
    slots.run_until(2_000.0)
    assert slots.served["short"] == pytest.approx(slots.served["long"], abs=100.0)


def test_slots_that_are_free_together_go_to_several_owners(database: Database) -> None:
    slots = Slots(database, n_slots=4)
    slots.submit("a", 20)
    slots.submit("b", 20)
    slots.run_until(25.0)
    assert sorted(owner for at, owner, _ in slots.started if at == 0.0) == ["a", "a", "b", "b"]
    assert sorted(owner for at, owner, _ in slots.started if at == 20.0) == ["a", "a", "b", "b"]


def test_slots_that_nobody_else_wanted_are_not_held_against_an_owner(database: Database) -> None:
    slots = Slots(database, n_slots=4, lengths={"steady": 100.0, "wide": 100.0})
    for at in range(0, 600, 100):
        slots.submit("wide", 3)
        slots.submit("steady")
        slots.run_until(float(at + 100))
    slots.submit("steady", 40)
    slots.submit("wide", 40)
    slots.run_until(1_190.0)
    late = [owner for at, owner, _ in slots.started if at >= 600.0]
    assert late.count("wide") == pytest.approx(late.count("steady"), abs=2)


def test_owners_that_are_passed_over_do_not_save_up_time(database: Database) -> None:
    slots = Slots(database, limits=OwnerLimits(running_jobs=0, cpu_seconds_a_day=5.0))
    (first, *_) = slots.submit("stopped", 50)
    slots.claims.charge(first, 0.0, 6.0)
    slots.submit("a", 100)
    slots.run_until(500.0)
    assert {owner for _, owner, _ in slots.started} == {"a"}
    (job,) = slots.submit("b")
    slots.submit("b", 50)
    slots.run_until(700.0)
    late = [owner for at, owner, _ in slots.started if at >= 500.0]
    assert slots.starts_of(job)
    assert late.count("a") == pytest.approx(late.count("b"), abs=1)


def test_owners_that_wait_with_a_low_priority_do_not_save_up_time(slots: Slots) -> None:
    slots.submit("low", 50, priority=-1)
    slots.submit("a", 100)
    slots.run_until(500.0)
    slots.submit("b", 50)
    slots.run_until(700.0)
    late = [owner for at, owner, _ in slots.started if at >= 500.0]
    assert set(late) == {"a", "b"}
    assert late.count("a") == pytest.approx(late.count("b"), abs=1)


def test_a_search_of_a_thousand_trials_makes_room_for_a_job_of_another_owner_after_its_turn(slots: Slots) -> None:
    slots.search("a")
    slots.run_until(41.0)
    (job,) = slots.submit("b")
    slots.run_until(100.0)
    assert slots.starts_of(job)[0] - 41.0 <= TURN_S


def test_a_search_makes_room_for_jobs_of_its_own_owner(slots: Slots) -> None:
    search = slots.search("a")
    slots.run_until(41.0)
    (job,) = slots.submit("a")
    slots.run_until(100.0)
    assert slots.starts_of(job)[0] - 41.0 <= TURN_S
    assert len(slots.starts_of(search)) == 2


def test_two_searches_take_turns(slots: Slots) -> None:
    slots.search("a")
    slots.run_until(41.0)
    other = slots.search("b")
    slots.run_until(300.0)
    assert slots.starts_of(other)[0] - 41.0 <= TURN_S
    assert slots.served["b"] == pytest.approx(slots.served["a"] - 41.0, abs=2 * TURN_S)


def test_two_searches_of_one_owner_take_turns(slots: Slots) -> None:
    slots.search("a")
    slots.run_until(41.0)
    other = slots.search("a")
    slots.run_until(120.0)
    assert len(slots.starts_of(other)) >= 2


def test_a_search_keeps_its_slot_while_its_owner_is_next(database: Database) -> None:
    slots = Slots(database, lengths={"b": 100.0})
    slots.submit("b", 3)
    slots.run_until(1.0)
    search = slots.search("a")
    slots.run_until(195.0)
    assert len(slots.starts_of(search)) == 1


def test_trial_workers_of_a_search_do_not_take_the_slots_of_another_owner(database: Database) -> None:
    slots = Slots(database, n_slots=4)
    slots.search("a")
    slots.run_until(30.0)
    slots.submit("b", 40)
    slots.run_until(130.0)
    assert slots.served["b"] == pytest.approx(200.0, abs=60.0)
