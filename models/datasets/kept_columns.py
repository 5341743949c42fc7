"""Columns of a data set that may stand beside predictions, whether or not they are inputs or targets: its keys."""

from typing import Literal, Protocol, runtime_checkable

from models.core.arrays import Array
from models.datasets.data_set import PartName

#: Type of such a column.
KeptType = Literal["int64", "float64", "text", "boolean"]


@runtime_checkable
class HasColumns(Protocol):
    """A data set with such columns."""

    @property
    def kept_types(self) -> dict[str, KeptType]:
        """Return their names and types."""

    def kept_values(self, index: int, part: PartName, first: int, end: int) -> Array:
        """Return consecutive values of a column: of numbers, NaN where missing; truth values as 0 and 1; text, None where missing.

        Args:
            index: Index of the column in `kept_types`.
            part: The part.
            first: Index of the first sample, from 0.
            end: Index after the last sample.
        """
