"""The commands `modelbook recipes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, completing, connected, recipe_ids
from modelbook.cli.output import print_json, print_table

if TYPE_CHECKING:
    from modelbook import Client


@click.group()
def recipes() -> None:
    """List and show recipes: job specs of the catalog that are ready to train."""


@recipes.command("list")
@click.option("--group", help="Only recipes of this group.")
@as_json
@connected
def list_recipes(client: Client, group: str | None, as_json: bool) -> None:
    """List recipes."""
    found = [recipe for recipe in client.catalog.list() if group is None or recipe.group == group]
    if as_json:
        print_json([recipe.to_json() for recipe in found])
    else:
        print_table(("recipe", "group", "minutes", "title"), [(recipe.id, recipe.group, recipe.expected_minutes, recipe.title) for recipe in found])


@recipes.command()
@click.argument("recipe_id", metavar="RECIPE", shell_complete=completing(recipe_ids))
@as_json
@connected
def show(client: Client, recipe_id: str, as_json: bool) -> None:
    """Print the job spec of a recipe as YAML, to be changed and trained; with --json all that is known of the recipe."""
    recipe = client.catalog.get(recipe_id).to_json()
    if as_json:
        print_json(recipe)
        return
    import yaml  # Imported late: no other output is YAML.

    click.echo(f"# {recipe['title']}")
    click.echo(yaml.safe_dump(recipe["spec"], sort_keys=False, allow_unicode=True, default_flow_style=None, width=120), nl=False)
