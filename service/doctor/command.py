"""The command `modelbook doctor` where the server is installed."""

import logging
from collections.abc import Iterator
from pathlib import Path

import click
from modelbook.cli.findings import Finding, report, wrong


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder of `modelbook up`.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of the API.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def doctor(url: str | None, data: Path | None, port: int, as_json: bool) -> None:
    """Say what is missing or wrong, and what to do."""
    logging.disable()  # The findings say all.
    try:
        report(_findings(url, data, port), as_json)
    finally:
        logging.disable(logging.NOTSET)


def _findings(url: str | None, data: Path | None, port: int) -> Iterator[Finding]:
    from modelbook.cli.client_checks import client_findings
    from pydantic import ValidationError

    from service.doctor import backup, installation, isolation, running, storage
    from service.place import place_of
    from service.settings_errors import of_settings

    try:
        place = place_of(data)
    except ValidationError as error:
        yield wrong("values of settings", of_settings(error).message, "correct it, or unset it; `modelbook up --help` lists the settings")
    else:
        yield from installation.findings(place)
        yield from isolation.findings(place)
        yield from storage.findings(place)
        yield from backup.findings(place)
        yield from running.findings(place, port)
    yield from client_findings(url, f"http://127.0.0.1:{port}", is_optional=True)
