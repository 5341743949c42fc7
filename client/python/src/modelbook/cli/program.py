"""The program `modelbook`: the client's commands, and those of the server where it is installed. Each is loaded when it is needed."""

from __future__ import annotations

import difflib
import importlib
import os
from typing import Any

import click

from modelbook._config import VARIABLES
from modelbook.cli.failures import INTERRUPTED, explained
from modelbook.cli.variables import points_of, require_known

#: Group of the entry points of further commands. One with the name of a command below takes its place.
GROUP = "modelbook.commands"
#: Commands of the client; each is a module of this package with a command of that name.
COMMANDS = (
    *("train", "retrain", "reproduce", "jobs", "sweeps", "models", "plots", "predict", "batch", "datasets", "recipes", "check"),
    *("rm", "undo", "doctor", "completion"),
)
#: Commands that only the server's distribution has.
SERVER_COMMANDS = ("up", "api", "worker", "migrate", "keys", "clean", "backup", "restore", "move")
#: Commands that work with misspelt variables: one that reports them, and one that is run at the start of each shell.
_TOLERANT = ("doctor", "completion")


class Program(click.Group):
    """A group that finds its commands by name: in this package, and by entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *(name for name in _joined() if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _joined():
            found: click.Command = _joined()[cmd_name].load()
            return found
        if cmd_name in COMMANDS:
            module = importlib.import_module(f"modelbook.cli.{cmd_name}")
            return getattr(module, cmd_name)  # type: ignore[no-any-return]
        return None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if ctx.resilient_parsing or name.startswith("-") or self.get_command(ctx, name) is not None:
            return super().resolve_command(ctx, args)
        if name in SERVER_COMMANDS:
            raise click.ClickException(
                f"`modelbook {name}` belongs to the server, which is not installed here; install it: pip install 'modelbook[worker]'"
            )
        near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
        raise click.UsageError(f"no such command {name!r}" + (f"; did you mean `modelbook {near[0]}`?" if near else ""), ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        shown = {name: command for name, command in found if command is not None and not command.hidden}
        joined = [name for name in shown if name in _joined() and name not in COMMANDS]
        for title, names in (("Commands", [name for name in shown if name not in joined]), ("Commands of the server", joined)):
            if names:
                with formatter.section(title):
                    formatter.write_dl([(name, shown[name].get_short_help_str(100)) for name in names])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Settings (environment variables)"):
            formatter.write_dl(list(VARIABLES.items()))
        formatter.write_paragraph()
        formatter.write_text("Settings of the server: `modelbook up --help`. Exit codes: 0 done, 1 it failed, 2 a mistake in the command.")

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with explained():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


def _joined() -> dict[str, Any]:
    """Return the entry points of further commands, by name."""
    return {point.name: point for point in points_of(GROUP)}


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="modelbook-client", prog_name="modelbook")
@click.option("--url", metavar="URL", help="Address of the service; instead of MODELBOOK_URL.")
@click.pass_context
def program(ctx: click.Context, url: str | None) -> None:
    """Train and serve models over HTTP."""
    if ctx.invoked_subcommand not in _TOLERANT:
        require_known(os.environ)
    ctx.obj = url
