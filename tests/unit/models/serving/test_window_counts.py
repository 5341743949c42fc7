"""Windows of series are counted without making them."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from models.serving.window_counts import n_windows


def model(size: int | None, stride: int = 1, *, reads_texts: bool = False) -> Any:
    window = None if size is None else SimpleNamespace(size=size, stride=stride)
    return SimpleNamespace(chain=SimpleNamespace(window=window), kind=SimpleNamespace(reads_texts=reads_texts))


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([[1, 2, 3]], 1),
        ([[1, 2, 3, 4, 5]], 3),
        ([[1, 2, 3, 4], [1, 2, 3]], 3),
        ([{"inputs": [1, 2, 3, 4]}], 2),
        ([np.zeros((6, 2))], 4),
        ({"inputs": np.zeros((2, 6, 1))}, 8),
        ([5, None, [1], "a long text", np.zeros(())], 5),
        ([], 0),
    ],
)
def test_a_series_counts_as_its_windows(items: Any, found: int) -> None:
    assert n_windows(items, model(3)) == found


def test_a_stride_makes_fewer_windows() -> None:
    assert n_windows([list(range(10))], model(3, 2)) == 4


@pytest.mark.parametrize("predictor", [model(None), model(3, reads_texts=True)])
def test_a_sample_that_is_no_series_counts_as_one(predictor: Any) -> None:
    assert n_windows([[1, 2, 3, 4, 5], [1]], predictor) == 2
