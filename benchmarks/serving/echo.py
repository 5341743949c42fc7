"""The server that shows the ceiling of the load generator: it reads a request to its end, and writes the same small response to each.

Run as `python -m benchmarks.serving.echo PORT BYTES`, where BYTES is the length of a whole request.
"""

import asyncio
import sys

import uvloop

_RESPONSE = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"


class Echo(asyncio.Protocol):
    """A connection; requests are counted by their bytes.

    Args:
        length: Bytes of a request.
    """

    def __init__(self, length: int) -> None:
        self._length, self._n_bytes = length, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._n_bytes += len(data)
        if self._n_bytes >= self._length:
            self._n_bytes -= self._length
            self._transport.write(_RESPONSE)  # type: ignore[attr-defined]


async def main() -> None:
    """Answer until the process is ended."""
    port, length = int(sys.argv[1]), int(sys.argv[2])
    server = await asyncio.get_running_loop().create_server(lambda: Echo(length), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
