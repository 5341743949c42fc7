"""Families of metrics from plain counts."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric

from service.histogram import Buckets

#: Names of labels.
Labels = Sequence[str]
#: Values by tuples of the labels' values; a single one without labels.
Values = Mapping[Any, float] | float


def gauge(name: str, help_text: str, labels: Labels = (), values: Values = 0.0) -> Metric:
    """Return a gauge.

    Args:
        name: Name of the metric.
        help_text: What it says.
        labels: Names of its labels.
        values: Values by labels; a single one without labels.
    """
    return _filled(GaugeMetricFamily(name, help_text, labels=labels), values)


def counter(name: str, help_text: str, labels: Labels = (), values: Values = 0.0) -> Metric:
    """Return a counter, whose name ends with _total in the text; arguments as for `gauge`."""
    return _filled(CounterMetricFamily(name, help_text, labels=labels), values)


def histogram(name: str, help_text: str, labels: Labels, values: Mapping[Any, Buckets]) -> Metric:
    """Return a histogram; arguments as for `gauge`."""
    family = HistogramMetricFamily(name, help_text, labels=labels)
    for of, buckets in values.items():
        ends = [*map(repr, map(float, buckets.bounds)), "+Inf"]
        family.add_metric(of, list(zip(ends, accumulate(buckets.counts), strict=True)), buckets.total)
    return family


def coarser(buckets: Buckets, every: int) -> Buckets:
    """Return a histogram with fewer buckets: each of its ends is one of the given ones."""
    bounds = buckets.bounds[::every]
    counts = [0] * (len(bounds) + 1)
    for index, count in enumerate(buckets.counts):
        counts[min(-(-index // every), len(bounds))] += count
    return Buckets(bounds, tuple(counts), buckets.total)


def _filled(family: GaugeMetricFamily | CounterMetricFamily, values: Values) -> Metric:
    for of, value in values.items() if isinstance(values, Mapping) else [((), values)]:
        family.add_metric(of, value)
    return family
