"""Commands that print generated files of this project, for its Makefile; hidden from the help."""

import click


@click.command(hidden=True)
def openapi() -> None:
    """Print the OpenAPI document of the API."""
    from service.api.openapi import document_json
    from service.app import create_app
    from service.settings import Settings

    click.echo(document_json(create_app(Settings(database_url="sqlite://", oidc_issuer=""))), nl=False)


@click.command(hidden=True)
def reference() -> None:
    """Print the reference of job specs."""
    from service.reference import reference as text

    click.echo(text(), nl=False)


@click.command("catalog-page", hidden=True)
def catalog_page() -> None:
    """Print the page of all recipes."""
    from service.reference import catalog_page as text

    click.echo(text(), nl=False)


@click.command(hidden=True)
def estimators() -> None:
    """Print the table of the installed scikit-learn's estimators."""
    from models.specs.estimators.estimator_table import table_text

    click.echo(table_text(), nl=False)
