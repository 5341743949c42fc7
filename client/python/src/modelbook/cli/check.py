"""The command `modelbook check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from modelbook.cli.changes import Change
from modelbook.cli.connection import as_json, completing, connected, recipe_ids
from modelbook.cli.failures import fault_lines
from modelbook.cli.output import print_json, say
from modelbook.cli.specs import asked_for, located, require_recipe
from modelbook.cli.train import SET

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._checks import Check

_GIB = 1024**3


@click.command()
@click.argument("what", metavar="FILE", shell_complete=completing(recipe_ids))
@SET
@as_json
@connected
def check(client: Client, what: str, changes: tuple[Change, ...], as_json: bool) -> None:
    """Check a job spec without training it: a YAML or JSON file, - for standard input, or a recipe. Exit code 1 if it has faults."""
    asked = asked_for(client, what, changes)
    with located(client, asked):
        found = client.specs.check(asked.what, asked.patch, **asked.fields)
    require_recipe(client, asked, found.errors)
    if as_json:
        print_json(found.to_json())
    else:
        for warning in fault_lines(found.warnings, asked.place_of):
            say(f"warning: {warning}")
        for line in fault_lines(found.errors, asked.place_of):
            say(line)
        say(_sum_of(found, asked.name or what))
    if found.errors:
        raise click.exceptions.Exit(1)


def _sum_of(found: Check, name: str) -> str:
    if found.errors:
        return f"{name}: {len(found.errors)} fault{'s' if len(found.errors) > 1 else ''}"
    return f"{name}: no fault; {found.total_parameters:,} parameters, {found.n_fits} fit{'s' if found.n_fits > 1 else ''}{_expected(found)}"


def _expected(found: Check) -> str:
    """Return what the job is expected to take; empty where the server does not say."""
    seconds, memory = found.estimated_seconds_interval, found.peak_memory_interval
    if seconds is None or memory is None:
        return ""
    taken = f"about {found.estimated_seconds:.3g} s ({seconds.low:.3g} to {seconds.high:.3g})"
    return f", {taken}, {(found.peak_memory or 0) / _GIB:.2f} GiB of memory ({memory.low / _GIB:.2f} to {memory.high / _GIB:.2f})"
