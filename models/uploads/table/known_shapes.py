"""The shapes of the cells of many columns, found together: a rule takes as long for one cell as for a thousand."""

from collections.abc import Sequence

import polars as pl

from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.number_cells import normalized, without_signs
from models.uploads.table.shape import SIGN, Shape, shapes_of

#: Columns from which on their cells are looked at together, and most cells of all: more take longer than rules for each column.
_LEAST_COLUMNS, _MAX_CELLS = 20, 500_000


class KnownShapes:
    """The shapes of the cells of a piece of a table."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, columns: Sequence[pl.Series]) -> None:
        """Look at the cells of the columns of a piece together, in place of those of the piece before, if they are few in many columns."""
        self._known = {}
        if len(columns) < _LEAST_COLUMNS or sum(map(len, columns)) > _MAX_CELLS:
            return
        cells = pl.concat([column.alias("cell") for column in columns]).unique()
        cells = pl.concat([cells, cells.str.strip_chars(BLANK_CHARACTERS)]).unique().drop_nulls()
        cells = cells.filter(cells != "")
        signed = cells.filter(self._note(cells) == Shape.SIGNED)
        self._note(without_signs(normalized(signed), SIGN).unique())

    def of(self, cells: pl.Series) -> pl.Series:
        """Return the shape of each of some distinct cells, as `shapes_of` does."""
        found = [self._known.get(cell) for cell in cells] if self._known else [None]
        return shapes_of(cells) if None in found else pl.Series(found, dtype=pl.String)

    def _note(self, cells: pl.Series) -> pl.Series:
        shapes = shapes_of(cells)
        self._known.update(zip(cells, shapes, strict=True))
        return shapes
