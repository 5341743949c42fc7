"""The shapes of the cells of many columns, found together, are those that each rule finds for one column."""

import polars as pl
import pytest

from models.uploads.table.known_shapes import KnownShapes
from models.uploads.table.shape import Shape, shapes_of

CELLS = ["5", "05", "1.5", "1,234", "$5", "-$ 1.234,5", "12 %", "03/04/2024", "2024-03-01", "1\u00a0234", "true", "NA", "abc", "1e400"]


@pytest.mark.parametrize("n_columns", [1, 60])
def test_the_shapes_of_many_columns_are_those_of_each(n_columns: int) -> None:
    columns, known = [pl.Series("", [f" {cell}", cell, "", None]) for cell in CELLS] * n_columns, KnownShapes()
    known.learn(columns)
    for cell in CELLS:
        cells = pl.Series("cell", [cell])
        assert known.of(cells).to_list() == shapes_of(cells).to_list()
    assert known.of(pl.Series(["abc", "never seen"])).to_list() == [Shape.TEXT, Shape.TEXT]
