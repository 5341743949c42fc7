"""The commands `modelbook sweeps`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from modelbook.cli.annotations import asked, filtering
from modelbook.cli.connection import as_json, completing, connected, sweep_ids
from modelbook.cli.jobs import STATES
from modelbook.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from modelbook import Client

_id = click.argument("sweep_id", metavar="ID", shell_complete=completing(sweep_ids))


@click.group()
def sweeps() -> None:
    """List, compare and cancel sweeps: jobs that each differ by a patch."""


@sweeps.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only sweeps with a job in this state.")
@click.option("--recipe", help="Only sweeps of this recipe.")
@filtering
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Most sweeps.")
@as_json
@connected
def list_sweeps(client: Client, limit: int, as_json: bool, tags: tuple[str, ...], text: str | None, **filters: str | None) -> None:
    """List sweeps, newest first: those with a job that all filters fit."""
    found = list(islice(client.sweeps.list(limit=min(limit, 200), **asked(tags, text, **filters)), limit))
    if as_json:
        print_json([sweep.to_json() for sweep in found])
    else:
        rows = [(sweep.id, sweep.name, sweep.recipe, dict(sweep.states), sweep.created_at) for sweep in found]
        print_table(("id", "name", "recipe", "jobs", "created"), rows)


@sweeps.command()
@_id
@as_json
@connected
def show(client: Client, sweep_id: str, as_json: bool) -> None:
    """Compare the jobs of a sweep: what differs, their time and metrics. `modelbook plots --sweep` draws it."""
    found = client.sweeps.get(sweep_id)
    if as_json:
        print_json(found.to_json())
        return
    rows = [(one.member, one.job.id, one.job.state, one.seconds, one.differs, one.job.metrics) for one in found.members]
    print_table(("member", "job", "state", "seconds", "differs", "metrics"), rows)


@sweeps.command()
@_id
@as_json
@connected
def cancel(client: Client, sweep_id: str, as_json: bool) -> None:
    """Cancel the jobs of a sweep that have not ended."""
    found = client.sweeps[sweep_id].cancel()
    if as_json:
        print_json(found.to_json())
        return
    for one in found.members:
        say(f"job {one.job.id} ({one.member}) is {one.job.state}{', and ends soon' if one.job.state == 'running' else ''}")
