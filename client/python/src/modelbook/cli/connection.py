"""Commands that call the service, and the options that many of them share."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Callable, TypeVar

import click

from modelbook.cli.failures import explained

if TYPE_CHECKING:
    from modelbook import Client

Command = TypeVar("Command", bound=Callable[..., Any])
#: Seconds that a completion of the shell may take.
COMPLETION_S = 2.0

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def connected(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a client as its first argument; its errors become messages."""

    @wraps(command)
    @click.pass_context
    def run(ctx: click.Context, *arguments: Any, **options: Any) -> None:
        with explained(), opened(ctx) as client:
            command(client, *arguments, **options)

    return run


def opened(ctx: click.Context, **options: Any) -> Client:
    """Return a client for the address of the option --url, or that of the environment."""
    from modelbook import Client  # Imported late: it takes longer than the help of all commands.

    return Client(base_url=ctx.find_root().params.get("url"), **options)


def completing(names: Callable[[Client], list[str]]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return what completes an argument by names that the service knows; nothing if it does not answer soon."""

    def complete(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        try:
            with opened(ctx, timeout=COMPLETION_S, max_retries=0) as client:
                return [name for name in names(client) if name.startswith(incomplete)]
        except Exception:  # noqa: BLE001 - whatever fails, a key press in a shell must not print an error.
            return []

    return complete


def model_names(client: Client) -> list[str]:
    """Return the names of the caller's models."""
    return [model.name for model in client.models.list(limit=200)]


def job_ids(client: Client) -> list[str]:
    """Return the ids of the newest jobs."""
    return [job.id for job, _ in zip(client.jobs.list(limit=50), range(50))]


def sweep_ids(client: Client) -> list[str]:
    """Return the ids of the newest sweeps."""
    return [sweep.id for sweep, _ in zip(client.sweeps.list(limit=50), range(50))]


def recipe_ids(client: Client) -> list[str]:
    """Return the ids of the recipes."""
    return [recipe.id for recipe in client.catalog.list()]


def sources(client: Client) -> list[str]:
    """Return the names and ids of the data sets."""
    built_in = [dataset.source for dataset in client.datasets.built_in()]
    return [*built_in, *(dataset.source for dataset in client.datasets.list(limit=200))]


#: The argument of commands about one model.
the_model = click.argument("ref", metavar="MODEL", shell_complete=completing(model_names))
