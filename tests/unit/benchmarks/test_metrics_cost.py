"""The median of measured ratios, and the interval that it is in."""

from benchmarks.metrics_cost import median_of


def test_outliers_widen_no_interval() -> None:
    values = [float(number) for number in range(1, 101)]
    assert median_of(values) == (41.0, 50.5, 60.0)
    assert median_of([*values[:-1], 1e9]) == (41.0, 50.5, 60.0)
