"""A loaded model is measured for single rows and for batches, and its rows are compared with what they have alone."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from models.core.arrays import Array, Ports
from models.serving.batch_times import LARGER, PROVED, RUNS, SLOW_S, measured

ROWS = {"x": np.arange(1, 13, dtype=np.float32).reshape(4, 3)}
ONE = {"x": np.array([[1.0, 2.0, 3.0]], np.float32)}


def by(formula: Callable[[Array], Array]) -> Callable[[Ports], Ports]:
    return lambda x: {"y": formula(x["x"])}


def at_position(x: Array) -> Array:
    """Give the rows in the middle of a batch other outputs."""
    return x + 0.01 * (np.arange(len(x)) == 10)[:, np.newaxis]


def only_one(x: Array) -> Array:
    if len(x) != 1:
        raise ValueError("expected a batch of one")
    return x


@pytest.mark.parametrize("x", [ROWS, ONE], ids=["several samples", "one sample"])
@pytest.mark.parametrize(
    ("formula", "is_independent"),
    [
        (lambda x: 2 * x, True),
        (lambda x: x + 1e-7 * len(x), True),
        (lambda x: x - x.mean(axis=0), False),
        (lambda x: x / len(x), False),
        (lambda x: x[:1], False),
        (only_one, False),
    ],
    ids=["a row for itself", "rounding", "less the mean of the batch", "by its size", "one row only", "single rows only"],
)
def test_rows_that_depend_on_the_batch_are_found(x: Ports, formula: Callable[[Array], Array], is_independent: bool) -> None:
    assert measured(by(formula), x).is_independent is is_independent


def test_rows_that_depend_on_their_position_are_found() -> None:
    assert not measured(by(at_position), ROWS).is_independent


def test_integers_that_differ_are_found() -> None:
    assert not measured(by(lambda x: np.argsort(x[:, 0])), ROWS).is_independent
    assert measured(by(lambda x: x[:, 0].astype(np.int64)), ROWS).is_independent


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", lambda: clock.seconds)
    return clock


def test_a_batch_takes_the_time_of_its_base_and_of_each_row(clock: Clock) -> None:
    def run(x: Array) -> Array:
        clock.seconds += 0.002 + 0.0003 * len(x)
        return x

    times = measured(by(run), ROWS)
    assert (times.base_s, times.row_s) == (pytest.approx(0.002), pytest.approx(0.0003))


def test_the_fastest_of_several_runs_counts(clock: Clock) -> None:
    delays = iter([0.009, 0.001, 0.005] * 2 + [0.001] * 100)

    def run(x: Array) -> Array:
        clock.seconds += next(delays)
        return x

    times = measured(by(run), ROWS)
    assert (times.base_s, times.row_s) == (pytest.approx(0.001), pytest.approx(0.0))


@pytest.mark.parametrize(("seconds", "largest"), [(1e-6, LARGER), (0.05, 5), (0.3, 2)])
def test_a_slow_model_is_proved_too_with_fewer_rows(seconds: float, largest: int, clock: Clock) -> None:
    sizes: list[int] = []

    def run(x: Array) -> Array:
        sizes.append(len(x))
        clock.seconds += seconds
        return x

    assert measured(by(run), {"x": np.arange(20.0)[:, np.newaxis]}).is_independent
    assert max(sizes) == largest
    assert sizes.count(1) == (RUNS + PROVED - 1 if largest == LARGER else 1)


def test_a_model_without_samples_is_not_run_and_counts_as_slow() -> None:
    times = measured(by(lambda x: x[:1]), {"x": np.zeros((0, 3), np.float32)})
    assert (times.row_s, times.is_independent) == (SLOW_S, False)
