"""The commands `modelbook datasets`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.annotations import annotating, asked, filtering
from modelbook.cli.connection import as_json, completing, connected, sources
from modelbook.cli.output import print_fields, print_json, print_table, say, shown

if TYPE_CHECKING:
    from modelbook import Client

_source = click.argument("source", metavar="SOURCE", shell_complete=completing(sources))


@click.group()
def datasets() -> None:
    """List, upload, show and delete data sets."""


@datasets.command("list")
@click.option("--shared", is_flag=True, help="Those that other owners share with you.")
@click.option("--form", help="Only uploads of this form, such as table.")
@filtering
@as_json
@connected
def list_datasets(client: Client, shared: bool, as_json: bool, tags: tuple[str, ...], text: str | None, form: str | None) -> None:
    """List data sets: the built-in ones and generators, unless there is a filter, and your uploads."""
    filters = asked(tags, text, form=form)
    built_in = [] if shared or filters else [dataset.to_json() for dataset in client.datasets.built_in()]
    uploads = [dataset.to_json() for dataset in client.datasets.list(shared=shared or None, limit=200, **filters)]
    if as_json:
        print_json({"datasets": built_in, "uploads": uploads})
        return
    rows = [(found["source"], "built-in", found["n_train"] + found["n_test"], found["title"]) for found in built_in]
    rows += [(found["source"], found["format"], found["n_samples"], found["name"]) for found in uploads]
    print_table(("source", "kind", "samples", "title"), rows)


@datasets.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--name", help="What to call it; the name of the file when left out.")
@as_json
@connected
def upload(client: Client, path: Path, name: str | None, as_json: bool) -> None:
    """Upload a CSV, NPY, NPZ, text or ZIP file, or a folder with a folder of images for each class. Prints its source for job specs."""
    found = client.upload(path, name=name)
    if as_json:
        print_json(found.to_json())
        return
    for doubt in getattr(found, "doubts", None) or ():
        say(f"doubt: {shown(doubt)}")
    say(f"{found.n_samples} samples")
    click.echo(found.source)


@datasets.command()
@_source
@as_json
@connected
def show(client: Client, source: str, as_json: bool) -> None:
    """Show a data set: its size, its columns, its labels."""
    found = client.datasets[_id_of(source)].describe().to_json()
    if as_json:
        print_json(found)
    else:
        print_fields((name, value) for name, value in found.items() if _is_short(value))


@datasets.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing(sources))
@connected
def delete(client: Client, ids: tuple[str, ...]) -> None:
    """Delete uploaded data sets; models that were trained on them stay."""
    for source in ids:
        client.datasets[_id_of(source)].delete()
        say(f"deleted {source}")


def _id_of(source: str) -> str:
    """Return the id of a data set by its source or its id."""
    return source.partition("dataset:")[2] or source


def _is_short(value: Any) -> bool:
    return value not in (None, "", {}, []) and len(str(value)) < 300


_annotated = click.argument("name", metavar="ID")
datasets.add_command(annotating(lambda client, name: client.datasets[name.removeprefix("dataset:")], _annotated, "an uploaded data set"))
