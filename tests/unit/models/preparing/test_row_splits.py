"""Splits of data sets that grow: no sample changes its part."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.errors import DataError
from models.preparing.row_splits import split_blocks
from models.specs.data import Split
from models.specs.fit_sizes import n_test_of

SIZES = st.lists(st.integers(2, 40), min_size=1, max_size=4)


@given(SIZES, st.sampled_from([0.1, 0.25, 0.5]), st.booleans(), st.integers(0, 5))
def test_a_sample_stays_in_its_part_while_the_data_set_grows(sizes: list[int], share: float, shuffle: bool, seed: int) -> None:
    split, ends = Split(test=share, shuffle=shuffle), np.cumsum(sizes).tolist()
    parts: list[tuple[set[int], set[int]]] = []
    for number, end in enumerate(ends):
        grown = split.model_copy(update={"earlier_sizes": ends[:number] or None})
        train, test = split_blocks(end, None, grown, seed)
        assert sorted([*train, *test]) == list(range(end))
        assert len(test) == n_test_of(grown, end)
        parts.append((set(train.tolist()), set(test.tolist())))
    for before, after in pairwise(parts):
        assert before[0] <= after[0]
        assert before[1] <= after[1]


def test_a_data_set_that_has_not_grown_is_split_as_ever() -> None:
    from sklearn.model_selection import train_test_split

    found = split_blocks(50, None, Split(test=0.3), 7)
    expected = train_test_split(np.arange(50), test_size=0.3, random_state=7)
    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))


def test_a_single_row_that_is_added_is_trained_on() -> None:
    train, test = split_blocks(11, None, Split(test=0.5, earlier_sizes=[10]), 0)
    assert 10 in train
    assert len(test) == 5


def test_rows_that_are_added_are_not_the_last_ones_which_become_the_validation_part() -> None:
    train, _ = split_blocks(200, None, Split(test=0.25, earlier_sizes=[100]), 0)
    assert 10 < np.sum(train[:50] >= 100) < 40


def test_rows_that_are_added_are_drawn_without_regard_to_classes_of_which_there_is_one() -> None:
    labels = np.array([0, 1] * 10 + [0, 0, 0, 1])
    split = Split(test=0.25, stratify=True, earlier_sizes=[20])
    _, test = split_blocks(24, labels, split, 0)
    assert len(test) == 6
    with pytest.raises(DataError, match="at least 2 samples of each"):
        split_blocks(24, np.array([2, *labels[1:]]), split, 0)
