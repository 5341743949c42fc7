"""The command `modelbook reproduce`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, completing, connected, model_names
from modelbook.cli.output import print_json, say
from modelbook.cli.watching import conclude, watched

if TYPE_CHECKING:
    from modelbook import Client


@click.command()
@click.argument("ref", metavar="MODEL", shell_complete=completing(model_names))
@click.option("--watch", is_flag=True, help="Follow the job to its end, and print how far its result equals the model; exit code 1 if it fails.")
@as_json
@connected
def reproduce(client: Client, ref: str, watch: bool, as_json: bool) -> None:
    """Train a model again on the same data, to see whether the result is the same.

    Nothing is registered. Without --watch the id of the job is printed, with it the verdict.

    \b
    modelbook reproduce digits@3 --watch
    """
    job = client.models[ref].reproduce()
    if not watch:
        say(f"job {job.id} is {job.state}; to follow it: modelbook jobs watch {job.id}")
        print_json(job.to_json()) if as_json else click.echo(job.id)
        return
    ended = watched(job)
    conclude(ended, as_json)
    if not as_json and ended.reproduction is not None:
        click.echo(ended.reproduction.verdict)
