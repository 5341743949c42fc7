"""The catalog: recipes of the book, one YAML file each, no Python."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from models.core.part import Part
from models.core.plain_yaml import load_yaml

_FOLDER = Path(__file__).parent
#: Families of recipes: the folders of their files.
GROUPS = tuple(sorted({path.parent.name for path in _FOLDER.glob("*/*.yaml")}))


class Variant(Part):
    """A variant of a recipe: a merge patch on its spec, and its reported figures."""

    title: str = Field(description="The difference from the recipe.")
    patch: dict[str, Any] = Field(description="RFC 7386 merge patch on the recipe's spec.")
    reported: dict[str, Any] = Field(default_factory=dict, description="Figures reported for the variant.")


class Recipe(Part):
    """A job spec with a title, a source and the figures reported by the book."""

    id: str = Field(description="Id of the recipe, the name of its file.")
    group: str = Field(description="Family of the recipe, the folder of its file.")
    title: str = Field(description="The trained model, in a line.")
    source: str = Field(description="Section of the book.")
    notes: str = Field("", description="Differences between book and recipe, with reasons.")
    requires: list[str] = Field(default_factory=list, description="Recipes to train first, each under its own id: this one starts from their models.")
    reported: dict[str, Any] = Field(
        description="Figures reported by the book, or given by its code for plots; named like our metrics where those measure the same."
    )
    tolerance: dict[str, float] = Field(
        default_factory=dict, description="Largest allowed difference of a full run from a reported figure, by its name; also for variants."
    )
    expected_minutes: float = Field(description="Duration of the full recipe on two cores, in minutes.")
    quick: dict[str, Any] = Field(
        default_factory=dict, description="Merge patch that shortens the run to seconds; empty if the recipe takes seconds."
    )
    variants: dict[str, Variant] = Field(default_factory=dict, description="Variants of the recipe.")
    sweep: dict[str, dict[str, Any]] = Field(default_factory=dict, description="Merge patches by name, for the jobs of a sweep.")
    spec: dict[str, Any] = Field(description="The job spec.")


@cache
def recipes() -> dict[str, Recipe]:
    """Return every recipe by id, ordered by id."""
    paths = sorted(_FOLDER.glob("*/*.yaml"), key=lambda path: path.stem)
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> Recipe:
    content = load_yaml(path.read_text(encoding="utf-8"))
    return Recipe.model_validate({"id": path.stem, "group": path.parent.name, **content})
