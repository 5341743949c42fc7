"""One API process."""

import gc

from service.app import create_app
from service.http.server import Server
from service.private_files import make_private
from service.settings import Settings
from service.store.database import files_of


def serve(host: str, port: int) -> None:
    """Run one API process until it is asked to stop.

    Args:
        host: Address to listen on; a name is also one under which the API may be called.
        port: Port to listen on.
    """
    settings = Settings()
    make_private(settings.files, settings.cache, *files_of(settings.database_url))
    app = create_app(settings, own_names=[] if _is_address(host) else [host])
    app.state.parts.containment.warm_up()
    # What is loaded by now stays: without it, collecting the garbage of a large body takes a twentieth of the time, in which nothing else runs.
    gc.collect()
    gc.freeze()
    Server(app, host, port, settings, app.state.parts.streams.stop).run()


def _is_address(host: str) -> bool:
    return bool(host) and (":" in host or host.replace(".", "").isdigit())
