"""The course of a running job, by a clock that the test moves: what its phases took, and how long it still needs."""

import pytest

from models.estimating.costs import BUILT_IN
from models.estimating.course import Course
from models.estimating.pace import Pace
from models.estimating.terms import Term, Work

EPOCHS, SAMPLES = 10, 1000
EXPECTED = {"starting": 0.5, "preparing": 1.0, "tracing": 2.0, "fitting": 20.0, "validating": 5.0, "evaluating": 3.0, "compiling": 4.0}


class Run:
    """A job whose epochs take some seconds each, and its course."""

    def __init__(self, train_s: float = 2.0, validate_s: float = 0.5, likely: float = EPOCHS) -> None:
        self.now, self.train_s, self.validate_s = 100.0, train_s, validate_s
        self.course = Course(EXPECTED, Pace(EPOCHS, likely, SAMPLES, 2.0, 0.5), lambda: self.now)

    def passes(self, seconds: float) -> None:
        self.now += seconds

    def reaches_fit(self) -> None:
        self.passes(0.5)
        for phase, seconds in (("loading", 0.2), ("preparing", 0.8), ("tracing", 2.0)):
            self.course.begin(phase)
            self.passes(seconds)
        self.course.begin("fitting")
        self.course.on_batch(1 / 100 / EPOCHS)

    def trains(self, epoch: int, share: float) -> None:
        """Train up to a share of an epoch, counted from 0, from its begin or after the first step."""
        begun = 0.01 if epoch == 0 else 0.0
        self.passes((share - begun) * self.train_s)
        self.course.on_batch((epoch + share) / EPOCHS)

    def epoch(self, number: int) -> None:
        self.trains(number, 1.0)
        self.passes(self.validate_s)
        tracing_s = 2.0 if number == 0 else 0.0
        self.course.on_epoch(
            self.train_s + self.validate_s + tracing_s,
            SAMPLES / (self.train_s + tracing_s),
        )

    def rest(self, epochs: float, validations: int) -> float:
        """Return the seconds that are left in truth, if the phases after the fit take as long as expected."""
        return epochs * self.train_s + validations * self.validate_s + 7.0


def test_before_the_fit_the_rest_is_what_is_expected_of_the_phases() -> None:
    run = Run()
    run.passes(0.5)
    run.course.begin("loading")
    run.passes(0.4)
    assert run.course.phase == "preparing"
    assert run.course.seconds_left == pytest.approx(0.6 + 2 + 20 + 5 + 3 + 4)


@pytest.mark.parametrize("train_s", [1.0, 2.0, 4.0])
def test_after_a_tenth_of_the_work_the_rest_is_right_to_fifteen_percent_even_if_the_expectation_was_not(train_s: float) -> None:
    run = Run(train_s=train_s, validate_s=train_s / 4)
    run.reaches_fit()
    run.epoch(0)
    run.trains(1, 0.2)
    assert run.course.seconds_left == pytest.approx(run.rest(8.8, 9), rel=0.15)


def test_in_the_first_epoch_the_validation_is_counted_though_none_was_seen() -> None:
    run = Run()
    run.reaches_fit()
    run.trains(0, 0.8)
    assert run.course.seconds_left == pytest.approx(run.rest(9.2, 10), rel=0.1)


def test_the_seconds_of_tracing_are_not_those_of_an_epoch() -> None:
    run = Run()
    run.reaches_fit()
    run.epoch(0)
    measured = run.course.measured()
    assert measured["tracing"] == pytest.approx(2.0)
    assert measured["fitting"] == pytest.approx(20.0, rel=0.05)
    assert measured["validating"] == pytest.approx(5.0)


def test_a_machine_that_becomes_slower_is_noticed() -> None:
    run = Run()
    run.reaches_fit()
    for number in range(4):
        run.epoch(number)
    run.train_s = 6.0
    for number in range(4, 8):
        run.epoch(number)
    run.course.begin("fitting")
    assert run.course.seconds_left > 0.7 * run.rest(2, 2)


def test_a_fit_that_may_stop_needs_the_epochs_that_are_likely_and_some_more_once_it_has_had_them() -> None:
    run = Run(likely=4)
    run.reaches_fit()
    run.epoch(0)
    assert run.course.seconds_left == pytest.approx(run.rest(3, 3), rel=0.05)
    for number in range(1, 5):
        run.epoch(number)
    assert run.rest(1, 1) < run.course.seconds_left < run.rest(4, 4)


def test_a_fit_that_goes_on_in_the_middle_counts_only_what_is_left() -> None:
    run = Run()
    run.passes(1.0)
    run.course.begin("fitting")
    run.course.on_batch(0.62)
    run.passes(0.4)
    run.course.on_batch(0.64)
    assert run.course.seconds_left == pytest.approx(run.rest(3.6, 4), rel=0.1)
    run.passes(1.3)
    run.course.on_epoch(1.7, SAMPLES / 1.2)
    assert run.course.n_ended == 7


def test_a_phase_that_takes_longer_than_expected_is_expected_to_take_some_more() -> None:
    run = Run()
    run.course.begin("compiling")
    run.passes(24.0)
    assert run.course.seconds_left == pytest.approx(0.25 * 20.0)


def test_the_course_of_work_has_the_expected_seconds_of_its_phases() -> None:
    phases = {"fitting": (Term(20.0, ("machine",)),), "validating": (Term(5.0, ("machine",)),), "compiling": (Term(2.0, ("machine",)),)}
    course = Course.of(Work(phases, (), 10, SAMPLES), BUILT_IN, lambda: 0.0)
    course.begin("fitting")
    assert course.seconds_left == pytest.approx(27.0)
