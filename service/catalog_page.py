"""The page of all recipes, written from the catalog itself."""

import json
from typing import Any

from models.catalog import Recipe, recipes

_HEAD = """# Catalog

Written by `make openapi` from the recipes; not edited by hand. How to use them, and to add one: [recipes.md](recipes.md).

Figures are those that the book reports, by the names of our own metrics where those measure the same; where it only draws, those that its code
gives today. In brackets: how far a whole run may be from each. Minutes are those of a whole run on two cores."""


def catalog_page() -> str:
    """Return the page as Markdown."""
    found = list(recipes().values())
    rows = [f"| [`{recipe.id}`](#{recipe.id.replace('.', '')}) | {recipe.group} | {recipe.title} | {recipe.expected_minutes:g} |" for recipe in found]
    table = "\n".join(["| id | group | what | minutes |\n|---|---|---|---|", *rows])
    return "\n\n".join([_HEAD, table, *map(_section, found)]) + "\n"


def _section(recipe: Recipe) -> str:
    lines = [f"- {name}" for name in _forms(recipe)]
    sweep = f"`POST /v1/sweeps` with this recipe runs {', '.join(f'`{name}`' for name in recipe.sweep)}." if recipe.sweep else ""
    parts = [f"## {recipe.id}", f"{recipe.title}. Source: {recipe.source}.", recipe.notes.strip(), "\n".join(lines), sweep]
    return "\n\n".join(part for part in parts if part)


def _forms(recipe: Recipe) -> list[str]:
    whole = f"as it stands: {_figures(recipe.reported, recipe)}"
    return [whole, *(f"variant `{name}`, {variant.title}: {_figures(variant.reported, recipe)}" for name, variant in recipe.variants.items())]


def _figures(reported: dict[str, Any], recipe: Recipe) -> str:
    texts = [_figure(name, value, recipe) for name, value in reported.items() if name != "candidates"]
    if "candidates" in reported:
        texts.append(f"the scores of {len(reported['candidates'])} candidates")
    return ", ".join(texts) or "no figures reported"


def _figure(name: str, value: Any, recipe: Recipe) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    allowed = f" (± {recipe.tolerance[name]:g})" if recipe.tolerance.get(name) else ""
    return f"`{name}` {text}{allowed}"
