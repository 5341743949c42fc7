"""Forecasts in the form of the series that they continue, with its index continued."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from modelbook._frames import cells_of, is_frame, is_series, library_of, made, made_series, table_of
from modelbook._inputs import rows_of
from modelbook._predictions import back_as_array
from modelbook.errors import InputError

#: How far the distances of a regular index of floats may differ, relative to them.
_TOLERANCE = 1e-6


def series_of(series: Any) -> Any:
    """Return a series as it is sent: numbers, or rows of numbers.

    Raises:
        InputError: A value is missing, or cannot be sent.
    """
    if not (is_frame(series) or is_series(series)):
        return rows_of(series)
    columns = table_of(series).cells if is_frame(series) else [cells_of(series)]
    gap = next((index for cells in columns for index, cell in enumerate(cells) if cell is None), None)
    if gap is not None:
        raise InputError(f"expected a series without missing values, got one at position {gap}")
    return [list(row) for row in zip(*columns)] if is_frame(series) else columns[0]


def continued(series: Any, values: Any) -> Any:
    """Return the values after a series in its form.

    Args:
        series: The series.
        values: A list of the steps after it.

    Returns:
        A list for a list, an array for an array. For a series or a frame one of the same library, the index of pandas continued where it is
        regular, else 0, 1, 2 ...
    """
    if not (is_frame(series) or is_series(series)):
        return back_as_array(values, series)
    index = _index_after(series.index, len(values)) if library_of(series) == "pandas" else None
    if is_series(series):
        return made_series(series, [_bare(value) for value in values], series.name, index)
    return made(series, {name: [row[place] for row in values] for place, name in enumerate(series.columns)}, index)


def _bare(value: Any) -> Any:
    """Return the value of a step that has only one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _index_after(index: Any, n_steps: int) -> Any:
    pandas = import_module("pandas")
    after = _dates_after(pandas, index, n_steps) if hasattr(index, "freq") else _numbers_after(pandas, index, n_steps)
    return pandas.RangeIndex(n_steps) if after is None else after.rename(index.name)


def _dates_after(pandas: Any, index: Any, n_steps: int) -> Any:
    if isinstance(index, pandas.PeriodIndex):
        return pandas.period_range(index[-1] + 1, periods=n_steps, freq=index.freq)
    freq = index.freq or (type(index)(index, freq="infer").freq if len(index) >= 3 else None)
    if freq is None:
        return None
    ranges = pandas.date_range if isinstance(index, pandas.DatetimeIndex) else pandas.timedelta_range
    return ranges(index[-1], periods=n_steps + 1, freq=freq)[1:]


def _numbers_after(pandas: Any, index: Any, n_steps: int) -> Any:
    if isinstance(index, pandas.MultiIndex) or len(index) < 2 or getattr(index.dtype, "kind", "O") not in "iuf":
        return None
    places = index.tolist()
    step = places[1] - places[0]
    distances = (after - before for before, after in zip(places, places[1:]))
    if not step or any(abs(distance - step) > abs(step) * _TOLERANCE for distance in distances):
        return None
    step = (places[-1] - places[0]) / (len(places) - 1) if isinstance(step, float) else step
    return pandas.Index([places[-1] + step * number for number in range(1, n_steps + 1)])
