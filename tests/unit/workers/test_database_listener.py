"""Reports of a fit are written in order, whatever happens to the database; what cannot be written ends the fit at its next batch."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy.exc import ProgrammingError

from models.core.errors import Cancelled
from models.training.listener import BatchReport, EpochReport, Phase
from service.store.attempts import Attempts
from service.store.files import Files
from service.store.rows import Epoch
from tests.untied import Untied
from workers.database_listener import DatabaseListener
from workers.heartbeat import Heartbeat

#: Seconds to wait for something that another thread does at once.
SOON_S = 10.0


@dataclass
class Rows:
    """The rows of a job. While `is_there` is not set, writing waits, as that of patient stores does in an outage."""

    is_there: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None
    written: list[Any] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def _write(self, what: Any) -> None:
        assert self.is_there.wait(SOON_S)
        if self.error is not None:
            raise self.error
        self.written.append(what)

    def log(self, _job_id: str, _token: int, message: str, at: float) -> None:
        self._write(message)
        self.times.append(at)

    def epoch(self, _job_id: str, _token: int, epoch: Epoch) -> None:
        self._write(epoch.epoch)

    def progress(self, _job_id: str, _token: int, progress: float, _metrics: dict[str, float]) -> None:
        self._write(progress)


class Asked(Untied):
    """A heartbeat that may ask to stop."""

    stops = False

    def should_stop(self) -> bool:
        return self.stops


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def heartbeat() -> Asked:
    return Asked()


@pytest.fixture
def listener(rows: Rows, heartbeat: Asked) -> Iterator[DatabaseListener]:
    listener = DatabaseListener("job", 1, cast("Attempts", rows), Files(Path()), cast("Heartbeat", heartbeat), max_waiting=3)
    yield listener
    rows.is_there.set()
    rows.error = None
    listener._writer._waiting.put(None)


def epoch(number: int) -> EpochReport:
    return EpochReport(number, {"loss": 0.1}, 1.0, 0.1, 10.0, ())


def until(holds: Any) -> None:
    deadline = time.monotonic() + SOON_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_fit_goes_on_in_an_outage_and_everything_is_written_in_order_after_it(listener: DatabaseListener, rows: Rows) -> None:
    listener.log("begun")
    for number in (1, 2):
        listener.on_epoch(epoch(number))
        listener.on_batch(BatchReport(number, 1, 2, 0.5, {}))
        assert not listener.should_stop()
    assert rows.written == []
    rows.is_there.set()
    listener.close()
    assert rows.written == ["begun", 1, 2]


def test_what_cannot_be_written_ends_the_fit_at_its_next_batch(listener: DatabaseListener, rows: Rows) -> None:
    rows.error = ProgrammingError("INSERT", {}, ValueError("no such table"))
    rows.is_there.set()
    listener.on_epoch(epoch(1))
    until(lambda: listener._writer._error)
    with pytest.raises(ProgrammingError):
        listener.should_stop()
    with pytest.raises(ProgrammingError):
        listener.on_epoch(epoch(2))
    with pytest.raises(ProgrammingError):
        listener.close()


def test_a_fit_that_reports_more_than_can_wait_waits_and_loses_nothing(listener: DatabaseListener, rows: Rows) -> None:
    def report() -> None:
        for number in range(1, 11):
            listener.on_epoch(epoch(number))

    fit = threading.Thread(target=report)
    fit.start()
    until(lambda: listener._writer.n_waiting >= 3)
    time.sleep(0.05)
    assert fit.is_alive()
    assert listener._writer.n_waiting <= 3
    rows.is_there.set()
    fit.join(SOON_S)
    listener.close()
    assert rows.written == list(range(1, 11))


def test_a_fit_that_waits_ends_when_it_is_asked_to(listener: DatabaseListener, heartbeat: Asked) -> None:
    def report() -> None:
        for number in range(1, 11):
            listener.on_epoch(epoch(number))

    fit = threading.Thread(target=report)
    fit.start()
    until(lambda: listener._writer.n_waiting >= 3)
    heartbeat.stops = True
    fit.join(SOON_S)
    assert not fit.is_alive()


def test_each_message_has_a_time_of_its_own_so_that_one_written_twice_is_known(listener: DatabaseListener, rows: Rows) -> None:
    rows.is_there.set()
    for _ in range(3):
        listener.log("the same")
    listener.close()
    assert len(set(rows.times)) == 3
    assert rows.times == sorted(rows.times)


def test_a_job_that_must_stop_before_its_fit_begins_stops_at_the_next_phase(listener: DatabaseListener, heartbeat: Asked) -> None:
    listener.on_phase(Phase.LOADING)
    heartbeat.stops = True
    listener.on_phase(Phase.EVALUATING)
    with pytest.raises(Cancelled, match="stopped before tracing"):
        listener.on_phase(Phase.TRACING)
