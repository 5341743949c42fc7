"""The command `modelbook worker`. What it needs is looked for before its parts are imported, so that a refusal takes no seconds."""

import click

from service.server_command import ServerCommand


@click.command(cls=ServerCommand)
def worker() -> None:
    """Run one worker, with the settings of the environment. If it could not run any job, exit with the reason."""
    from pydantic import ValidationError

    from models.core.child_python import keep_to_installed_modules
    from models.core.errors import MissingExtraError, PluginError
    from service.moved_note import MovedError
    from service.settings_errors import of_settings
    from workers.errors import WorkerError

    keep_to_installed_modules()
    try:
        _run()
    except (MissingExtraError, PluginError, WorkerError, MovedError) as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        raise of_settings(error) from error


def _run() -> None:
    from models.core.extras import require_extra
    from service.moved_note import require_unmoved
    from service.needed_packages import require_driver, require_exporter
    from service.settings import Settings

    require_extra("worker", "a worker trains models")
    settings = Settings()
    require_driver(settings.database_url)
    require_exporter(settings)
    require_unmoved(settings.files)
    from workers.app import run  # Seconds of imports, of which plug-ins are a part.

    run(settings)
