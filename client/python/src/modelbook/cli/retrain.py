"""The command `modelbook retrain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.changes import Change, patch_of
from modelbook.cli.connection import as_json, completing, connected, model_names
from modelbook.cli.output import print_json, say, shown
from modelbook.cli.train import SET
from modelbook.cli.watching import conclude, watched

if TYPE_CHECKING:
    from modelbook import Client


@click.command()
@click.argument("ref", metavar="MODEL", shell_complete=completing(model_names))
@click.option(
    "--source", help="newest: what the data set has grown to; dataset:ID, a built-in one, or a file, which is uploaded; the recorded data else."
)
@SET
@click.option("--name", help="Name of the new model; that of the model when left out.")
@click.option("--priority", type=click.IntRange(-10, 10), help="Jobs of a higher priority are started first.")
@click.option("--promote", metavar="ALIAS", help="Alias of the model that is moved to the new version if it is better.")
@click.option("--when", type=click.Choice(("if_better", "if_not_worse", "always")), help="When --promote moves the alias; if_better when left out.")
@click.option("--metric", help="Figure that decides, such as accuracy; the first one of the comparison when left out.")
@click.option("--margin", type=click.FloatRange(min=0), help="Difference of the figure that counts; 0 when left out.")
@click.option("--watch", is_flag=True, help="Follow the job to its end, and show how both models compare; exit code 1 if it fails.")
@as_json
@connected
def retrain(
    client: Client,
    ref: str,
    source: str | None,
    changes: tuple[Change, ...],
    name: str | None,
    priority: int | None,
    promote: str | None,
    watch: bool,
    as_json: bool,
    **rule: Any,
) -> None:
    """Train a model again: its recorded spec, from new weights, on the same or on new data.

    The result is a new version, which is compared with the one before on samples that none of them was trained on. Without --watch the id of the
    job is printed, with it the model.

    \b
    modelbook retrain fruit --source newest --watch
    modelbook retrain fruit:champion --source newest --promote champion --metric accuracy --watch
    modelbook retrain fruit@3 --source more-fruit.csv --set training.epochs=40
    """
    patch = patch_of(client.models.get(ref).job().to_json()["spec"], changes) if changes else None
    data = client.upload(Path(source)) if source is not None and Path(source).is_file() else source
    fields: dict[str, Any] = _given(name=name, priority=priority, promote=_promotion(promote, _given(**rule)))
    job = client.models[ref].retrain(data, patch, **fields)
    say(f"job {job.id} is {job.state}; its model will be {job.name}" + ("" if watch else f"; to follow it: modelbook jobs watch {job.id}"))
    if watch:
        ended = watched(job)
        conclude(ended, as_json)
        if not as_json:
            _show(ended.retraining)
    elif as_json:
        print_json(job.to_json())
    else:
        click.echo(job.id)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _promotion(alias: str | None, rule: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is asked for with --promote, and with the options that say when."""
    if alias is None and rule:
        raise click.UsageError(f"--{next(iter(rule))} says when an alias is moved: expected --promote ALIAS with it")
    return None if alias is None else {"alias": alias, **rule}


def _show(retraining: Any) -> None:
    """Show how the new model compares with the one before, and whether an alias was moved, beside what a script reads."""
    _compare(retraining)
    if retraining.promotion is not None:
        alias = f"alias {retraining.promote.alias}"
        said = f"moved to version {retraining.promotion.to_version}" if retraining.promotion.promoted else "not moved"
        say(f"{alias} was {said}: {retraining.promotion.reason}")


def _compare(retraining: Any) -> None:
    found = retraining.comparison
    if found.reason is not None:
        say(f"not compared with {retraining.model}: {found.reason}")
        return
    say(f"compared with {retraining.model} on {found.n_samples:,} samples of the {found.part} part")
    for figure in found.figures:
        say(f"{figure.name}: {shown(figure.old)} -> {shown(figure.new)} ({figure.better} is better)")
    for note in found.notes:
        say(note)
