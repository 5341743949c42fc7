"""Recipes that differ only in numbers are trained once: which they are is worked out from their specs."""

from typing import Any

import pytest

from models.catalog import recipes
from tests.alike import representatives, structure


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"epochs": 3}, {"epochs": 5}, True),
        ({"rate": 0.1}, {"rate": 1}, True),
        ({"layers": [{"units": 3}]}, {"layers": [{"units": 3}, {"units": 3}]}, False),
        ({"layer": "LSTM"}, {"layer": "GRU"}, False),
        ({"shuffle": True}, {"shuffle": False}, False),
        ({"shuffle": True}, {"shuffle": 1}, False),
        ({"patience": None}, {"patience": 1}, False),
        ({"a": 1}, {"b": 1}, False),
    ],
)
def test_specs_are_alike_where_only_their_numbers_differ(one: Any, other: Any, alike: bool) -> None:
    assert (structure(one) == structure(other)) is alike


def test_every_recipe_has_a_representative_that_stands_for_itself() -> None:
    found = representatives()
    assert list(found) == list(recipes())
    assert all(found[first] == first for first in found.values())


def test_windows_of_other_sizes_share_a_fit_and_other_networks_do_not() -> None:
    found = representatives()
    assert found["sines0-lstm3-w5"] == found["sines0-lstm3-w3"] == "sines0-lstm3-w1"
    assert found["sines1-lstm3-w3"] != found["sines0-lstm3-w3"]


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_a_recipe_that_runs_whole_or_that_others_start_from_is_trained_itself(recipe: Any) -> None:
    found = representatives()
    assert recipe.quick or found[recipe.id] == recipe.id
    assert all(found[name] == name for name in recipe.requires)
