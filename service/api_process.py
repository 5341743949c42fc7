"""One API process."""

from models.core.child_python import keep_to_installed_modules
from service.access.keyless import Keyless
from service.access.start import admit
from service.app import create_app
from service.garbage import freeze_what_is_loaded
from service.http.ports import shared_sockets
from service.http.server import Server
from service.logs import configure_logs
from service.open_files import raise_limit
from service.private_files import make_private
from service.settings import Settings
from service.store.database import Database, files_of
from service.turns import take_short_turns


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
    """
    if number is not None:
        configure_logs(f"api-{number}")
    keep_to_installed_modules()
    take_short_turns()
    settings = Settings()
    raise_limit(settings.max_connections)
    make_private(settings.files, settings.cache, *files_of(settings.database_url))
    keyless = _admit(settings, host, is_open=is_open)
    app = create_app(settings, [] if _is_address(host) else [host], keyless, is_one_of_several=number is not None)
    app.state.parts.containment.warm_up()
    freeze_what_is_loaded()
    sockets = None if number is None else shared_sockets(host, port)
    Server(app, host, port, settings, app.state.parts.streams.stop, app.state.direct).run(sockets)


def _admit(settings: Settings, host: str, *, is_open: bool) -> Keyless:
    database = Database(settings.database_url)
    try:
        return admit(settings, database, host, is_open=is_open)
    finally:
        database.close()


def _is_address(host: str) -> bool:
    return bool(host) and (":" in host or host.replace(".", "").isdigit())
