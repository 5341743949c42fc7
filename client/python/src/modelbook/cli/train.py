"""The command `modelbook train`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from modelbook.cli.changes import Change, changes_of
from modelbook.cli.connection import as_json, completing, connected, recipe_ids
from modelbook.cli.output import print_json, say
from modelbook.cli.specs import asked_for, located
from modelbook.cli.watching import conclude, watched

if TYPE_CHECKING:
    from modelbook import Client

SET = click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", callback=changes_of, help="Change a part of the spec; can be repeated.")


@click.command()
@click.argument("what", shell_complete=completing(recipe_ids))
@SET
@click.option("--name", help="Name of the model; the recipe's, or one made from the job's id, when left out.")
@click.option("--priority", type=click.IntRange(-10, 10), help="Jobs of a higher priority are started first.")
@click.option("--watch", is_flag=True, help="Follow the job to its end; exit code 1 if it fails.")
@click.option("--idempotency-key", metavar="KEY", help="Makes a repeated submission return the job of the first one.")
@as_json
@connected
def train(
    client: Client,
    what: str,
    changes: tuple[Change, ...],
    name: str | None,
    priority: int | None,
    watch: bool,
    idempotency_key: str | None,
    as_json: bool,
) -> None:
    """Train a model: a recipe, a job spec in a YAML or JSON file, or - for one from standard input.

    Searches and cross-validations are job specs, too. Without --watch the id of the job is printed, with it the model.

    \b
    modelbook train mnist-dense-784 --set training.epochs=3 --name digits --watch
    modelbook train spec.yaml --set model.layers.0.units=64 --watch --json | jq .metrics
    """
    asked = asked_for(client, what, changes)
    given = {"name": name, "priority": priority}
    fields = {**asked.fields, **{key: value for key, value in given.items() if value is not None}}
    with located(client, asked):
        job = client.jobs.submit(asked.what, asked.patch, idempotency_key=idempotency_key, **fields)
    say(f"job {job.id} is {job.state}; its model will be {job.name}" + ("" if watch else f"; to follow it: modelbook jobs watch {job.id}"))
    if watch:
        conclude(watched(job), as_json)
    elif as_json:
        print_json(job.to_json())
    else:
        click.echo(job.id)
