"""Recipes are valid in every variant and quick where required, and every reported figure is compared."""

import re

import numpy as np
import pytest

from models.catalog import Recipe, recipes
from models.checking.check import check_spec, require_sound
from models.core.merge_patch import merge_patch
from models.specs.job import JobSpec
from tests.recipe_origins import RecipeOrigins
from tests.reported import EXACT, OF_THE_SPEC, Form, forms, forms_of, misses, row_figures

#: Minutes within which a recipe is quick without any change.
QUICK_MINUTES = 0.05
#: Recipes whose quick form is their first epochs as they are, since those have figures to reach.
EARLY = {"mnist-cnn-simple": 1, "shapes-cnn": 3}


def patched(recipe: Recipe, patch: dict) -> JobSpec:
    return require_sound(merge_patch(recipe.spec, patch), RecipeOrigins())


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_every_variant_of_a_recipe_is_valid(form: Form) -> None:
    spec = patched(form.recipe, form.patch)
    assert (spec == patched(form.recipe, {})) == (form.patch == {})


@pytest.mark.parametrize("recipe", [recipe for recipe in recipes().values() if "variant" in recipe.notes], ids=lambda recipe: recipe.id)
def test_notes_promise_no_variant_that_a_recipe_does_not_have(recipe: Recipe) -> None:
    assert recipe.variants
    assert set(re.findall(r"variant ([\w-]+)", recipe.notes)) - {"is", "0"} <= set(recipe.variants)


@pytest.mark.parametrize("recipe", ["mnist-kc-grid1", "mnist-kc-grid2", "mnist-kc-grid3"])
def test_a_grid_of_networks_has_the_notebook_s_run_as_a_variant(recipe: str) -> None:
    spec = patched(recipes()[recipe], recipes()[recipe].variants["notebook"].patch)
    assert spec.training is not None
    assert (spec.training.epochs, spec.training.batch_size, spec.n_fits()) == (1, 128, {"mnist-kc-grid1": 90}.get(recipe, 50))
    assert len(recipes()[recipe].variants["notebook"].reported["candidates"]) == {"mnist-kc-grid1": 9}.get(recipe, 10)


@pytest.mark.parametrize("recipe", [recipe for recipe in recipes().values() if recipe.requires], ids=lambda recipe: recipe.id)
def test_a_recipe_names_the_recipes_whose_models_it_starts_from(recipe: Recipe) -> None:
    details = [fault.detail for fault in check_spec(recipe.spec).errors]
    for name in recipe.requires:
        assert recipes()[name].requires == []
        assert any(f"submit the recipe {name} first" in detail for detail in details)


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_every_recipe_is_quick_or_says_how_to_make_it_so(recipe: Recipe) -> None:
    whole, quick = patched(recipe, {}), patched(recipe, recipe.quick)
    if whole.training is None or not recipe.quick:
        assert recipe.quick == {}
        assert recipe.expected_minutes <= QUICK_MINUTES
    elif recipe.id in EARLY:
        assert recipe.quick == {"training": {"epochs": EARLY[recipe.id]}}
    else:
        assert quick.training is not None
        assert quick.training.epochs <= 2 < whole.training.epochs
        assert quick.training.batch_size > whole.training.batch_size


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_every_reported_figure_is_compared_and_every_tolerance_is_of_one(recipe: Recipe) -> None:
    figures = {name for form in forms_of(recipe) for name in form.reported}
    figures |= {name for form in forms_of(recipe) for line in form.reported.get("candidates", []) for name in line}
    assert figures - {"candidates", "params", *EXACT, *OF_THE_SPEC} == set(recipe.tolerance)


@pytest.mark.parametrize(
    ("reported", "measured", "lines"),
    [
        ({"accuracy": 0.5}, {"accuracy": 0.59}, 0),
        ({"accuracy": 0.5}, {"accuracy": 0.61}, 1),
        ({"accuracy": 0.5}, {}, 1),
        ({"line": [[0, 1], [1, 2]]}, {"line": [[0, 1.01], [1, 1.99]]}, 0),
        ({"line": [[0, 1], [1, 2]]}, {"line": [[0, 1.01], [1, 3]]}, 1),
        ({"line": [[0, 1], [1, 2]]}, {"line": [[0, 1]]}, 1),
        ({"best_params": {"alpha": 1}}, {"best_params": {"alpha": 2}}, 1),
        ({"parameters": 3}, {}, 0),
        ({"candidates": [{"params": {"a": 1}, "accuracy": 0.5}]}, {"candidates": [{"params": {"a": 1, "b": 2}, "accuracy": 0.5}]}, 0),
        ({"candidates": [{"params": {"a": 1}, "accuracy": 0.5}]}, {"candidates": [{"params": {"a": 1, "b": b}, "accuracy": 0.9} for b in (1, 2)]}, 2),
        ({"candidates": [{"params": {"a": 1}, "accuracy": 0.5}]}, {"candidates": [{"params": {"a": 2}, "accuracy": 0.5}]}, 1),
    ],
)
def test_a_wrong_or_missing_figure_is_reported(reported: dict, measured: dict, lines: int) -> None:
    assert len(misses(reported, {"accuracy": 0.1, "line": 0.1}, measured)) == lines


def test_figures_of_rows_are_by_column() -> None:
    rows = {"train_rows": np.array([[0.0, 4.0], [2.0, 4.0]]), "train_targets": np.array([0, 1])}
    found = {name: np.asarray(value).tolist() for name, value in row_figures(rows).items()}
    assert found == {"train_samples": 2, "train_min": [0, 4], "train_max": [2, 4], "train_std": [1, 0], "train_classes": [1, 1]}
