"""A column of a format with types while it is read."""

from collections.abc import Sequence

import polars as pl

from models.core.arrays import EXACT
from models.core.errors import DataError
from models.core.faults import quote
from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.stored.upload_record import BOOLEAN, DATE, ColumnRecord
from models.uploads.table.column import Place
from models.uploads.table.writer import ColumnWriter


class TypedColumn:
    """A column of numbers, truth values or instants. NaN is a missing value.

    Args:
        place: Where it is.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._writer: ColumnWriter | None = None
        self._type: ColumnType = "number"
        self._is_utc = False

    def write(self, values: pl.Series, lines: Sequence[int]) -> None:
        """Write values.

        Raises:
            DataError: A number is infinite, or an integer that a float cannot hold.
        """
        if values.dtype.is_float():
            values = values.cast(pl.Float64).fill_nan(None)
        if values.dtype.is_numeric():
            self._require_exact(values, lines)
        if self._writer is None:
            self._writer = ColumnWriter(self.place.folder, self.place.index, self._type_of(values))
        self._writer.add(values, lines)

    def close(self) -> ColumnRecord:
        """Complete the files of the column."""
        writer = self._writer or ColumnWriter(self.place.folder, self.place.index, "float64")
        return writer.close(self.place.title, CellReading(type=self._type, is_utc=self._is_utc))

    def _type_of(self, values: pl.Series) -> str:
        if values.dtype == pl.Boolean:
            self._type = "boolean"
            return BOOLEAN
        if values.dtype.is_temporal():
            self._type, self._is_utc = "date", isinstance(values.dtype, pl.Datetime) and values.dtype.time_zone is not None
            return DATE
        return "int64" if values.dtype.is_integer() and not values.null_count() else "float64"

    def _require_exact(self, values: pl.Series, lines: Sequence[int]) -> None:
        wrong = values.is_infinite() if values.dtype.is_float() else (values.cast(pl.Float64).abs() >= EXACT)
        if wrong.any():
            row = int(wrong.arg_max() or 0)
            expected = "a finite number" if values.dtype.is_float() else "an integer below 2**53, or text"
            raise DataError(f"row {lines[row]}, column {quote(self.place.title)}: expected {expected}, got {values[row]}")
