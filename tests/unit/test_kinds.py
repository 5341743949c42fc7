"""Exactly one kind of prediction recognizes each sound spec."""

import pytest

from models.catalog import recipes
from models.checking.check import check_spec
from models.kinds import KINDS, kinds_of, recognizing
from models.specs.port_sets import port_sets
from tests.required import Required

NAMES = ("classification", "regression", "forecasting", "generation", "clustering", "transform", "reconstruction")


def test_the_kinds_are_found_in_their_package() -> None:
    assert tuple(KINDS) == NAMES


@pytest.mark.parametrize("recipe", recipes())
def test_each_output_of_a_recipe_is_of_exactly_one_kind(recipe: str) -> None:
    spec = check_spec(recipes()[recipe].spec, Required()).spec
    assert spec is not None
    targets = {name: data_set.describe() for name, data_set in port_sets(spec, Required()).targets.items()}
    for kind in kinds_of(spec, targets).values():
        assert kind.name in NAMES
    if len(targets) == 1:
        assert len(recognizing(spec, next(iter(targets.values())))) == 1


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_says_what_it_is(kind: object) -> None:
    assert type(kind).__doc__
