"""The commands of `modelbook models` about aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, connected, the_model
from modelbook.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from modelbook import Client


@click.command()
@the_model
@click.argument("alias")
@click.option("--expected", type=click.IntRange(1), help="Version that the alias means now; the one that it has when left out.")
@as_json
@connected
def promote(client: Client, ref: str, alias: str, expected: int | None, as_json: bool) -> None:
    """Let ALIAS of a model, such as champion, mean this version."""
    found = client.models[ref].promote(alias, expected=expected)
    if as_json:
        print_json(found.to_json())
    else:
        say(f"{found.ref} is {found.model}")


@click.command()
@the_model
@as_json
@connected
def aliases(client: Client, ref: str, as_json: bool) -> None:
    """List the aliases of a model, and what its bare name means."""
    found = client.models[ref].aliases.list()
    if as_json:
        print_json(found.to_json())
    else:
        print_table(("alias", "model", "moved"), [(alias.alias, alias.model, alias.moved_at) for alias in found.aliases])
        say(f"the bare name means {found.model}")


@click.command()
@the_model
@click.argument("alias")
@as_json
@connected
def history(client: Client, ref: str, alias: str, as_json: bool) -> None:
    """List who moved ALIAS of a model of yours, or which retraining did, and when, newest first."""
    moves = list(client.models[ref].aliases.history(alias, limit=200))
    if as_json:
        print_json([move.to_json() for move in moves])
    else:
        rows = [(move.at, move.from_version, move.to_version, move.actor, move.job_id) for move in moves]
        print_table(("at", "from", "to", "by", "job"), rows)


@click.command()
@the_model
@click.argument("alias")
@click.option("--expected", type=click.IntRange(1), help="Version that the alias means now; the one that it has when left out.")
@connected
def unalias(client: Client, ref: str, alias: str, expected: int | None) -> None:
    """Delete ALIAS of a model of yours; the version stays."""
    client.models[ref].aliases.delete(alias, expected)
    say(f"{alias} is deleted")


@click.command()
@the_model
@click.argument("alias", required=False)
@as_json
@connected
def default(client: Client, ref: str, alias: str | None, as_json: bool) -> None:
    """Set what the bare name of a model means: ALIAS, latest, or what the server's settings say when left out."""
    found = client.models[ref].aliases.set_default(alias)
    if as_json:
        print_json(found.to_json())
    else:
        say(f"the bare name means {found.model}")


#: The commands.
OF_ALIASES = (promote, aliases, history, unalias, default)
