"""The command `modelbook rm`: delete models, jobs, sweeps and data sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.connection import as_json, completing, connected, model_names
from modelbook.cli.output import print_json, say
from modelbook.cli.things import DATASET, ULID

if TYPE_CHECKING:
    from modelbook import Client
    from modelbook._sync.deletions import Deletion

_FILTERS = ("state", "name", "recipe", "before", "tag")


@click.command()
@click.argument("things", metavar="[THING]...", nargs=-1, shell_complete=completing(model_names))
@click.option("--sweep", "are_sweeps", is_flag=True, help="The ids are of sweeps, not of jobs.")
@click.option("--state", type=click.Choice(("succeeded", "failed", "cancelled")), help="All jobs in this state.")
@click.option("--name", help="All jobs whose model has this name.")
@click.option("--recipe", help="All jobs of this recipe.")
@click.option("--before", type=click.DateTime(), help="All jobs that ended before this time.")
@click.option("--tag", multiple=True, help="All jobs with this tag; may be repeated.")
@click.option("--with-models", is_flag=True, help="Also delete the models that the jobs have made.")
@click.option("--cancel", is_flag=True, help="Cancel jobs first that have not ended.")
@click.option("--purge", is_flag=True, help="Remove the files at once: it cannot be undone.")
@click.option("--dry-run", is_flag=True, help="Only say how many jobs fit, and their size.")
@as_json
@connected
def rm(client: Client, things: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Delete models (NAME with all versions, or NAME@VERSION), jobs (ID), data sets (dataset:ID); or all jobs that fit options.

    `modelbook undo ID` restores what was deleted.
    """
    filters = {name: options[name] for name in _FILTERS if options[name] not in (None, ())}
    if bool(things) == bool(filters):
        raise click.UsageError("expected things to delete, or filters of jobs (--state, --name, --recipe, --before, --tag), and not both")
    if things and options["dry_run"]:
        raise click.UsageError("expected --dry-run with filters of jobs only; what is named can be restored by `modelbook undo`")
    if filters:
        _delete_jobs(client, filters, {name: options[name] or None for name in ("with_models", "purge", "dry_run")}, as_json)
        return
    found = []
    for thing in things:
        found.append(_deleted(client, thing, options))
        if not as_json:
            say(_line(found[-1]))
    if as_json:
        print_json([deletion.to_json() for deletion in found])


def _delete_jobs(client: Client, filters: dict[str, Any], how: dict[str, Any], as_json: bool) -> None:
    found = client.deletions.delete_jobs(**filters, **how)
    if as_json:
        print_json(found.to_json())
        return
    versions = f" and {_counted(found.n_versions, 'model version')}" if found.n_versions else ""
    kept = f"; kept: {_counted(found.n_kept, 'job')} not ended, or needed by something" if found.n_kept else ""
    said = "would delete" if how["dry_run"] else "deleted"
    say(f"{said} {_counted(found.n_jobs, 'job')}{versions} ({found.size_bytes / 1e6:.1f} MB){kept}")
    if found.deletion is not None and found.deletion.undo_until is not None:
        say(f"to restore them: modelbook undo {found.deletion.id}")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _deleted(client: Client, thing: str, options: dict[str, Any]) -> Deletion:
    purge = options["purge"] or None
    if thing.startswith(DATASET):
        return client.datasets[thing.removeprefix(DATASET)].delete(purge=purge)
    if ULID.fullmatch(thing):
        of_jobs = {name: options[name] or None for name in ("with_models", "cancel")}
        return (client.sweeps if options["are_sweeps"] else client.jobs)[thing].delete(purge=purge, **of_jobs)
    return client.models[thing].delete(purge=purge)


def _line(deletion: Deletion) -> str:
    n_mb = deletion.size_bytes / 1e6
    if deletion.undo_until is None:
        return f"deleted {deletion.kind} {deletion.name}: {n_mb:.1f} MB are being freed"
    return f"deleted {deletion.kind} {deletion.name} ({n_mb:.1f} MB); until {deletion.undo_until:%Y-%m-%d %H:%M} UTC: modelbook undo {deletion.id}"
