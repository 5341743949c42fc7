"""One API process: it listens as soon as its settings are found to be usable, and builds the application meanwhile."""

import gc
import logging
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from models.core.child_python import keep_to_installed_modules
from models.core.discovery import plugged
from service.access.accounts import accounts_of
from service.access.keyless import Keyless
from service.access.rate_limits import Rates
from service.access.start import admit
from service.http.early_health import early_health
from service.http.starting import Built, Starting, StartingServer
from service.open_files import raise_limit
from service.private_files import make_private
from service.settings import Settings
from service.store.database import Database, files_of

log = logging.getLogger(__name__)


def serve(host: str, port: int, *, is_open: bool = False) -> None:
    """Run one API process until it is asked to stop.

    Args:
        host: Address to listen on; a name is also one under which the API may be called.
        port: Port to listen on.
        is_open: Whether requests need no key, wherever they come from.

    Raises:
        StartError: Nothing would check who calls, or the settings of keys cannot be used.
        HostNameError: A host name, an origin or the prefix of the settings is malformed.
        PluginError: A plug-in is missing, or cannot be loaded.
    """
    keep_to_installed_modules()
    settings, names = Settings(), [] if _is_address(host) else [host]
    raise_limit(settings.max_connections)
    make_private(settings.files, settings.cache, *files_of(settings.database_url))
    keyless = _admit(settings, host, is_open=is_open)
    early = early_health(settings, names, Rates.of(settings).addresses.is_proxied)
    starting = Starting(_building(partial(_build, settings, names, keyless)), early, settings.root_path)
    StartingServer(starting, host, port, settings).run()


def _admit(settings: Settings, host: str, *, is_open: bool) -> Keyless:
    """Refuse to start with what the application would refuse, before anything is served."""
    accounts_of(settings)
    database = Database(settings.database_url)
    try:
        return admit(settings, database, host, is_open=is_open)
    finally:
        database.close()


def _building(build: Callable[[], Built]) -> Callable[[], Built]:
    """Return what builds the application when the process listens. With plug-ins it is built before, since they may be refused."""
    if not plugged():
        return build
    built = build()
    return lambda: built


def _build(settings: Settings, own_names: Sequence[str], keyless: Keyless) -> Built:
    """Build the application."""
    began = monotonic()
    # Imported late: most of a start is this import, during which the process already listens.
    from models.specs.job import JobSpec
    from service.app import create_app

    JobSpec.model_rebuild()  # Its schema, which is built when it is first used, is not left to the first job.
    app = create_app(settings, own_names, keyless)
    app.state.parts.containment.warm_up()
    # What is loaded by now stays: without it, collecting the garbage of a large body takes a twentieth of the time, in which nothing else runs.
    gc.collect()
    gc.freeze()
    log.info("The application is there after %.1f s; requests no longer wait for it.", monotonic() - began)
    return Built(app, app.state.direct, app.state.parts.streams.stop)


def _is_address(host: str) -> bool:
    return bool(host) and (":" in host or host.replace(".", "").isdigit())
