"""The command `modelbook rm`: delete models, jobs, sweeps and data sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, completing, connected, model_names
from modelbook.cli.output import print_json, say

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._sync.deletions import Deletion

#: Form of the ids of jobs and sweeps; names of models have no capital letters.
_ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
_DATASET = "dataset:"


@click.command()
@click.argument("things", metavar="THING...", nargs=-1, required=True, shell_complete=completing(model_names))
@click.option("--sweep", "are_sweeps", is_flag=True, help="The ids are of sweeps, not of jobs.")
@click.option("--with-models", is_flag=True, help="Also delete the models that the jobs have made.")
@click.option("--cancel", is_flag=True, help="Cancel jobs first that have not ended.")
@click.option("--purge", is_flag=True, help="Remove the files at once: it cannot be undone.")
@as_json
@connected
def rm(client: Client, things: tuple[str, ...], are_sweeps: bool, with_models: bool, cancel: bool, purge: bool, as_json: bool) -> None:
    """Delete models (NAME with all versions, or NAME@VERSION), jobs (ID), and data sets (dataset:ID).

    `modelbook undo ID` restores what was deleted.
    """
    found = []
    for thing in things:
        found.append(_deleted(client, thing, are_sweeps, purge, {"with_models": with_models or None, "cancel": cancel or None}))
        if not as_json:
            say(_line(found[-1]))
    if as_json:
        print_json([deletion.to_json() for deletion in found])


def _deleted(client: Client, thing: str, are_sweeps: bool, purge: bool, of_jobs: dict[str, bool | None]) -> Deletion:
    if thing.startswith(_DATASET):
        return client.datasets[thing.removeprefix(_DATASET)].delete(purge=purge or None)
    if _ULID.fullmatch(thing):
        return (client.sweeps if are_sweeps else client.jobs)[thing].delete(purge=purge or None, **of_jobs)
    return client.models[thing].delete(purge=purge or None)


def _line(deletion: Deletion) -> str:
    n_mb = deletion.size_bytes / 1e6
    if deletion.undo_until is None:
        return f"deleted {deletion.kind} {deletion.name}: {n_mb:.1f} MB are being freed"
    return f"deleted {deletion.kind} {deletion.name} ({n_mb:.1f} MB); until {deletion.undo_until:%Y-%m-%d %H:%M} UTC: modelbook undo {deletion.id}"
