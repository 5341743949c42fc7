"""Buckets of tokens: exactly as many requests as the rate allows, and a bounded number of buckets."""

import pytest

from service.access.rate import BURST_S, MAX_BUCKETS, Rate


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def taken(rate: Rate, caller: str, n: int) -> int:
    """Take tokens; return how many there were."""
    return sum(rate.take(caller) == 0 for _ in range(n))


@pytest.mark.parametrize(("per_s", "burst"), [(100.0, 1000), (3.0, 30), (0.5, 5), (0.01, 1)])
def test_a_caller_that_has_paused_sends_the_requests_of_ten_seconds_at_once_and_no_more(per_s: float, burst: int, clock: Clock) -> None:
    rate = Rate("requests", per_s, clock)
    assert taken(rate, "a", burst + 50) == burst
    assert rate.limit.headers(0, 1)["RateLimit-Policy"] == f'"requests";q={burst};qu="requests";w={round(max(BURST_S, 1 / per_s))}'


def test_tokens_come_back_at_the_rate(clock: Clock) -> None:
    rate = Rate("requests", 4.0, clock)
    taken(rate, "a", 40)
    clock.now_s += 0.249
    assert taken(rate, "a", 5) == 0
    clock.now_s += 0.001
    assert taken(rate, "a", 5) == 1
    clock.now_s += 2.5
    assert (rate.remaining("a"), rate.full_in_s("a")) == (10, pytest.approx(7.5))
    clock.now_s += 3600
    assert taken(rate, "a", 100) == 40


def test_a_refusal_says_how_long_to_wait_and_costs_nothing(clock: Clock) -> None:
    rate = Rate("requests", 2.0, clock)
    taken(rate, "a", 20)
    assert rate.take("a") == pytest.approx(0.5)
    assert [rate.take("a") for _ in range(1000)] == [pytest.approx(0.5)] * 1000
    clock.now_s += 0.5
    assert rate.take("a") == 0


def test_callers_have_buckets_of_their_own(clock: Clock) -> None:
    rate = Rate("requests", 1.0, clock)
    assert taken(rate, "a", 20) == 10
    assert (rate.remaining("b"), rate.full_in_s("b")) == (10, 0)
    assert taken(rate, "b", 20) == 10


def test_a_flood_of_callers_takes_bounded_memory_and_frees_no_limited_one(clock: Clock) -> None:
    rate = Rate("requests", 1.0, clock)
    taken(rate, "limited", 10)
    for number in range(3 * MAX_BUCKETS):
        rate.take(f"caller-{number}")
        assert len(rate._full_at) <= MAX_BUCKETS
    assert rate.take("limited") > 0


def test_full_buckets_are_the_first_that_are_forgotten(clock: Clock) -> None:
    rate = Rate("requests", 1.0, clock)
    for number in range(MAX_BUCKETS):
        rate.take(f"early-{number}")
    clock.now_s += 60
    taken(rate, "late", 10)
    assert len(rate._full_at) == 1
