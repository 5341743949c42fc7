"""Factors that are learned from finished jobs, and the intervals that they give."""

import random
from math import exp, log

import pytest

from models.estimating.costs import BUILT_IN, COVERAGE, FIRST_WIDTH, Costs
from models.estimating.estimate import Estimate, estimate, seconds_left
from models.estimating.lesson import Taken, learn
from models.estimating.terms import STOPPED_AFTER, STOPPING, Term, Work, merged

DENSE, CONVOLUTION = Term(2.0, ("machine", "layer:Dense")), Term(5.0, ("machine", "layer:Conv2D"))


def work(*terms: Term, **changes: object) -> Work:
    return Work(**{"phases": {"fitting": terms}, "memory": (Term(1e9, ("memory:network",)),), **changes})  # type: ignore[arg-type]


def test_nothing_learned_means_the_built_in_sizes() -> None:
    assert BUILT_IN.amount([DENSE, CONVOLUTION]).mean == 7.0


def test_a_measured_job_moves_the_estimate_towards_it_and_narrows_the_interval() -> None:
    before, after = BUILT_IN.amount([DENSE]), BUILT_IN.learned((DENSE,), 8.0).amount([DENSE])
    assert 2.0 < before.mean * 2 < after.mean < 8.0
    assert after.variance < before.variance / 1.5


def test_a_slow_machine_is_learned_for_layers_that_were_never_measured() -> None:
    costs = BUILT_IN
    for _ in range(5):
        costs = costs.learned((DENSE,), 6.0)
    assert costs.amount([CONVOLUTION]).mean > 1.4 * 5.0


def test_factors_of_layers_are_told_apart_by_jobs_that_mix_them() -> None:
    """Truth: the machine is as built in, dense layers take twice, convolutions half of what is built in."""
    draw, costs = random.Random(1), BUILT_IN
    for _ in range(200):
        dense, convolution = draw.uniform(0.1, 5), draw.uniform(0.1, 5)
        terms = (Term(dense, ("machine", "layer:Dense")), Term(convolution, ("machine", "layer:Conv2D")))
        costs = costs.learned(terms, (2 * dense + convolution / 2) * exp(draw.gauss(0, 0.1)))
    assert costs.amount([DENSE]).mean == pytest.approx(4.0, rel=0.2)
    assert costs.amount([CONVOLUTION]).mean == pytest.approx(2.5, rel=0.2)


def test_one_job_that_took_a_thousand_times_as_long_does_not_spoil_the_estimates() -> None:
    costs = BUILT_IN
    for _ in range(20):
        costs = costs.learned((DENSE,), 2.0)
    assert costs.learned((DENSE,), 2000.0).amount([DENSE]).mean < 2.0 * 1.5


@pytest.mark.parametrize(("spread", "slowness"), [(0.1, 1.0), (0.6, 3.0)], ids=["quiet", "busy and slow"])
def test_intervals_hold_four_of_five_jobs_whatever_the_machine(spread: float, slowness: float) -> None:
    """Each job is estimated before it is learned from; the first ten are not counted."""
    draw, costs, inside = random.Random(2), BUILT_IN, []
    for _ in range(300):
        job = work(DENSE.times(draw.uniform(0.5, 10)), CONVOLUTION.times(draw.uniform(0.1, 2)))
        found = estimate(job, costs)
        took = slowness * sum(term.amount for term in job.phases["fitting"]) * exp(draw.gauss(0, spread))
        inside.append(found.seconds.holds(took))
        costs = learn(costs, job, Taken({"fitting": took}, took, 10**9), found)
    assert sum(inside[10:]) / len(inside[10:]) == pytest.approx(COVERAGE, abs=0.07)


def test_an_interval_that_was_wrong_widens_the_next_ones_four_times_as_much_as_one_that_was_right_narrows_them() -> None:
    wide, narrow = BUILT_IN.judged("seconds", False), BUILT_IN.judged("seconds", True)
    assert log(wide.width("seconds") / FIRST_WIDTH) == pytest.approx(4 * log(FIRST_WIDTH / narrow.width("seconds")))
    assert wide.width("memory") == FIRST_WIDTH


def test_how_early_fits_stop_is_learned() -> None:
    stopping, costs = work(DENSE, n_rounds=100, may_stop=True, phases={"fitting": (DENSE,), "validating": ()}), BUILT_IN
    before = estimate(stopping, costs).seconds.mean
    for _ in range(10):
        costs = learn(costs, stopping, Taken({"fitting": 2.0}, n_epochs=10), None)
    assert before == pytest.approx(2.0 * STOPPED_AFTER)
    assert estimate(stopping, costs).seconds.mean == pytest.approx(0.2, rel=0.3)
    assert costs.of(STOPPING).n == 10


def test_a_continued_job_teaches_its_phases_and_not_whether_its_interval_was_right() -> None:
    job = work(DENSE)
    costs = learn(BUILT_IN, job, Taken({"fitting": 4.0}), estimate(job, BUILT_IN))
    assert costs.of("layer:Dense").n == 1
    assert costs.width("seconds") == FIRST_WIDTH


def test_only_what_a_job_has_changed_is_written() -> None:
    first = BUILT_IN.learned((DENSE,), 4.0)
    assert set(first.learned((CONVOLUTION,), 4.0).changes_since(first)) == {"machine", "layer:Conv2D"}
    assert first.changes_since(first) == {}


@pytest.mark.parametrize("measured", [0.0, -1.0])
def test_what_cannot_be_measured_teaches_nothing(measured: float) -> None:
    assert BUILT_IN.learned((DENSE,), measured) == BUILT_IN
    assert BUILT_IN.learned((), 1.0) == BUILT_IN


def test_an_estimate_is_the_same_after_it_was_stored() -> None:
    found = estimate(work(DENSE, CONVOLUTION), Costs())
    assert Estimate.of(found.as_dict()) == found


def test_terms_of_the_same_keys_are_one() -> None:
    assert merged([DENSE, CONVOLUTION, DENSE.times(2.0)]) == (Term(6.0, DENSE.keys), CONVOLUTION)


def test_what_says_nothing_of_its_progress_is_expected_to_last_longer_the_longer_it_has_lasted() -> None:
    expected = estimate(work(DENSE), BUILT_IN).seconds
    assert seconds_left(expected, 0.0) == 2.0
    assert 0 < seconds_left(expected, 1.9) < 2.0
    left = [seconds_left(expected, passed) for passed in (4.0, 20.0, 2000.0)]
    assert left == sorted(left)
    assert left[-1] == 1000.0


def test_the_interval_is_even_on_a_logarithmic_scale() -> None:
    seconds = estimate(work(DENSE), BUILT_IN).seconds
    assert log(seconds.high / seconds.mean) == pytest.approx(log(seconds.mean / seconds.low))
    assert seconds.low < seconds.mean < seconds.high
