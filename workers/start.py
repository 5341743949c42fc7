"""The start of a worker: what it needs is looked for before its parts are imported, so that a refusal takes no seconds."""

import sys

from pydantic import ValidationError

from models.core.child_python import keep_to_installed_modules
from models.core.errors import MissingExtraError, PluginError
from models.core.extras import require_extra
from service.needed_packages import require_driver
from service.private_files import keep_private
from service.settings import Settings
from service.settings_errors import of_settings
from workers.warm_up_error import WarmUpError


def main() -> None:
    """Run a worker with the settings of the environment, until it is asked to stop. If it cannot take jobs, exit with the reason."""
    keep_private()
    keep_to_installed_modules()
    try:
        _run()
    except (MissingExtraError, PluginError, WarmUpError) as error:
        sys.exit(f"Error: {error}")
    except ValidationError as error:
        sys.exit(f"Error: {of_settings(error).message}")


def _run() -> None:
    require_extra("worker", "a worker trains models")
    settings = Settings()
    require_driver(settings.database_url)
    from workers.app import run  # Seconds of imports, of which plug-ins are a part: they raise PluginError.

    run(settings)
