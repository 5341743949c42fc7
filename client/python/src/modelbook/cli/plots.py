"""The command `modelbook plots`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.connection import as_json, completing, connected, job_ids
from modelbook.cli.output import print_json, print_table, say
from modelbook.cli.things import DATASET, ULID

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._sync.plots import Plot


@click.command()
@click.argument("of", metavar="JOB|MODEL|dataset:ID", shell_complete=completing(job_ids))
@click.option("--sweep", "is_sweep", is_flag=True, help="The id is of a sweep, not of a job.")
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the figures to.")
@click.option("--form", type=click.Choice(("svg", "png")), default="svg", show_default=True, help="Form of the figures.")
@as_json
@connected
def plots(client: Client, of: str, is_sweep: bool, out: Path | None, form: str, as_json: bool) -> None:
    """List the plots of a job or sweep (ID), a model (NAME) or a data set (dataset:ID, or dataset:NAME of a built-in one).

    With --out they are written, too.
    """
    found = _thing(client, of, is_sweep).plots()
    files = [] if out is None else [_written(plot, out, form) for plot in found]
    if as_json:
        print_json([{"name": plot.name, "title": plot.title, "caption": plot.caption} for plot in found])
    else:
        print_table(("name", "shows"), [(plot.name, plot.caption) for plot in found])
        for one in found.left_out:
            say(f"{one.name} was left out: {one.reason}")
        if out is not None:
            say(f"{len(files)} figures written to {out}")


def _thing(client: Client, of: str, is_sweep: bool) -> Any:
    """Return what has the plots: the ids of jobs and sweeps have capital letters, which names of models have not."""
    if is_sweep:
        return client.sweeps[of]
    if of.startswith(DATASET):
        return client.datasets[of.removeprefix(DATASET)]
    return (client.jobs if ULID.fullmatch(of) else client.models)[of]


def _written(plot: Plot, folder: Path, form: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plot.name}.{form}"
    path.write_bytes(plot.svg() if form == "svg" else plot.png())
    return path
