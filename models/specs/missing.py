"""What is said of a model that is not registered, or not of the form that is wanted."""

from models.catalog import recipes
from models.core.faults import quote


def no_such_model(ref: str | None) -> str:
    """Say that there is no model of a reference; and how to make it, where a recipe does so."""
    return f"there is no model {quote(ref)}; a reference is a name, or a name and a version as in digits@3{recipe_hint(ref)}"


def recipe_hint(ref: str | None) -> str:
    """Say which recipe makes a model of that name; empty where none does."""
    name = (ref or "").split("@")[0]
    return f"; submit the recipe {name} first, which makes it" if name in recipes() else ""
