"""The command `modelbook doctor` of a client: whether the service can be used from here. The server's takes its place where that is installed."""

from __future__ import annotations

import click

from modelbook.cli.connection import as_json
from modelbook.cli.findings import report


@click.command()
@as_json
@click.pass_obj
def doctor(url: str | None, as_json: bool) -> None:
    """Say what is missing or wrong, and what to do."""
    from modelbook.cli.client_checks import client_findings  # Imported late, as the client is.

    report(client_findings(url), as_json)
