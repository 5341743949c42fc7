"""A worker that stops has ended in time, whatever hangs."""

import threading
import time
from collections.abc import Callable

import pytest

from workers.leaving import Leaving


class Worker:
    """A worker with running jobs, whose process can be ended."""

    def __init__(self, n_busy: int, leave_s: float, close_s: float) -> None:
        self.n_busy, self.drained, self.codes, self.ended = n_busy, 0, list[int](), threading.Event()
        self.leaving = Leaving(self._drain, lambda: self.n_busy, leave_s=leave_s, close_s=close_s, exit_process=self._exit)
        self.leaving.start()

    def _drain(self) -> None:
        self.drained += 1

    def _exit(self, code: int) -> None:
        self.codes.append(code)
        self.ended.set()

    def seconds_to_end(self, begin: Callable[[], None]) -> float:
        began = time.monotonic()
        begin()
        assert self.ended.wait(10)
        return time.monotonic() - began


def test_nothing_ends_before_it_is_asked_to() -> None:
    worker = Worker(0, leave_s=0.01, close_s=0.01)
    assert not worker.ended.wait(0.2)
    assert not worker.leaving.has_begun


def test_jobs_are_handed_back_at_once(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker(0, leave_s=5, close_s=0.1)
    assert worker.seconds_to_end(worker.leaving.begin) < 2
    assert (worker.drained, worker.codes, worker.leaving.has_begun) == (1, [0], True)
    assert "CRITICAL" not in caplog.text


def test_a_job_that_is_not_handed_back_does_not_keep_the_worker() -> None:
    worker = Worker(1, leave_s=0.5, close_s=0.1)
    assert 0.4 < worker.seconds_to_end(worker.leaving.begin) < 3
    assert worker.codes == [1]


def test_the_time_to_close_begins_with_the_end_of_the_last_job() -> None:
    worker = Worker(1, leave_s=5, close_s=0.1)
    worker.leaving.begin()
    assert not worker.ended.wait(0.4)
    worker.n_busy = 0
    assert worker.ended.wait(2)


def test_the_reason_is_the_last_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker(0, leave_s=1, close_s=0.05)
    worker.leaving.begin()
    worker.seconds_to_end(lambda: worker.leaving.begin("it receives nothing"))
    assert worker.codes == [1]
    assert caplog.messages[-1] == "it receives nothing"


def test_a_worker_that_has_done_all_ends_at_once() -> None:
    worker = Worker(0, leave_s=5, close_s=5)
    worker.leaving.finish()
    assert worker.codes == [0]
