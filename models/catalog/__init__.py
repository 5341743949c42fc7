"""The catalog: recipes of the book, one YAML file each, no Python."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from models.core.part import Part

_FOLDER = Path(__file__).parent


class Variant(Part):
    """Another form of a recipe: a merge patch on its spec, and what was reported of it."""

    title: str = Field(description="What differs.")
    patch: dict[str, Any] = Field(description="RFC 7386 merge patch on the recipe's spec.")
    reported: dict[str, Any] = Field(default_factory=dict, description="Figures reported for the variant.")


class Recipe(Part):
    """A job spec with a title, a source and the figures the book reports."""

    id: str = Field(description="Id of the recipe; its file's name.")
    group: str = Field(description="Family of the recipe; its file's folder.")
    title: str = Field(description="What the recipe trains, in a line.")
    source: str = Field(description="Where in the book it comes from.")
    notes: str = Field("", description="Where book and recipe differ, and why.")
    requires: list[str] = Field(
        default_factory=list, description="Recipes that have to be trained before, each under its own id: this one starts from their models."
    )
    reported: dict[str, Any] = Field(
        description="Figures the book reports, or its code gives where it only draws; by the names of our own metrics where those measure the same."
    )
    tolerance: dict[str, float] = Field(
        default_factory=dict, description="How far a whole run may be from a reported figure, by its name; of the variants' figures, too."
    )
    expected_minutes: float = Field(description="Minutes the whole recipe takes on two cores.")
    quick: dict[str, Any] = Field(default_factory=dict, description="Merge patch that has it run in seconds; empty where it does so anyway.")
    variants: dict[str, Variant] = Field(default_factory=dict, description="Other forms of the recipe.")
    sweep: dict[str, dict[str, Any]] = Field(default_factory=dict, description="Merge patches by name, which a sweep runs beside each other.")
    spec: dict[str, Any] = Field(description="The job spec.")


@cache
def recipes() -> dict[str, Recipe]:
    """Return every recipe by its id, in the order of their ids."""
    paths = sorted(_FOLDER.glob("*/*.yaml"), key=lambda path: path.stem)
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> Recipe:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Recipe.model_validate({"id": path.stem, "group": path.parent.name, **content})
