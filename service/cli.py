"""The server's commands. The program `modelbook` finds them by entry points; `python -m service.cli` has them without the client's.

Everything large is imported inside of a command: the help, and the commands of the client, are to be there at once.
"""

import sys
from pathlib import Path

import click

from service.backups.commands import backup, move, restore
from service.clean_command import clean
from service.doctor.command import doctor
from service.page_commands import catalog_page, estimators, openapi, reference
from service.server_command import ServerCommand, ServerGroup

#: Most API processes on one machine.
MAX_PROCESSES = 64
_OPEN = click.option("--open", "is_open", is_flag=True, help="Take requests without a key from anywhere: a proxy in front must check who calls.")


@click.command(cls=ServerCommand, sets=("database_url", "broker_url", "files", "cache"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address the API listens on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port the API listens on.")
@click.option("--data", default="data", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for all its data.")
@click.option("--api-workers", default=1, show_default=True, type=click.IntRange(1, MAX_PROCESSES), help="API processes, which share the port.")
@_OPEN
@click.option("--browse", "browses", is_flag=True, help="Open the dashboard in a browser once it is ready, where there is a screen.")
def up(host: str, port: int, data: Path, api_workers: int, is_open: bool, browses: bool) -> None:
    """Run everything on this machine: broker, worker and API."""
    from pydantic import ValidationError

    from models.core.errors import MissingExtraError
    from service.embedded import EmbeddedError, Location, run_embedded
    from service.moved_note import MovedError
    from service.screen import browse
    from service.settings_errors import of_settings

    try:
        run_embedded(Location(host, port, data.absolute(), is_open, api_workers), on_ready=browse if browses else None)
    except (EmbeddedError, MissingExtraError, MovedError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise of_settings(error) from error


@click.command(cls=ServerCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, MAX_PROCESSES), help="Processes, which share the port; Linux only.")
@click.option("--process", type=int, hidden=True, help="Number of this process among several that share the port.")
@_OPEN
def api(host: str, port: int, workers: int, process: int | None, is_open: bool) -> None:
    """Run the API, with the settings of the environment: one process, or several on one port."""
    from pydantic import ValidationError

    from models.core.errors import MissingExtraError, PluginError
    from service.access.start_error import StartError
    from service.api_processes import Listening, run_processes
    from service.http.hosts import HostNameError
    from service.http.ports import PortError
    from service.moved_note import MovedError, require_unmoved
    from service.needed_packages import require_needed_packages
    from service.settings import Settings
    from service.settings_errors import of_settings

    try:
        require_needed_packages(Settings())
        require_unmoved(Settings().files)
        if workers > 1:
            run_processes(Listening(host, port, is_open), workers)
            return
        from service.api_process import serve

        serve(host, port, is_open=is_open, number=process)
    except (PluginError, HostNameError, StartError, PortError, MissingExtraError, MovedError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise of_settings(error) from error


@click.command(cls=ServerCommand)
def migrate() -> None:
    """Migrate the database of the environment's settings to the newest schema."""
    from alembic.util import CommandError
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    from models.core.errors import MissingExtraError
    from service.settings import Settings
    from service.settings_errors import of_database, of_settings
    from service.store.database import migrate as run_migrations

    try:
        run_migrations(Settings().database_url)
    except ValidationError as error:
        raise of_settings(error) from error
    except MissingExtraError as error:
        raise click.ClickException(str(error)) from error
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise of_database(error, "MODELBOOK_DATABASE_URL names it") from error


keys = ServerGroup("keys", path=("service.key_commands", "keys"), help="Create, list, revoke, rotate and expire the keys of callers.")


@click.group(commands=[up, api, migrate, keys, doctor, clean, backup, restore, move, openapi, reference, catalog_page, estimators])
@click.version_option(package_name="modelbook")
def main() -> None:
    """Run the parts of Modelbook's server."""


if __name__ == "__main__":
    sys.exit(main())
