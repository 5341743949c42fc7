"""Consecutive rows of a table while it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Piece:
    """Consecutive rows.

    Args:
        columns: The values of each column, all of one length: String where they are text to be understood; Int64, Float64, Boolean, Datetime
            where the format has types.
        lines: Where each row begins: its line in a text, from 1, or its row in another format.
    """

    columns: list[pl.Series]
    lines: Sequence[int]

    @property
    def n_rows(self) -> int:
        """Return the number of rows."""
        return len(self.lines)
