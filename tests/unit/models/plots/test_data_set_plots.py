"""Plots of data sets: of any numbers, and of what holds only few."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.core.tensors import TensorType
from models.datasets import Data, Description
from models.plots.subjects import DataShown
from tests.unit.models.plots.drawing import plots_of, size_of


def rows(array: Any, labels: tuple[str, ...] | None = None, targets: Any = None) -> DataShown:
    """Return a data set of rows, of values as targets where they have no labels."""
    kind = TensorType((), "str" if labels else "float64")
    described = Description(TensorType(array.shape[1:], str(array.dtype)), None if targets is None else kind, len(array), labels=labels)
    return DataShown("Rows", Data(array, targets), described)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_rows_of_numbers_can_be_drawn(draw: st.DataObject) -> None:
    values = draw.draw(arrays.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.floats()))
    targets = draw.draw(st.none() | arrays.arrays(np.float64, len(values), elements=st.floats()))
    for made in plots_of(rows(values, targets=targets)).values():
        assert size_of(made)[0] in (960, 1020)


@settings(max_examples=6, deadline=None)
@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 3)), elements=st.floats()))
def test_any_series_can_be_drawn(steps: Any) -> None:
    described = Description(TensorType(steps.shape[1:], "float64", "time"), None, len(steps))
    assert size_of(plots_of(DataShown("Series", Data(steps), described))["series"])[0] == 1020


@settings(max_examples=6, deadline=None)
@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(1, 9)), elements=st.floats()))
def test_any_images_can_be_drawn(images: Any) -> None:
    described = Description(TensorType(images.shape[1:], "float64"), None, len(images))
    assert size_of(plots_of(DataShown("Images", Data(images), described))["images"])[0] == 1020


@pytest.mark.parametrize("targets", [None, np.ones(1)])
@pytest.mark.parametrize("n_columns", [2, 3])
def test_points_that_cannot_be_drawn_leave_the_axes_empty(n_columns: int, targets: Any) -> None:
    made = plots_of(rows(np.full((1, n_columns), 1.5e100), targets=targets))["points"]
    assert size_of(made) == (960, 630)
    assert made.caption.endswith("0 of 1 samples are drawn.")


def test_points_close_to_zero_are_drawn() -> None:
    assert size_of(plots_of(rows(np.full((1, 3), 4.5e-253)))["points"]) == (960, 630)


@pytest.mark.parametrize("n_samples", [1, 2])
def test_few_samples_of_classes_are_drawn(n_samples: int) -> None:
    made = plots_of(rows(np.ones((n_samples, 2)), ("a", "b"), np.array(["a", "b"][:n_samples])))
    assert set(made) == {"points", "histograms", "class-counts"}
    assert made["class-counts"].numbers["fewest"] == n_samples - 1
    for plot in made.values():
        size_of(plot)
