"""Histograms of what predictions take: every time is in one bucket, and those of a model outlive it."""

import pytest

from service.batching.latencies import BOUNDS_S, OTHERS, Latencies, LatencyBook
from service.batching.phases import PHASES, Phases
from service.histogram import Histogram


def test_a_time_is_in_the_bucket_that_ends_at_it_or_above_it() -> None:
    histogram = Histogram(BOUNDS_S)
    for seconds in (0.0, BOUNDS_S[0], BOUNDS_S[0] * 1.01, BOUNDS_S[-1], 100.0):
        histogram.observe(seconds)
    assert histogram.counts[0] == 2
    assert histogram.counts[1] == 1
    assert histogram.counts[-2:] == [1, 1]
    assert sum(histogram.counts) == 5
    assert histogram.total == pytest.approx(110.0, abs=0.001)
    assert len(histogram.counts) == len(BOUNDS_S) + 1


def test_many_requests_are_counted_as_one_after_the_other() -> None:
    times = [*BOUNDS_S, *(seconds * 1.01 for seconds in BOUNDS_S), 0.0, 100.0]
    one_by_one, together = Histogram(BOUNDS_S), Latencies()
    for seconds in times:
        one_by_one.observe(seconds)
        together.observe(Phases(queue_s=seconds))
    assert together.by_phase["queue"].counts == one_by_one.counts
    assert together.by_phase["queue"].total == pytest.approx(one_by_one.total)
    assert together.by_phase["model"].counts[0] == len(times)


def test_each_phase_has_a_histogram() -> None:
    latencies = Latencies()
    latencies.observe(Phases(decode_s=1, queue_s=2, steps_s=3, model_s=4, encode_s=5))
    assert {name: histogram.total for name, histogram in latencies.by_phase.items()} == dict(zip(PHASES, [1, 2, 3, 4, 5], strict=True))


def test_a_model_that_is_loaded_again_goes_on_with_its_histograms() -> None:
    book = LatencyBook()
    book.of("default/a@1").observe(Phases(model_s=1.0))
    book.of("default/a@1").observe(Phases(model_s=2.0))
    assert book.by_model()["default/a@1"].by_phase["model"].total == 3.0


def test_models_beyond_the_first_share_histograms_whose_counts_never_fall() -> None:
    book = LatencyBook(most=2)
    for key in ("a", "b", "c", "a", "d", "c", "b"):
        book.of(key).observe(Phases(model_s=1.0))
    assert {key: latencies.by_phase["model"].total for key, latencies in book.by_model().items()} == {"a": 2, "b": 2, OTHERS: 3}
