"""The command `modelbook worker`."""

import click

from service.server_command import ServerCommand


@click.command(cls=ServerCommand)
def worker() -> None:
    """Run one worker, with the settings of the environment."""
    from pydantic import ValidationError

    from service.settings_errors import of_settings
    from workers.app import main

    try:
        main()
    except ValidationError as error:
        raise of_settings(error) from error
