"""The catalog of recipes."""

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from models.catalog import GROUPS, Recipe, recipes
from models.catalog.reproduction import Verdict, result_of
from models.core.schema_name import SchemaName
from service.api.measured import MeasuredForm, measured_form
from service.api.tagged_route import TaggedRoute
from service.api.value_types import Figure, MergePatch, StoredSpec
from service.errors import NotFound
from service.problem_types.of_missing import NO_SUCH_RECIPE

router = APIRouter(prefix="/v1/catalog", tags=["catalog"], route_class=TaggedRoute)


if TYPE_CHECKING:
    GroupName = str  # A type checker cannot read the folders of the catalog.
else:
    GroupName = Annotated[Literal[GROUPS], SchemaName("RecipeGroup", "A family of recipes.")]


class RecipeSummary(BaseModel):
    """Summary of a recipe."""

    id: str = Field(description="Id of the recipe, as POST /v1/jobs takes it.")
    group: GroupName = Field(description="Family of models that it belongs to.")
    title: str = Field(description="The trained model, in a line.")
    source: str = Field(description="Where in the book it is from.")
    expected_minutes: float = Field(description="Minutes that the whole recipe takes on two cores.")
    reported: dict[str, Figure] = Field(description="Figures that the book reports, by name.")
    verdict: Verdict | None = Field(description="How its figures compared with the book's in the newest full run; null for one that it did not know.")


class VariantOut(BaseModel):
    """A variant of a recipe."""

    title: str = Field(description="Its difference from the recipe.")
    patch: MergePatch = Field(description="Merge patch to submit with the recipe.")
    reported: dict[str, Figure] = Field(description="Figures that the book reports for the variant, by name.")
    measured: MeasuredForm | None = Field(description="What the newest full run measured of it; null for a variant that it did not know.")


class RecipeOut(RecipeSummary):
    """A recipe of the catalog."""

    notes: str = Field(description="Differences between book and recipe, with reasons; often empty.")
    requires: list[str] = Field(description="Recipes to train first, each under its own id: this one starts from their models.")
    measured: MeasuredForm | None = Field(description="What the newest full run measured of it; null for a recipe that it did not know.")
    tolerance: dict[str, float] = Field(description="Allowed difference of a whole run from each reported figure, by name.")
    quick: MergePatch = Field(description="Merge patch with which it runs in seconds; empty if it does so without.")
    variants: dict[str, VariantOut] = Field(description="Variants of the recipe by name: submit the recipe with the patch of one.")
    sweep: dict[str, MergePatch] = Field(description="Merge patches by name, one for each job of POST /v1/sweeps.")
    spec: StoredSpec = Field(description="Its job spec, to be submitted as it is, or changed.")


@router.get("", response_description="The recipes, by id.")
def list_recipes() -> list[RecipeSummary]:
    """List the recipes of the catalog.

    Each recipe is a job spec that trains a model of the book. The list is sorted by id and is not paged. Show one with `GET /v1/catalog/{recipe_id}`,
    train one with `POST /v1/jobs`.
    """
    own = {*RecipeSummary.model_fields} - {"verdict"}
    return [RecipeSummary(**recipe.model_dump(include=own), verdict=_verdict(recipe)) for recipe in recipes().values()]


@router.get("/{recipe_id}")
def get_recipe(recipe_id: str) -> RecipeOut:
    """Show a recipe and its job spec.

    Besides the spec there are the figures that the book reports, what the newest full run measured, variants, and `quick`, a patch with which it runs
    in seconds.
    """
    recipe = recipes().get(recipe_id)
    if recipe is None:
        raise NotFound(f"there is no recipe {recipe_id!r}; expected one of {', '.join(recipes())}", kind=NO_SUCH_RECIPE)
    variants = {name: VariantOut(**variant.model_dump(), measured=measured_form(f"{recipe_id}/{name}")) for name, variant in recipe.variants.items()}
    shown = recipe.model_dump(exclude={"variants"})
    return RecipeOut(**shown, variants=variants, verdict=_verdict(recipe), measured=measured_form(recipe_id))


def _verdict(recipe: Recipe) -> Verdict | None:
    result = result_of(recipe.id)
    return result.verdict if result else None
