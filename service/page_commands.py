"""Commands that print generated files of this project, for its Makefile; hidden from the help."""

from pathlib import Path

import click


@click.command(hidden=True)
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


@click.command(hidden=True)
def reference() -> None:
    """Print the reference of job specs."""
    from service.reference import reference as text

    click.echo(text(), nl=False)


@click.command("catalog-page", hidden=True)
def catalog_page() -> None:
    """Print the page of all recipes."""
    from service.catalog_page import catalog_page as text

    click.echo(text(), nl=False)


@click.command(hidden=True)
def estimators() -> None:
    """Print the table of the installed scikit-learn's estimators."""
    from models.specs.estimators.estimator_table import table_text

    click.echo(table_text(), nl=False)
