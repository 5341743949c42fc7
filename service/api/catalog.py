"""The catalog of recipes."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from models.catalog import recipes
from service.api.tagged_route import TaggedRoute
from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_RECIPE

router = APIRouter(prefix="/v1/catalog", tags=["catalog"], route_class=TaggedRoute)


class RecipeSummary(BaseModel):
    """Summary of a recipe."""

    id: str
    group: str
    title: str
    source: str = Field(description="Where in the book it is from.")
    expected_minutes: float = Field(description="Minutes that the whole recipe takes on two cores.")


class VariantOut(BaseModel):
    """A variant of a recipe."""

    title: str
    patch: dict[str, Any] = Field(description="Merge patch to submit with the recipe.")
    reported: dict[str, Any]


class RecipeOut(RecipeSummary):
    """A recipe of the catalog."""

    notes: str
    requires: list[str] = Field(description="Recipes to train first, each under its own id: this one starts from their models.")
    reported: dict[str, Any] = Field(description="Figures that the book reports.")
    tolerance: dict[str, float] = Field(description="Allowed difference of a whole run from each reported figure, by name.")
    quick: dict[str, Any] = Field(description="Merge patch with which it runs in seconds; empty if it does so without.")
    variants: dict[str, VariantOut]
    sweep: dict[str, dict[str, Any]] = Field(description="Merge patches by name, one for each job of POST /v1/sweeps.")
    spec: dict[str, Any]


@router.get("")
def list_recipes() -> list[RecipeSummary]:
    """List the recipes of the catalog."""
    return [RecipeSummary(**recipe.model_dump(include=set(RecipeSummary.model_fields))) for recipe in recipes().values()]


@router.get("/{recipe_id}")
def get_recipe(recipe_id: str) -> RecipeOut:
    """Show a recipe: its spec, source, and the figures that the book reports."""
    recipe = recipes().get(recipe_id)
    if recipe is None:
        raise NotFound(f"there is no recipe {recipe_id!r}; expected one of {', '.join(recipes())}", kind=NO_SUCH_RECIPE)
    return RecipeOut(**recipe.model_dump())
