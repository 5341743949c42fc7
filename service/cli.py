"""The `modelbook` command."""

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from models.core.errors import MissingExtraError
from service.key_commands import keys
from service.logs import configure_logs
from service.private_files import keep_private
from service.settings_errors import of_settings

_OPEN = click.option("--open", "is_open", is_flag=True, help="Take requests without a key from anywhere: a proxy in front must check who calls.")


@click.group()
@click.version_option(package_name="modelbook")
def main() -> None:
    """Train and serve models over HTTP."""
    configure_logs()
    keep_private()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address the API listens on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port the API listens on.")
@click.option("--data", default="data", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for all its data.")
@_OPEN
def up(host: str, port: int, data: Path, is_open: bool) -> None:
    """Run everything on this machine: broker, worker and API."""
    from service.embedded import EmbeddedError, Location, run_embedded

    try:
        run_embedded(Location(host, port, data.absolute(), is_open))
    except (EmbeddedError, MissingExtraError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise of_settings(error) from error


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@_OPEN
def api(host: str, port: int, is_open: bool) -> None:
    """Run one API process, with the settings of the environment."""
    from models.core.errors import PluginError
    from service.access.start_error import StartError
    from service.http.hosts import HostNameError
    from service.needed_packages import require_needed_packages
    from service.settings import Settings

    try:
        require_needed_packages(Settings())
        from service.api_process import serve

        serve(host, port, is_open=is_open)
    except (PluginError, HostNameError, StartError, MissingExtraError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise of_settings(error) from error


@main.command()
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Write all its forms into this folder instead.")
def openapi(folder: Path | None) -> None:
    """Print the OpenAPI document of the API."""
    from service.app import create_app
    from service.document_forms.document_files import files_of, write_files
    from service.settings import Settings

    document = create_app(Settings(database_url="sqlite://", oidc_issuer="")).openapi()
    if folder is None:
        click.echo(files_of(document)["openapi.json"], nl=False)
    else:
        write_files(document, folder)


@main.command()
def reference() -> None:
    """Print the reference of job specs."""
    from service.reference import reference as text

    click.echo(text(), nl=False)


@main.command()
def catalog() -> None:
    """Print the page of all recipes."""
    from service.reference import catalog_page

    click.echo(catalog_page(), nl=False)


@main.command()
def estimators() -> None:
    """Print the table of the installed scikit-learn's estimators."""
    from models.specs.estimators.estimator_table import table_text

    click.echo(table_text(), nl=False)


@main.command()
def migrate() -> None:
    """Migrate the database of the environment's settings to the newest schema."""
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    from service.settings import Settings
    from service.settings_errors import of_database
    from service.store.database import migrate as run_migrations

    try:
        run_migrations(Settings().database_url)
    except ValidationError as error:
        raise of_settings(error) from error
    except MissingExtraError as error:
        raise click.ClickException(str(error)) from error
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise of_database(error, "MODELBOOK_DATABASE_URL names it") from error


main.add_command(keys)

if __name__ == "__main__":
    sys.exit(main())
