"""Forecasts without a model, with which those of a model are compared: the last value, and that of a season before."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.core.arrays import Array
from models.evaluation.metrics import regression_metrics
from models.evaluation.record import NaiveForecast, NaiveReport
from models.preprocessing.window import Window


def naive_report(series: Sequence[Array], window: Window, period: int | None, predicted: Array, true: Array) -> NaiveReport:
    """Compare forecasts with those without a model.

    Args:
        series: The predicted columns of each series of a part, in their units, float arrays of shape (n_steps, n_columns).
        window: The window over them.
        period: Steps of a season; None for none.
        predicted: Forecasts for the windows of all series, array of shape (n_windows, ...), in units.
        true: What came, array of the same size.

    Returns:
        The errors of both forecasts, and a sentence where the model is no better.
    """
    last = _compared(series, window, 1, predicted, true)
    season = None if period is None else _compared(series, window, period, predicted, true)
    if last is None:
        raise ValueError("expected a window for each forecast, got none")
    ratios = {name: found.ratio for name, found in (("the last value", last), (f"the value {period} steps before", season)) if found is not None}
    worse = {name: ratio for name, ratio in ratios.items() if ratio is None or ratio >= 1}
    said = " and ".join(f"{name} ({ratio:.2f} times its error)" if ratio is not None else name for name, ratio in worse.items())
    return NaiveReport(last_value=last, last_season=season, note=f"the model is no better than repeating {said}" if worse else None)


def _compared(series: Sequence[Array], window: Window, period: int, predicted: Array, true: Array) -> NaiveForecast | None:
    """Return the errors of repeating the steps of the last period, over the windows that have them; None where none has."""
    values, has_them = (np.concatenate(found) for found in zip(*_repeated(series, window, period), strict=True))
    if not has_them.any():
        return None
    own = regression_metrics(predicted[has_them], true[has_them])
    errors = regression_metrics(values[has_them].reshape(true[has_them].shape), true[has_them])
    ratio = own["rmse"] / errors["rmse"] if errors["rmse"] > 0 else float("inf")
    return NaiveForecast(
        rmse=_finite(errors["rmse"]), mae=_finite(errors["mae"]), ratio=_finite(ratio), period=period, n_samples=int(np.count_nonzero(has_them))
    )


def _repeated(series: Sequence[Array], window: Window, period: int) -> Iterator[tuple[Array, Array]]:
    """Yield the steps that a forecast by repetition gives for each window of a series, and whether the series has begun by then."""
    ahead = np.arange(window.horizon)
    for steps in series:
        first = np.arange(window.n_windows(len(steps))) * window.stride + window.size
        source = first[:, np.newaxis] + ahead % period - period
        yield steps[np.maximum(source, 0)], np.asarray((source >= 0).all(axis=1))


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
