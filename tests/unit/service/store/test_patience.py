"""Calls are repeated in an outage of the database, for as long as the patience lasts."""

import sqlite3
from dataclasses import dataclass, field

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from service.store.patience import LONGEST_PAUSE_S, STOPPING_S, Patience, patient


def locked() -> OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("UPDATE", {}, error)


@dataclass
class Store:
    """A store whose database is away until a time."""

    until: float
    error: Exception = field(default_factory=locked)
    now: float = 0.0
    calls: list[float] = field(default_factory=list)
    name: str = "rows"

    def write(self, value: int, *, more: int = 0) -> int:
        self.calls.append(self.now)
        if self.now < self.until:
            raise self.error
        return value + more

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def with_patience(store: Store, seconds: float, *, stopping: bool = False) -> Store:
    return patient(store, Patience(seconds, lambda: stopping, clock=lambda: store.now, sleep=store.sleep))


def test_a_call_is_repeated_until_the_database_is_back_with_its_arguments() -> None:
    store = Store(until=20.0)
    assert with_patience(store, 60.0).write(1, more=2) == 3
    assert 20.0 <= store.now < 20.0 + LONGEST_PAUSE_S


def test_the_first_repetition_comes_soon_and_the_others_at_most_a_second_apart() -> None:
    store = Store(until=20.0)
    with_patience(store, 60.0).write(1)
    pauses = [after - before for before, after in zip(store.calls, store.calls[1:], strict=False)]
    assert pauses[0] <= 0.05
    assert max(pauses) == pytest.approx(LONGEST_PAUSE_S)


def test_the_error_is_raised_when_the_outage_lasts_too_long() -> None:
    store = Store(until=1e9)
    with pytest.raises(OperationalError, match="database is locked"):
        with_patience(store, 60.0).write(1)
    assert 60.0 <= store.now < 62.0


def test_a_process_that_is_to_stop_waits_for_seconds_only() -> None:
    store = Store(until=1e9)
    with pytest.raises(OperationalError):
        with_patience(store, 60.0, stopping=True).write(1)
    assert STOPPING_S <= store.now < STOPPING_S + LONGEST_PAUSE_S


@pytest.mark.parametrize("error", [IntegrityError("INSERT", {}, sqlite3.IntegrityError()), ValueError("no")])
def test_what_would_fail_again_is_not_repeated(error: Exception) -> None:
    store = Store(until=1e9, error=error)
    with pytest.raises(type(error)):
        with_patience(store, 60.0).write(1)
    assert store.calls == [0.0]


def test_without_patience_nothing_is_repeated() -> None:
    store = Store(until=1.0)
    with pytest.raises(OperationalError):
        with_patience(store, 0.0).write(1)
    assert store.calls == [0.0]


def test_an_attribute_that_is_no_method_is_as_it_is() -> None:
    assert with_patience(Store(until=0.0), 60.0).name == "rows"
