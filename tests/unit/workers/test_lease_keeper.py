"""Leases are renewed from the claim on, whatever else the worker does."""

import threading
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from workers.lease import Lease
from workers.lease_keeper import LeaseKeeper

LEASE_S = 20.0


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Renewed:
    """A lease that notes when it is renewed."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.at, self.fails, self.is_held = clock, list[float](), False, True
        self.job = type("Job", (), {"id": "one"})
        self.was_renewed = threading.Event()

    def renew(self, lease_s: float) -> bool:
        if self.fails:
            raise OperationalError("UPDATE jobs", {}, Exception("connection refused"))
        self.at.append(self.clock.now)
        self.was_renewed.set()
        return self.is_held


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lease(clock: Clock) -> Any:
    return Renewed(clock)


def run(keeper: LeaseKeeper, clock: Clock, until: float, step_s: float = 0.25) -> None:
    while clock.now < until:
        clock.now += step_s
        keeper.renew_due()


def test_a_lease_is_renewed_every_quarter_of_its_time_until_the_block_ends(clock: Clock, lease: Any) -> None:
    keeper = LeaseKeeper(LEASE_S, clock)
    with keeper.keeping(cast("Lease", lease)) as kept:
        run(keeper, clock, 16)
    run(keeper, clock, 30)
    assert (lease.at, kept.is_lost) == ([5.0, 10.0, 15.0], False)


def test_a_renewal_that_fails_is_tried_again_soon(clock: Clock, lease: Any) -> None:
    keeper = LeaseKeeper(LEASE_S, clock)
    with keeper.keeping(lease) as kept:
        lease.fails = True
        run(keeper, clock, 30)
        lease.fails = False
        run(keeper, clock, 31)
    assert (lease.at, kept.is_lost) == ([30.5], False)


def test_one_lease_that_fails_does_not_keep_others_from_being_renewed(clock: Clock, lease: Any) -> None:
    keeper, other = LeaseKeeper(LEASE_S, clock), Renewed(clock)
    lease.fails = True
    with keeper.keeping(lease), keeper.keeping(cast("Lease", other)):
        run(keeper, clock, 11)
    assert other.at == [5.0, 10.0]


def test_a_lease_that_is_no_longer_held_is_lost_and_not_renewed_again(clock: Clock, lease: Any) -> None:
    keeper = LeaseKeeper(LEASE_S, clock)
    with keeper.keeping(lease) as kept:
        lease.is_held = False
        run(keeper, clock, 16)
    assert (lease.at, kept.is_lost) == ([5.0], True)


def test_the_thread_renews_while_the_one_that_took_the_lease_is_held_up(lease: Any) -> None:
    keeper = LeaseKeeper(0.04)
    keeper.start()
    with keeper.keeping(lease):
        assert lease.was_renewed.wait(10)
