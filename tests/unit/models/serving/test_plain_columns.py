"""Rows in an array, looked at column by column, are taken and refused as they are cell by cell."""

from typing import Any, cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.artifact.samples.cells import cell_fault
from models.artifact.samples.plain_columns import are_plain
from models.core.arrays import Array
from models.datasets.cell_reading import ColumnType

CELLS = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(width=32), st.sampled_from(["a", "true", "2024-03-01", ""]), st.just(b"x"))
TYPES: list[ColumnType] = ["number", "text", "boolean", "date"]


def objects(rows: list[list[Any]]) -> Array:
    array = np.empty((len(rows), len(rows[0])), object)
    array[:] = rows
    return array


@given(st.lists(st.lists(CELLS, min_size=1, max_size=1), min_size=1, max_size=4), st.sampled_from(TYPES), st.booleans())
def test_what_is_plain_has_no_fault(rows: list[list[Any]], kind: str, may_miss: bool) -> None:
    gaps = frozenset([0] if may_miss else [])
    if are_plain(objects(rows), [cast("ColumnType", kind)], gaps):
        assert [cell_fault(row[0], cast("ColumnType", kind), may_miss) for row in rows] == [""] * len(rows)


@given(st.lists(st.floats(allow_infinity=False, width=32), min_size=1, max_size=5), st.booleans())
def test_numbers_are_plain_unless_one_is_missing_that_may_not_be(values: list[float], may_miss: bool) -> None:
    array = np.array(values).reshape(-1, 1)
    assert are_plain(array, ["number"], frozenset([0] if may_miss else [])) == (may_miss or not np.isnan(array).any())


def test_usual_tables_are_seen_to_be_plain() -> None:
    rows = objects([[1.5, "red", 1, None, "2024-03-01"], [2, "blue", 0.0, "x", "2024-03-02"]])
    types: list[ColumnType] = ["number", "text", "boolean", "text", "date"]
    assert are_plain(rows, types, frozenset([3]))
    assert not are_plain(rows, types, frozenset())
    assert not are_plain(rows[:, :4], types, frozenset([3]))
