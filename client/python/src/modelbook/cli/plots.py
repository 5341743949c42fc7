"""The command `modelbook plots`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, completing, connected, job_ids
from modelbook.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._sync.plots import Plot


@click.command()
@click.argument("of", metavar="JOB|MODEL", shell_complete=completing(job_ids))
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the figures to.")
@click.option("--form", type=click.Choice(("svg", "png")), default="svg", show_default=True, help="Form of the figures.")
@as_json
@connected
def plots(client: Client, of: str, out: Path | None, form: str, as_json: bool) -> None:
    """List the plots of a job, by its id, or of a model, by its name; with --out write them, too."""
    found = client.jobs[of].plots() if _is_job(of) else client.models[of].plots()
    files = [] if out is None else [_written(plot, out, form) for plot in found]
    if as_json:
        print_json([{"name": plot.name, "title": plot.title, "caption": plot.caption} for plot in found])
    else:
        print_table(("name", "shows"), [(plot.name, plot.caption) for plot in found])
        for one in found.left_out:
            say(f"{one.name} was left out: {one.reason}")
        if out is not None:
            say(f"{len(files)} figures written to {out}")


def _is_job(text: str) -> bool:
    """Tell whether a text is the id of a job, and not a reference of a model."""
    return len(text) == 26 and text.isalnum() and text.isupper()


def _written(plot: Plot, folder: Path, form: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plot.name}.{form}"
    path.write_bytes(plot.svg() if form == "svg" else plot.png())
    return path
