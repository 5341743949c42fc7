"""Differences of JSON values: where they are, and that they turn one value into the other."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.differences import Difference, differences

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | st.text("a~/0", max_size=2)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab~/", max_size=2), inner, max_size=4), max_leaves=12
)


def applied(value: Any, found: list[Difference]) -> Any:
    """Apply differences in turn, as a JSON patch."""
    whole = {"": copy.deepcopy(value)}
    for difference in found:
        *way, last = [segment.replace("~1", "/").replace("~0", "~") for segment in difference.pointer.split("/")]
        at: Any = whole
        for segment in way:
            at = at[int(segment)] if isinstance(at, list) else at[segment]
        if isinstance(at, list):
            index = int(last)
            at[index : index + (difference.change != "add")] = [] if difference.change == "remove" else [difference.other]
        elif difference.change == "remove":
            del at[last]
        else:
            at[last] = difference.other
    return whole[""]


@given(VALUES, VALUES)
def test_the_differences_of_two_values_turn_the_first_into_the_second(value: Any, other: Any) -> None:
    found = differences(value, other)
    assert applied(value, found) == other
    assert differences(applied(value, found), other) == []


@given(VALUES)
def test_equal_values_have_no_differences(value: Any) -> None:
    assert differences(value, copy.deepcopy(value)) == []


@given(VALUES, VALUES)
def test_no_value_is_changed_by_the_comparison(value: Any, other: Any) -> None:
    before = copy.deepcopy((value, other))
    differences(value, other)
    assert (value, other) == before


@pytest.mark.parametrize(
    ("value", "other", "expected"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, [("/a/b", "replace", 1, 2)]),
        ({"a/b": 1, "~": 2}, {}, [("/a~1b", "remove", 1, None), ("/~0", "remove", 2, None)]),
        ({}, {"": 1}, [("/", "add", None, 1)]),
        (1, True, [("", "replace", 1, True)]),
        (1, 1.0, []),
        ([1, [True]], [1, [1]], [("/1/0", "replace", True, 1)]),
        (["x", "y"], ["x", "new", "y"], [("/1", "add", None, "new")]),
        (["x", "old", "y"], ["x", "y"], [("/1", "remove", "old", None)]),
        (["a", "b"], [], [("/1", "remove", "b", None), ("/0", "remove", "a", None)]),
        ([{"units": 1}, "z"], [{"units": 2}, "more", "z"], [("/0/units", "replace", 1, 2), ("/1", "add", None, "more")]),
    ],
)
def test_a_difference_says_where_it_is_and_has_both_values(value: Any, other: Any, expected: list[tuple[Any, ...]]) -> None:
    assert [(each.pointer, each.change, each.value, each.other) for each in differences(value, other)] == expected
