"""The times of forecast steps: after those of a request, or after the end of the training data."""

from collections.abc import Sequence

import numpy as np

from models.core.arrays import Array
from models.core.clock import NO_DATE
from models.core.errors import Fault, InputError
from models.core.faults import quote
from models.datasets.cell_reading import CellReading
from models.datasets.series_time import SeriesTime

#: Pointer to the times of a series in a request body.
POINTER = "/times"
#: Two steps that are further apart, or closer, than so many usual ones from one step are no neighbours.
_TOLERANCE = 0.5


def times_after(time: SeriesTime | None, given: Sequence[str | float] | None, series: Array, n_steps: int) -> list[float] | list[str] | None:
    """Return the times of forecast steps.

    Args:
        time: The time of the series that the model has learned from; None where it is not known.
        given: Times of the last steps of the series; None where the request has none.
        series: The series, float array of shape (n_steps, n_features).
        n_steps: Number of forecast steps.

    Returns:
        None where the times are not known: the request has none, and the series does not end as the training data does.

    Raises:
        InputError: The times are not those of steps that follow each other.
    """
    if given is None:
        last = None if time is None or time.spacing is None else time.end_of(series)
        return None if time is None or last is None else time.after(last, n_steps)
    if time is None or time.spacing is None:
        raise InputError([Fault(POINTER, "expected no times, as the model was trained without data.time; got some")])
    if not 0 < len(given) <= len(series):
        raise InputError([Fault(POINTER, f"expected the times of 1 to {len(series):,} steps, those of the series, got {len(given):,}")])
    instants = _instants(given, time)
    _require_steps(given, instants, time)
    return time.after(instants[-1], n_steps)


def _instants(given: Sequence[str | float], time: SeriesTime) -> Array:
    if time.clock is None:
        if texts := [index for index, value in enumerate(given) if isinstance(value, str)]:
            raise InputError([Fault(f"{POINTER}/{index}", f"expected a number, got {quote(given[index])}") for index in texts[:1]])
        return np.array(given, np.float64)
    stamps = _stamps(given, time.cells or CellReading(type="date"))
    is_later = np.concatenate([[False], stamps[1:] <= stamps[:-1]])
    instants = time.clock.instants(stamps, is_later)
    if (lost := np.flatnonzero(instants == NO_DATE)).size:
        raise InputError([Fault(f"{POINTER}/{lost[0]}", f"expected a local time that exists in {time.clock.zone}, got {quote(given[lost[0]])}")])
    return instants


def _stamps(given: Sequence[str | float], cells: CellReading) -> Array:
    """Read times as the cells of the training data were read."""
    import polars as pl  # Loaded where times are read, which few requests have.

    from models.uploads.reading.cells import read_cells  # As above.
    from models.uploads.reading.date_cells import has_zone  # As above.

    texts = pl.Series([str(value) for value in given], dtype=pl.String)
    values, wrong = read_cells(texts, cells)
    wrong |= values.is_null() | (has_zone(texts) != cells.is_utc)
    if wrong.any():
        index = int(wrong.arg_max() or 0)
        zone = "with its zone or offset" if cells.is_utc else "without zone"
        raise InputError([Fault(f"{POINTER}/{index}", f"expected a date {zone}, as in the training data, got {quote(given[index])}")])
    return np.array(values.dt.epoch("us").to_numpy())


def _require_steps(given: Sequence[str | float], instants: Array, time: SeriesTime) -> None:
    between = time.steps_between(instants[:-1], instants[1:])
    wrong = np.flatnonzero(np.abs(between - 1) > _TOLERANCE)
    if wrong.size and time.spacing is not None:
        index = int(wrong[0]) + 1
        wanted = f"{time.spacing.text} after {quote(given[index - 1])}"
        raise InputError([Fault(f"{POINTER}/{index}", f"expected the next step of the series, {wanted}, got {quote(given[index])}")])
