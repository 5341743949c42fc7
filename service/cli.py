"""The `modelbook` command."""

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from service.logs import configure_logs


@click.group()
@click.version_option(package_name="modelbook")
def main() -> None:
    """Train and serve models over HTTP."""
    configure_logs()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address the API listens on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port the API listens on.")
@click.option("--data", default="data", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for all its data.")
def up(host: str, port: int, data: Path) -> None:
    """Run everything on this machine: broker, worker and API."""
    from models.core.errors import MissingExtraError
    from service.embedded import EmbeddedError, Location, run_embedded

    try:
        run_embedded(Location(host, port, data.absolute()))
    except (EmbeddedError, MissingExtraError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise _of_settings(error) from error


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def api(host: str, port: int) -> None:
    """Run one API process, with the settings of the environment."""
    from models.core.errors import PluginError
    from service.access.addresses import ProxyError
    from service.http.hosts import HostNameError

    try:
        from service.api_process import serve

        serve(host, port)
    except (PluginError, HostNameError, ProxyError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise _of_settings(error) from error


@main.command()
def openapi() -> None:
    """Print the OpenAPI document of the API."""
    from service.api.openapi import document_json
    from service.app import create_app
    from service.settings import Settings

    click.echo(document_json(create_app(Settings(database_url="sqlite://"))), nl=False)


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
    from service.settings import Settings
    from service.store.database import migrate as run_migrations

    run_migrations(Settings().database_url)


def _of_settings(error: ValidationError) -> click.ClickException:
    """Return the error for settings of the environment; a value may be a password, and is not repeated."""
    faults = [f"MODELBOOK_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
    return click.ClickException("; ".join(faults))


if __name__ == "__main__":
    sys.exit(main())
