"""Recipes whose quick forms differ only in numbers: one job tests all of them, besides the check of each."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from models.catalog import Recipe, recipes
from models.checking.check import require_sound
from models.core.merge_patch import merge_patch
from tests.recipe_origins import RecipeOrigins


def structure(value: Any) -> Any:
    """Return a decoded JSON value with every number replaced by a placeholder; booleans are kept."""
    if isinstance(value, Mapping):
        return {name: structure(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [structure(member) for member in value]
    return 0 if isinstance(value, int | float) and not isinstance(value, bool) else value


@cache
def representatives() -> dict[str, str]:
    """Return, for each recipe, the id of the recipe that is trained instead of it; it may be itself.

    A recipe is trained itself where it runs whole, since its figures are compared then, and where others start from its model.
    """
    needed = {name for recipe in recipes().values() for name in recipe.requires}
    first: dict[str, str] = {}
    return {name: name if name in needed or not recipe.quick else first.setdefault(_key(recipe), name) for name, recipe in recipes().items()}


def _key(recipe: Recipe) -> str:
    spec = require_sound(merge_patch(recipe.spec, recipe.quick), RecipeOrigins())
    return json.dumps(structure(spec.model_dump(mode="json")), sort_keys=True)
