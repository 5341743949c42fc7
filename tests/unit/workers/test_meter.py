"""Owners are charged for running time and CPU seconds, each second once."""

import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import cast

import pytest

from service.store.claims import Claims
from service.store.rows import Job
from service.store.shares import START_S
from workers.heartbeat import cpu_seconds
from workers.meter import Meter


@dataclass
class Account:
    """Charges, instead of a database."""

    fails: bool = False
    charges: list[tuple[float, float]] = field(default_factory=list)

    def charge(self, _job: Job, running_s: float, cpu_s: float) -> None:
        if self.fails:
            raise OSError("the database is away")
        self.charges.append((running_s, cpu_s))


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def now() -> list[float]:
    """The time, in seconds."""
    return [100.0]


@pytest.fixture
def meter(account: Account, now: list[float]) -> Meter:
    return Meter(cast("Claims", account), cast("Job", None), clock=lambda: now[0])


def test_each_charge_is_for_the_time_since_the_one_before(meter: Meter, account: Account, now: list[float]) -> None:
    for at, cpu_s in ((105.0, 8.0), (110.0, 9.5), (112.0, 9.5)):
        now[0] = at
        meter.note_cpu(cpu_s)
        meter.charge()
    assert account.charges == [(5.0 - START_S, 8.0), (5.0, 1.5), (2.0, 0.0)]


def test_a_process_shorter_than_what_its_start_costs_is_charged_no_more_than_that(meter: Meter, account: Account, now: list[float]) -> None:
    now[0] += START_S / 2
    meter.charge()
    assert account.charges == [(0.0, 0.0)]


def test_what_could_not_be_charged_is_charged_later(meter: Meter, account: Account, now: list[float]) -> None:
    now[0], account.fails = 105.0, True
    meter.note_cpu(2.0)
    with pytest.raises(OSError, match="away"):
        meter.charge()
    account.fails = False
    now[0] = 110.0
    meter.charge()
    assert account.charges == [(10.0 - START_S, 2.0)]


def _burn(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_cpu_seconds_are_those_of_all_threads() -> None:
    before = cpu_seconds()
    threads = [threading.Thread(target=_burn, args=(0.1,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cpu_seconds() - before >= 0.2


def test_cpu_seconds_are_also_those_of_children_that_have_ended() -> None:
    before = cpu_seconds()
    own = time.process_time()
    subprocess.run([sys.executable, "-S", "-c", "import time\nwhile time.process_time() < 0.2: pass"], check=True)
    assert cpu_seconds() - before - (time.process_time() - own) >= 0.2
