"""The catalog: recipes of the book."""

from fastapi import APIRouter

from models.catalog import recipes
from service.api.schemas import RecipeOut, RecipeSummary
from service.errors import NotFound

router = APIRouter(prefix="/v1/catalog", tags=["catalog"])


@router.get("")
def list_recipes() -> list[RecipeSummary]:
    """List the recipes of the catalog."""
    return [RecipeSummary(**recipe.model_dump(include=set(RecipeSummary.model_fields))) for recipe in recipes().values()]


@router.get("/{recipe_id}")
def get_recipe(recipe_id: str) -> RecipeOut:
    """Show a recipe: its spec, source, and the figures the book reports."""
    recipe = recipes().get(recipe_id)
    if recipe is None:
        raise NotFound(f"there is no recipe {recipe_id!r}; expected one of {', '.join(recipes())}")
    return RecipeOut(**recipe.model_dump())
