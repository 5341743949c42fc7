"""Exactly one kind of prediction recognizes each sound spec."""

import pytest

from models.catalog import recipes
from models.checking.check import check_spec
from models.core.errors import SpecError
from models.datasets import Description
from models.kinds import KINDS, Kind, kind_of, kinds_of, recognizing
from models.specs.job import JobSpec
from models.specs.parse import data_set_of, parse_spec
from models.specs.ports import port_sets
from tests.recipe_origins import RecipeOrigins

NAMES = ("classification", "multi_label", "regression", "forecasting", "generation", "clustering", "transform", "reconstruction")


def test_the_kinds_are_found_in_their_package() -> None:
    assert tuple(KINDS) == NAMES


@pytest.mark.parametrize("recipe", recipes())
def test_each_output_of_a_recipe_is_of_exactly_one_kind(recipe: str) -> None:
    spec = check_spec(recipes()[recipe].spec, RecipeOrigins()).spec
    assert spec is not None
    targets = {name: data_set.describe() for name, data_set in port_sets(spec, RecipeOrigins()).targets.items()}
    for kind in kinds_of(spec, targets).values():
        assert kind.name in NAMES
    if len(targets) == 1:
        assert len(recognizing(spec, next(iter(targets.values())))) == 1


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_says_what_it_is(kind: object) -> None:
    assert type(kind).__doc__


def test_a_kind_that_refines_another_is_the_one_where_both_recognize_a_spec(monkeypatch: pytest.MonkeyPatch) -> None:
    class Doubled(Kind):
        """Values of networks that learn a mean."""

        name = "doubled"
        refines = ("regression",)

        def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
            return spec.training is not None and spec.training.loss == "mean_squared_error"

    monkeypatch.setitem(KINDS, "doubled", Doubled())
    model = {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]}
    found = {}
    for loss in ("mean_squared_error", "mean_absolute_error"):
        spec = parse_spec({"data": {"source": "diabetes"}, "model": model, "training": {"loss": loss, "epochs": 1}})
        found[loss] = kind_of(spec, data_set_of(spec.data).describe()).name
    assert found == {"mean_squared_error": "doubled", "mean_absolute_error": "regression"}


def test_two_kinds_that_recognize_a_spec_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Everything(Kind):
        """Any model."""

        name = "everything"

        def recognizes(self, spec: JobSpec, data: Description) -> bool:
            return True

    monkeypatch.setitem(KINDS, "everything", Everything())
    spec = parse_spec(next(iter(recipes().values())).spec)
    with pytest.raises(SpecError, match=r"expected a model of exactly one kind of prediction, .* got .* and everything"):
        kind_of(spec, data_set_of(spec.data).describe())
