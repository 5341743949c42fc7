"""A port of this machine that stands for a server of the database, for job processes that can reach nothing else.

It passes bytes on, so what a job encrypts for the server stays encrypted, and looks the server's name up for each connection.
"""

import asyncio
import logging
import socket
import threading

from service.store.addresses import Address
from service.store.database import CONNECTED_WITHIN

log = logging.getLogger(__name__)

#: Address of this machine at which it listens.
_HERE = "127.0.0.1"
#: Most bytes that are passed on at once.
_PIECE = 64 * 1024


class DatabaseRelay:
    """Passes connections on to one server, on a thread of its own that ends with this process.

    Args:
        server: Where the server is.
    """

    def __init__(self, server: Address) -> None:
        self._server = server
        self._listening = socket.create_server((_HERE, 0))

    def start(self) -> Address:
        """Start the thread; return where it listens."""
        threading.Thread(target=lambda: asyncio.run(self._serve()), name="database relay", daemon=True).start()
        return Address(_HERE, self._listening.getsockname()[1])

    async def _serve(self) -> None:
        async with await asyncio.start_server(self._pass_on, sock=self._listening) as listening:
            await listening.serve_forever()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect a job with the server until either side closes; a job whose server is away sees a connection that is closed."""
        try:
            opening = asyncio.open_connection(self._server.host, self._server.port)
            from_server, to_server = await asyncio.wait_for(opening, CONNECTED_WITHIN["connect_timeout"])
        except (OSError, TimeoutError) as error:
            log.debug("The database cannot be reached for a job: %s", error)
            writer.close()
            return
        copies = [asyncio.ensure_future(_copy(reader, to_server)), asyncio.ensure_future(_copy(from_server, writer))]
        try:
            await asyncio.wait(copies, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for copy in copies:
                copy.cancel()
            writer.close()
            to_server.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Pass on what comes from one side until it closes, or the other does."""
    try:
        while piece := await source.read(_PIECE):
            target.write(piece)
            await target.drain()
    except OSError as error:
        log.debug("A connection to the database broke: %s", error)
