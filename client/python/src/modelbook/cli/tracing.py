"""The commands of `modelbook models` that compare, trace and describe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelbook.cli.comparison import print_comparison, print_lineage
from modelbook.cli.connection import as_json, completing, connected, model_names, the_model
from modelbook.cli.output import print_json

if TYPE_CHECKING:
    from modelbook import Client


@click.command()
@the_model
@click.argument("other", metavar="OTHER", shell_complete=completing(model_names))
@as_json
@connected
def compare(client: Client, ref: str, other: str, as_json: bool) -> None:
    """Compare a model with another one: metrics, spec, sizes and speed side by side."""
    found = client.models[ref].compare(other).to_json()
    if as_json:
        print_json(found)
    else:
        print_comparison(found)


@click.command()
@the_model
@as_json
@connected
def lineage(client: Client, ref: str, as_json: bool) -> None:
    """Show what a model was made from, and what was made from it."""
    found = client.models[ref].lineage().to_json()
    if as_json:
        print_json(found)
    else:
        print_lineage(found)


@click.command()
@the_model
@click.option("--html", is_flag=True, help="As a page for a browser; as Markdown when left out.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write to; standard output when left out.")
@connected
def card(client: Client, ref: str, html: bool, output: Path | None) -> None:
    """Show the card of a model: what it is for, how good it is, its limits, figures, data, spec and provenance."""
    text = client.models[ref].card("html" if html else "markdown")
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(output)


#: The commands.
OF_TRACING = (compare, lineage, card)
