"""The command `modelbook batch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, connected, the_model
from modelbook.cli.output import print_json, say
from modelbook.cli.watching import conclude, watched

if TYPE_CHECKING:
    from modelbook import Client

#: Forms of the file, by the endings of its name.
_FORMS = ("csv", "parquet", "npy", "jsonl")


@click.command()
@the_model
@click.argument("source", metavar="SOURCE")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Column that stands before the predictions, such as a key; can be repeated.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Form of the file; by the ending of --output, else csv.")
@click.option("--probabilities", type=click.Choice(("none", "top3", "all")), help="Class probabilities of each prediction.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Follow the job, and write its file there.")
@as_json
@connected
def batch(
    client: Client,
    ref: str,
    source: str,
    keep: tuple[str, ...],
    form: str | None,
    probabilities: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Predict on a whole data set by a job: an upload (dataset:ID), a built-in one, or a file, which is uploaded first.

    Without --output the id of the job is printed; its file: modelbook jobs download ID.

    \b
    modelbook batch houses dataset:9f2c4b1a --keep id -o prices.parquet
    modelbook batch houses new-houses.csv --keep id -o prices.csv
    """
    if form is None and output is not None and output.suffix.lstrip(".") in _FORMS:
        form = output.suffix.lstrip(".")
    data = client.upload(Path(source)) if Path(source).exists() else source
    job = client.models[ref].batch(data, keep=keep or None, format=form, probabilities=probabilities)
    if output is None:
        say(f"job {job.id} is {job.state}; to follow it: modelbook jobs watch {job.id}")
        print_json(job.to_json()) if as_json else click.echo(job.id)
        return
    ended = watched(job)
    conclude(ended, as_json)
    path = str(ended.download_predictions(output))
    say(path) if as_json else click.echo(path)
