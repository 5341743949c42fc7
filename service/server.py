"""One API process."""

from types import FrameType

import uvicorn

from service.app import create_app
from service.events import EventStreams

#: Seconds open requests have to end when the process is asked to stop.
SHUTDOWN_GRACE_S = 5


class _Server(uvicorn.Server):
    """A server that ends its event streams before it waits for open requests; otherwise it would wait for them in vain."""

    def __init__(self, config: uvicorn.Config, streams: EventStreams) -> None:
        super().__init__(config)
        self._streams = streams

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._streams.stop()
        super().handle_exit(sig, frame)


def serve(host: str, port: int) -> None:
    """Serve the API until the process is told to stop."""
    app = create_app()
    config = uvicorn.Config(app, host=host, port=port, access_log=False, log_level="info", timeout_graceful_shutdown=SHUTDOWN_GRACE_S)
    _Server(config, app.state.parts.streams).run()
