"""Parts of dates: numbers that a model can learn from."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.column import Column
from models.core.errors import DataError
from models.core.faults import quote
from models.core.schema_name import SchemaName
from models.preprocessing.arrays import is_missing
from models.preprocessing.column_step import MAX_COLUMNS, ReplacingStep, column_at, derived
from models.preprocessing.row_columns import Columns
from models.preprocessing.step import StepTypeError

PartOfDate = Annotated[
    Literal["year", "month", "day", "weekday", "day_of_year", "hour", "minute", "days"],
    SchemaName("PartOfDate", "A part of a date: weekday 0 is Monday, days are those since 1970-01-01 with a fraction for the time."),
]
#: Seconds of a day.
_DAY_S = 86_400
#: First of all days that are counted.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Each part of a date.
_PARTS: dict[str, Callable[[datetime], float]] = {
    "year": lambda date: date.year,
    "month": lambda date: date.month,
    "day": lambda date: date.day,
    "weekday": lambda date: date.weekday(),
    "day_of_year": lambda date: date.timetuple().tm_yday,
    "hour": lambda date: date.hour,
    "minute": lambda date: date.minute,
    "days": lambda date: (date.replace(tzinfo=date.tzinfo or UTC) - _EPOCH).total_seconds() / _DAY_S,
}
#: First value and length of the parts that begin again.
_CYCLES: dict[str, tuple[int, float]] = {
    "month": (1, 12),
    "day": (1, 31),
    "weekday": (0, 7),
    "day_of_year": (1, 365.25),
    "hour": (0, 24),
    "minute": (0, 60),
}


class DateParts(ReplacingStep):
    """Replace columns of dates by their parts, after the other columns.

    Dates are text such as 2024-03-01 or 2024-03-01T12:00:00 (ISO 8601). The parts of a missing date are missing too.
    """

    rank: ClassVar[int] = 132

    step: Literal["date_parts"]
    columns: list[Column] = Field(min_length=1, max_length=MAX_COLUMNS, description="Columns of dates, by name or by index from 0.", examples=[[0]])
    parts: list[PartOfDate] = Field(
        ["year", "month", "weekday"], min_length=1, max_length=len(_PARTS), description="Parts of each date, in the order of the new columns."
    )
    cyclic: bool = Field(False, description="Give parts that begin again, such as month and hour, as sine and cosine.")

    def placed(self, columns: Columns | None) -> Self:
        step = super().placed(columns)
        step.expect_text(columns, "dates")
        for position, index in enumerate(step.indices):
            column = column_at(index, columns or ())
            try:
                step._numbers(np.array(column.categories if column.sort == "text" and column.categories else (), object), index)
            except DataError as error:
                raise StepTypeError(str(error), "columns", position) from error
        return step

    def n_new(self) -> int:
        return len(self.columns) * len(self._names())

    def new_columns(self, columns: Columns) -> Columns:
        return tuple(derived(column_at(index, columns), f" {name}", may_miss=True) for index in self.indices for name in self._names())

    def replaced(self, x: Array) -> list[Array]:
        return [self._numbers(x[:, index], index) for index in self.indices]

    def _names(self) -> list[str]:
        """Return the names of the new columns of a date."""
        return [name for part in self.parts for name in ([f"{part} sine", f"{part} cosine"] if self._is_cyclic(part) else [part])]

    def _is_cyclic(self, part: str) -> bool:
        return self.cyclic and part in _CYCLES

    def _numbers(self, values: Array, column: int) -> Array:
        """Return the parts of dates, float64 array of shape (n_samples, n_columns); NaN for missing dates. Equal dates are read once."""
        missing = is_missing(values)
        distinct, positions = np.unique(np.where(missing, "", values).astype(np.str_), return_inverse=True)
        rows = np.array([self._row(text, column) for text in distinct.tolist()], np.float64).reshape(-1, len(self._names()))
        return rows[positions]

    def _row(self, text: str, column: int) -> list[float]:
        if not text:
            return [np.nan] * len(self._names())
        date = _read(text, column)
        return [number for part in self.parts for number in self._of_part(part, _PARTS[part](date))]

    def _of_part(self, part: str, number: float) -> list[float]:
        if not self._is_cyclic(part):
            return [number]
        first, length = _CYCLES[part]
        angle = 2 * np.pi * (number - first) / length
        return [float(np.sin(angle)), float(np.cos(angle))]


def is_date(value: object) -> bool:
    """Tell whether a value is a date as text, of a year of four digits."""
    try:
        return isinstance(value, str) and len(value) >= len("2024-03-01") and bool(datetime.fromisoformat(value.strip()))
    except ValueError:
        return False


def _read(text: str, column: int) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise DataError(f"date_parts: column {column}: expected a date such as 2024-03-01 or 2024-03-01T12:00:00, got {quote(text)}") from error
