"""One API process. By itself, it listens as soon as its settings are found to be usable, and builds the application meanwhile."""

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from models.core.child_python import keep_to_installed_modules
from models.core.discovery import plugged
from service.access.accounts import accounts_of
from service.access.keyless import Keyless
from service.access.rate_limits import Rates
from service.access.start import admit
from service.garbage import freeze_what_is_loaded, without_collections
from service.http.early_health import early_health
from service.http.ports import shared_sockets
from service.http.server import Server
from service.http.starting import Built, Starting, StartingServer
from service.logs import configure_logs
from service.open_files import raise_limit
from service.private_files import make_private
from service.settings import Settings
from service.store.database import Database, files_of

log = logging.getLogger(__name__)

#: Seconds for which a thread that computes in Python, such as scikit-learn's, may keep the event loop waiting before each step; Python's 0.005 made a
#: prediction beside one such thread wait 35 ms (p99), beside four 211 ms, this 0.7 and 22 ms. A switch takes microseconds.
TURN_S = 0.0005


def serve(host: str, port: int, *, is_open: bool = False, number: int | None = None) -> None:
    """Run one API process until it is asked to stop.

    Args:
        host: Address to listen on; a name is also one under which the API may be called.
        port: Port to listen on.
        is_open: Whether requests need no key, wherever they come from.
        number: Its number among processes that share the port; None for one that has it for itself.

    Raises:
        PortError: The port is used by a program that does not share it.
        StartError: Nothing would check who calls, or the settings of keys cannot be used.
        HostNameError: A host name, an origin or the prefix of the settings is malformed.
        PluginError: A plug-in is missing, or cannot be loaded.
    """
    if number is not None:
        configure_logs(f"api-{number}")
    keep_to_installed_modules()
    take_short_turns()
    settings, names = Settings(), [] if _is_address(host) else [host]
    raise_limit(settings.max_connections)
    make_private(settings.files, settings.cache, *files_of(settings.database_url))
    keyless = _admit(settings, host, is_open=is_open)
    build = partial(_build, settings, names, keyless, number)
    if number is None:
        early = early_health(settings, names, Rates.of(settings).addresses.is_proxied)
        StartingServer(Starting(_building(build), early, settings.root_path), host, port, settings).run()
    else:  # It listens when it can answer: until then, the others do.
        built = build()
        Server(built.app, host, port, settings, built.on_exit, built.direct).run(shared_sockets(host, port))


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


def _build(settings: Settings, own_names: Sequence[str], keyless: Keyless, number: int | None) -> Built:
    """Build the application."""
    began = monotonic()
    with without_collections():
        # Imported late: most of a start is this import, during which the process already listens.
        from models.specs.job import JobSpec
        from service.app import create_app

        JobSpec.model_rebuild()  # Its schema, which is built when it is first used, is not left to the first job.
        app = create_app(settings, own_names, keyless, number=number)
    app.state.parts.containment.warm_up()
    freeze_what_is_loaded()
    log.info("The application is there after %.1f s.", monotonic() - began)
    return Built(app, app.state.direct, app.state.parts.streams.stop)


def take_short_turns() -> None:
    """Let threads of this process take shorter turns."""
    sys.setswitchinterval(TURN_S)


def _is_address(host: str) -> bool:
    return bool(host) and (":" in host or host.replace(".", "").isdigit())
