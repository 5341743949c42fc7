"""The generated page of all recipes: what the book reports beside what was measured."""

import json
from functools import cache
from pathlib import Path

from models.catalog import Recipe, recipes
from models.catalog.reproduction import FormResult, newest, result_of
from models.catalog.result_texts import cells, figure_rows, figure_text, machine_text, ran_time_text, time_text

#: Small figures of the recipes' jobs in the newest run, with their titles and captions.
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
#: File with the titles and captions, in that folder.
PICTURES_INDEX = "pictures.json"
#: Text of the page before its tables.
_HEAD = """# Catalog

Generated from the recipes by `make openapi`; do not edit. For how to use and add them see [recipes.md](recipes.md).

Reported figures are those of the book, named like our metrics where they measure the same; where the book only has a plot, those that its code gives
today. Minutes are those of a full run on two cores, as its author expected. Measured figures are those of the newest full run, which
[reproduction.md](reproduction.md) describes with its verdicts: """
#: Head of the table of a recipe's figures.
_FIGURES = "| form | figure | reported | measured | allowed | verdict |\n|---|---|---|---|---|---|"
#: Form of a recipe without a patch.
_AS_WRITTEN = "as written"


def catalog_page() -> str:
    """Return the page of all recipes as Markdown."""
    found = list(recipes().values())
    table = "\n".join(["| id | group | what | minutes | verdict |\n|---|---|---|---|---|", *map(_line, found)])
    return "\n\n".join([_HEAD + _run(), table, *map(_section, found)]) + "\n"


def _run() -> str:
    run = newest()
    return f"last form on {run.date}, {machine_text(run.machine)}." if run else "none yet."


def _line(recipe: Recipe) -> str:
    result = result_of(recipe.id)
    link = f"[`{recipe.id}`](#{recipe.id.replace('.', '')})"
    return cells(link, recipe.group, recipe.title, f"{recipe.expected_minutes:g}", result.verdict if result else "")


def _section(recipe: Recipe) -> str:
    sweep = f"`POST /v1/sweeps` with this recipe runs {', '.join(f'`{name}`' for name in recipe.sweep)}." if recipe.sweep else ""
    parts = [
        f"## {recipe.id}",
        f"{recipe.title}. Source: {recipe.source}.",
        recipe.notes.strip(),
        _runs(recipe),
        _figures(recipe),
        _pictures(recipe),
        sweep,
    ]
    return "\n\n".join(part for part in parts if part)


def _figures(recipe: Recipe) -> str:
    rows = [cells(name, *row) for name, result in _results(recipe) for row in _rows(name, result, recipe)]
    return "\n".join([_FIGURES, *rows]) if rows else ""


def _rows(name: str, result: FormResult | None, recipe: Recipe) -> list[tuple[str, ...]]:
    """Return the rows of a form: of a result, or of what is reported where there is none."""
    if rows := figure_rows(result) if result else []:
        return rows
    reported = recipe.reported if name == _AS_WRITTEN else recipe.variants[name].reported
    verdict = result.verdict if result else ""
    allowed = {figure: f"± {recipe.tolerance[figure]:g}" if figure in recipe.tolerance else "equal" for figure in reported}
    rows = [(figure, figure_text(value), "", allowed[figure], verdict) for figure, value in reported.items() if figure != "candidates"]
    candidates = len(reported.get("candidates", ()))
    return [*rows, *([(f"the scores of {candidates} candidates", "", "", "", verdict)] if candidates else [])]


def _runs(recipe: Recipe) -> str:
    """Return a line on each form: its seeds and time, or why it was not run."""
    titles = {name: f"variant `{name}`, {variant.title}" for name, variant in recipe.variants.items()}
    return "\n".join(f"- {titles.get(name, name)}: {_ran(result)}" for name, result in _results(recipe))


def _ran(result: FormResult | None) -> str:
    if result is None:
        return "not in the newest run"
    if result.date is None:
        return f"{result.reason}; estimated at {time_text(result.estimated_seconds)}"
    return f"{'seeds' if len(result.seeds) > 1 else 'seed'} {', '.join(map(str, result.seeds))}; {ran_time_text(result)}"


def _pictures(recipe: Recipe) -> str:
    """Return the figures of the recipe's job, each with its caption."""
    return "\n\n".join(f"![{line['title']}]({PICTURES.name}/{line['file']})\n\n{line['caption']}" for line in _index().get(recipe.id, []))


@cache
def _index() -> dict[str, list[dict[str, str]]]:
    path = PICTURES / PICTURES_INDEX
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def _results(recipe: Recipe) -> list[tuple[str, FormResult | None]]:
    """Return name and result of each form."""
    return [(_AS_WRITTEN, result_of(recipe.id)), *((name, result_of(f"{recipe.id}/{name}")) for name in recipe.variants)]
