"""Following a job in a terminal: a bar where there is one, lines elsewhere, and the exit code at its end."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.failures import INTERRUPTED, message_of
from modelbook.cli.output import print_json, say, shown
from modelbook.errors import APIConnectionError

if TYPE_CHECKING:
    from modelbook import Job
    from modelbook._progress import Display


class RichBar:
    """A bar in a terminal, with lines above it that stay."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # Imported late: scripts have no bar.

        columns = (BarColumn(30), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._task = self._progress.add_task("", total=1.0)
        self._progress.start()

    def draw(self, epochs: Sequence[Mapping[str, Any]]) -> None:
        """Draw nothing: there are lines for the epochs."""

    def show(self, done: float, text: str) -> None:
        """Show a fraction from 0 to 1 and what is being done."""
        self._progress.update(self._task, completed=done, description=text)

    def line(self, text: str) -> None:
        """Show a line that stays."""
        self._progress.console.print(text, markup=False, highlight=False)

    def close(self) -> None:
        """Leave the bar as it is."""
        self._progress.stop()


def watched(job: Job) -> Job:
    """Follow a job to its end, and return it. Ctrl-C ends the program and not the job."""
    from modelbook._progress import JobDisplay  # Imported late, as the client is.

    display = JobDisplay(job.name, _display())
    try:
        for event in job.events():
            display.show(event)
    except KeyboardInterrupt:
        display.close()
        say(f"The job goes on. {_ways(job.id)}")
        raise click.exceptions.Exit(INTERRUPTED) from None
    except APIConnectionError as error:
        display.close()
        raise click.ClickException(f"{message_of(error)}. The job goes on without this program. {_ways(job.id)}") from error
    display.close()
    return job.refresh()


def conclude(job: Job, as_json: bool) -> None:
    """Print how a job has ended: its model, or all of it as JSON. Exit code 1 if it did not succeed."""
    if as_json:
        print_json(job.to_json())
    elif job.state == "succeeded":
        say(f"{job.name}: {shown(dict(job.metrics)) or 'succeeded'}")
        if job.best_params:
            say(f"best parameters: {shown(job.best_params)}; score {shown(job.best_score)}")
        if job.model:
            click.echo(job.model)
    if job.state != "succeeded":
        raise click.ClickException(_end_of(job))


def _end_of(job: Any) -> str:
    reason = f" failed: {job.error}" if job.state == "failed" else f" was {job.state}"
    return f"job {job.id} ({job.name}){reason}"


def _ways(job_id: str) -> str:
    return f"To watch it again: modelbook jobs watch {job_id}; to cancel it: modelbook jobs cancel {job_id}"


def _display() -> Display:
    from modelbook._progress import Lines

    return RichBar() if sys.stderr.isatty() else Lines(sys.stderr)
