"""Histograms for Prometheus: fewer buckets hold the same values, and those of several processes are one family."""

from collections.abc import Sequence

from prometheus_client.samples import Sample

from service.histogram import Buckets, Histogram
from service.metrics.families import coarser, histogram
from service.metrics.siblings import joined


def of(bounds: Sequence[float], *values: float) -> Buckets:
    counted = Histogram(bounds)
    for value in values:
        counted.observe(value)
    return counted.copied()


def test_fewer_buckets_are_those_that_the_values_would_have_been_put_into() -> None:
    values = (0.5, 1.0, 1.5, 2.0, 3.5, 4.5, 9.0)
    assert coarser(of((1, 2, 3, 4), *values), 2) == of((1, 3), *values)
    assert coarser(of((1, 2, 3, 4, 5), *values), 2) == of((1, 3, 5), *values)


def test_a_family_counts_the_values_up_to_each_end() -> None:
    family = histogram("seconds", "Seconds.", ("route",), {("/a",): of((1, 2), 0.5, 1.5, 9.0)})
    found = {(sample.name, sample.labels.get("le")): sample.value for sample in family.samples}
    assert found == {
        ("seconds_bucket", "1.0"): 1,
        ("seconds_bucket", "2.0"): 2,
        ("seconds_bucket", "+Inf"): 3,
        ("seconds_count", None): 3,
        ("seconds_sum", None): 11.0,
    }


def test_families_of_several_processes_become_one_with_all_samples() -> None:
    one, two = (histogram("seconds", "Seconds.", ("process",), {(name,): of((1,), 0.5)}) for name in ("api-1", "api-2"))
    (family,) = joined([one, two])
    assert {Sample(*sample).labels["process"] for sample in family.samples} == {"api-1", "api-2"}
