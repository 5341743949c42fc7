"""The commands `modelbook jobs`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.annotations import annotating, asked, filtering
from modelbook.cli.connection import as_json, completing, connected, job_ids
from modelbook.cli.output import print_downloaded, print_fields, print_json, print_table, say
from modelbook.cli.watching import conclude, watched

if TYPE_CHECKING:
    from modelbook import Client, Job

STATES = ("queued", "running", "paused", "succeeded", "failed", "cancelled")
_COLUMNS = ("id", "model", "state", "done", "created", "metrics")
_optional_id = click.argument("job_id", metavar="[ID]", required=False, shell_complete=completing(job_ids))
_id = click.argument("job_id", metavar="ID", shell_complete=completing(job_ids))


@click.group()
def jobs() -> None:
    """List, show, follow, pause and end jobs, and download their files."""


@jobs.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only jobs in this state.")
@click.option("--recipe", help="Only jobs of this recipe.")
@click.option("--name", help="Only jobs whose model has this name.")
@click.option("--task", help="Only jobs of this task, such as search.")
@filtering
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Most jobs.")
@as_json
@connected
def list_jobs(client: Client, limit: int, as_json: bool, tags: tuple[str, ...], text: str | None, **filters: str | None) -> None:
    """List jobs, newest first."""
    found = list(islice(client.jobs.list(limit=min(limit, 200), **asked(tags, text, **filters)), limit))
    if as_json:
        print_json([job.to_json() for job in found])
    else:
        print_table(_COLUMNS, [(job.id, job.model or job.name, job.state, f"{job.progress:.0%}", job.created_at, dict(job.metrics)) for job in found])


@jobs.command()
@_optional_id
@as_json
@connected
def show(client: Client, job_id: str | None, as_json: bool) -> None:
    """Show a job; the newest when no ID is given."""
    job = _job(client, job_id)
    if as_json:
        print_json(job.to_json())
    else:
        print_fields((name, value) for name, value in _facts(job) if value not in (None, "", {}, False))


@jobs.command()
@_optional_id
@as_json
@connected
def watch(client: Client, job_id: str | None, as_json: bool) -> None:
    """Follow a job to its end; the newest when no ID is given. Exit code 1 if it fails."""
    conclude(watched(_job(client, job_id)), as_json)


@jobs.command()
@_optional_id
@click.option("-f", "--follow", is_flag=True, help="Print further lines until the job ends.")
@as_json
@connected
def logs(client: Client, job_id: str | None, follow: bool, as_json: bool) -> None:
    """Print the log of a job; of the newest when no ID is given."""
    job = _job(client, job_id)
    lines = _lines(job, to_end=follow or job.finished_at is not None)
    if as_json:
        print_json(list(lines))
        return
    for line in lines:
        click.echo(line)


@jobs.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing(job_ids))
@as_json
@connected
def cancel(client: Client, ids: tuple[str, ...], as_json: bool) -> None:
    """Cancel jobs: at once if queued, after the current batch or trial if running."""
    _act(ids, lambda job_id: client.jobs[job_id].cancel(), as_json, lambda job: ", and ends soon" if job.state == "running" else "")


@jobs.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing(job_ids))
@as_json
@connected
def pause(client: Client, ids: tuple[str, ...], as_json: bool) -> None:
    """Pause jobs: at once if queued, after the current batch or trial if running. They keep what they have done."""
    _act(ids, lambda job_id: client.jobs[job_id].pause(), as_json, _how_to_resume)


@jobs.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing(job_ids))
@as_json
@connected
def resume(client: Client, ids: tuple[str, ...], as_json: bool) -> None:
    """Resume paused jobs: they are queued again, and continue from where they were."""
    _act(ids, lambda job_id: client.jobs[job_id].resume(), as_json, lambda _: "")


@jobs.command()
@_id
@as_json
@connected
def stop(client: Client, job_id: str, as_json: bool) -> None:
    """Stop a search: its best candidate so far is fitted and registered."""
    job = client.jobs[job_id].stop()
    if as_json:
        print_json(job.to_json())
    else:
        say(f"job {job.id} ends with its best candidate so far; to follow it: modelbook jobs watch {job.id}")


@jobs.command()
@_optional_id
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Most candidates.")
@as_json
@connected
def trials(client: Client, job_id: str | None, limit: int, as_json: bool) -> None:
    """List the candidates of a search, the best first; of the newest job when no ID is given."""
    found = [trial.to_json() for trial in islice(_job(client, job_id).trials(order="rank"), limit)]
    if as_json:
        print_json(found)
    else:
        names = [
            name for name in ("rank", "candidate", "mean_score", "params", "errors") if any(trial.get(name) not in (None, []) for trial in found)
        ]
        print_table(names, [[trial.get(name) for name in names] for trial in found])


@jobs.command()
@_id
@click.argument("name", metavar="[NAME]", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write to; the current folder when left out.")
@as_json
@connected
def download(client: Client, job_id: str, name: str | None, output: Path | None, as_json: bool) -> None:
    """Download a file of a job by its NAME; the predictions of a batch when no NAME is given. Prints its path."""
    job = client.jobs[job_id]
    path = job.download_predictions(output) if name is None else job.download_file(name, output)
    print_downloaded(path, as_json)


def _act(ids: tuple[str, ...], act: Callable[[str], Job], as_json: bool, more: Callable[[Job], str]) -> None:
    """Act on jobs in turn, and say of each what became of it as soon as that is known: the next one may be refused."""
    done = []
    for job_id in ids:
        done.append(act(job_id))
        if not as_json:
            say(f"job {done[-1].id} is {done[-1].state}{more(done[-1])}")
    if as_json:
        print_json([job.to_json() for job in done])


def _how_to_resume(job: Job) -> str:
    soon = ", and pauses soon" if job.state == "running" else ""
    return f"{soon}; to let it go on: modelbook jobs resume {job.id}"


def _job(client: Client, job_id: str | None) -> Job:
    """Return a job by its id, or the newest."""
    if job_id is not None:
        return client.jobs.get(job_id)
    newest = next(iter(client.jobs.list(limit=1)), None)
    if newest is None:
        raise click.ClickException("there is no job yet; train one: modelbook train RECIPE, or a file with a job spec")
    return newest


def _lines(job: Job, *, to_end: bool) -> Iterator[str]:
    """Yield the lines of a job's log; unless to its end, those that there are: after them a stream gives the progress."""
    for event in job.events():
        if event.kind == "log":
            yield event.message
        elif event.kind == "progress" and not to_end:
            return


def _facts(job: Any) -> Iterator[tuple[str, Any]]:
    yield from ((name, getattr(job, name)) for name in ("id", "name", "recipe", "state", "error", "model"))
    yield "done", f"{job.progress:.0%}"
    yield "phase", job.phase
    yield "remaining", None if job.remaining_s is None else f"{job.remaining_s:.3g} s"
    yield "position", job.queue_position
    yield "waiting for", job.waiting_for
    yield "peak memory", None if job.peak_memory is None else f"{job.peak_memory / 2**30:.2f} GiB"
    yield from (
        (name, getattr(job, name)) for name in ("priority", "attempt", "worker", "best_params", "best_score", "cancel_requested", "pause_requested")
    )
    yield "created", job.created_at
    yield "started", job.started_at
    yield "finished", job.finished_at
    yield "metrics", dict(job.metrics)


jobs.add_command(
    annotating(lambda client, name: client.jobs[name], click.argument("name", metavar="ID", shell_complete=completing(job_ids)), "a job")
)
