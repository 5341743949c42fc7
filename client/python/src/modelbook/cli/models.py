"""The commands `modelbook models`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.aliases import OF_ALIASES
from modelbook.cli.annotations import annotating, asked, filtering
from modelbook.cli.connection import as_json, completing, connected, model_names, the_model
from modelbook.cli.output import print_downloaded, print_fields, print_json, print_table, shown
from modelbook.cli.tracing import OF_TRACING

if TYPE_CHECKING:
    from modelbook import Client


@click.group()
def models() -> None:
    """List, show, promote and download models: NAME for the newest version or the default alias, NAME@VERSION or NAME:ALIAS for another."""


@models.command("list")
@click.option("--shared", is_flag=True, help="Those that other owners share with you.")
@click.option("--kind", help="Only models of this kind, such as classification.")
@click.option("--alias", help="Only models with this alias, each by the version that it means.")
@filtering
@as_json
@connected
def list_models(client: Client, shared: bool, as_json: bool, tags: tuple[str, ...], text: str | None, **filters: str | None) -> None:
    """List models, each by its newest version."""
    _print(list(client.models.list(shared=shared or None, limit=200, **asked(tags, text, **filters))), as_json)


@models.command()
@the_model
@as_json
@connected
def versions(client: Client, ref: str, as_json: bool) -> None:
    """List the versions of a model, newest first."""
    _print(client.models[ref].versions(), as_json)


@models.command()
@the_model
@as_json
@connected
def show(client: Client, ref: str, as_json: bool) -> None:
    """Show a model: what it takes and gives, and how good it is."""
    model = client.models.get(ref).to_json()
    if as_json:
        print_json(model)
    else:
        print_fields(_facts(model))


@models.command()
@the_model
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write to; the current folder when left out.")
@click.option(
    "--form", type=click.Choice(("artifact", "weights", "onnx", "architecture")), help="What to download; the artifact (HDF5) when left out."
)
@as_json
@connected
def download(client: Client, ref: str, output: Path | None, form: str | None, as_json: bool) -> None:
    """Download a model: one HDF5 file with weights, preprocessing and spec. Prints its path."""
    print_downloaded(client.models[ref].download(output, form), as_json)


@models.command()
@the_model
@click.option("--output", metavar="NAME", help="Output that is evaluated, of a model with several.")
@as_json
@connected
def evaluate(client: Client, ref: str, output: str | None, as_json: bool) -> None:
    """Show how good a model is on its test part; --json prints all curves and tables, too."""
    found = client.models[ref].evaluation(output).to_json()
    if as_json:
        print_json(found)
    else:
        print_fields(_figures(found))


_annotated = click.argument("name", metavar="MODEL", shell_complete=completing(model_names))
for _command in (
    *OF_ALIASES,
    *OF_TRACING,
    annotating(lambda client, name: client.models[name], _annotated, "a model: NAME for all versions, or NAME@VERSION"),
):
    models.add_command(_command)


def _print(found: list[Any], as_json: bool) -> None:
    if as_json:
        print_json([model.to_json() for model in found])
    else:
        rows = [(model.ref, model.kind, model.created_at, model.size_bytes / 1e6, dict(model.metrics)) for model in found]
        print_table(("model", "kind", "created", "MB", "metrics"), rows)


def _facts(model: dict[str, Any]) -> list[tuple[str, Any]]:
    signature = model["signature"]
    plain = [(name, model.get(name)) for name in ("ref", "kind", "owner", "job_id", "created_at", "size_bytes", "sha256")]
    ports = [(f"{direction[:-1]} {name}", _short(port)) for direction in ("inputs", "outputs") for name, port in signature[direction].items()]
    return [*plain, *ports, ("methods", ", ".join(signature.get("methods", ()))), ("metrics", model["metrics"])]


def _short(port: dict[str, Any]) -> str:
    """Return the facts of an input or output that take little room."""
    return ", ".join(f"{name} {shown(value)}" for name, value in port.items() if value not in (None, [], {}) and len(str(value)) < 100)


def _figures(evaluation: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the figures of an evaluation that are single values, with those of its kind."""
    for name, value in evaluation.items():
        if isinstance(value, dict):
            yield from _figures(value)
        elif isinstance(value, (str, int, float)):
            yield name, value
