"""What the server's commands share: logs, private files, and a list of the settings in their help. It imports nothing large."""

import importlib
from collections.abc import Iterator
from typing import Any

import click
from modelbook.cli.variables import require_known

from service.logs import configure_logs
from service.private_files import keep_private


def prepare() -> None:
    """Prepare this process to run a part of the service.

    Raises:
        UnknownVariableError: A variable MODELBOOK_... that nothing reads is set.
    """
    require_known()
    configure_logs()
    keep_private()


class ServerCommand(click.Command):
    """A command that runs a part of the service, with its settings in its help.

    Args:
        sets: Settings that the command sets itself, by their names in the code.
        options: Those of a click command.
    """

    def __init__(self, *arguments: Any, sets: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._sets = sets

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Settings (environment variables)"):
            formatter.write_dl([line for name, line in _settings() if name not in self._sets])

    def invoke(self, ctx: click.Context) -> Any:
        prepare()
        return super().invoke(ctx)


class ServerGroup(click.Group):
    """A group of commands whose module is loaded when one of them is asked for.

    Args:
        path: Name of the module, and of the group in it.
        options: Those of a click group.
    """

    def __init__(self, *arguments: Any, path: tuple[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._path = path

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._loaded().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._loaded().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        prepare()
        return super().invoke(ctx)

    def _loaded(self) -> click.Group:
        module, name = self._path
        group: click.Group = getattr(importlib.import_module(module), name)
        return group


def _settings() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name of each setting, with its variable, and its meaning and default."""
    from service.settings import Settings  # Imported late, as it imports NumPy: other commands' help is to be there at once.

    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, "") else f"  [default: {field.default}]"
        yield name, (f"MODELBOOK_{name.upper()}", f"{field.description}{default}")
    yield "plugins", ("MODELBOOK_PLUGINS", "Installed distributions whose members are loaded, by commas.")
