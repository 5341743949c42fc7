"""A small load generator: keep-alive connections that send one request after the other.

Run as `python -m benchmarks.load PORT PATH CONNECTIONS SECONDS < BODY`; prints requests a second. It runs in a process of
its own, and speaks HTTP/1.1 by hand, so that it costs less than what it measures.
"""

import asyncio
import sys
import time

import uvloop


async def main() -> None:
    """Send requests for a given time, and print the number of responses per second."""
    port, path, connections, seconds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    body = sys.stdin.buffer.read()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    request = head.encode() + body
    await _run(port, request, connections, 1.0)  # Warm up.
    start = time.perf_counter()
    count = await _run(port, request, connections, seconds)
    print(count / (time.perf_counter() - start))


async def _run(port: int, request: bytes, connections: int, seconds: float) -> int:
    deadline = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_connection(port, request, deadline) for _ in range(connections))))


async def _connection(port: int, request: bytes, deadline: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < deadline:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 20"):
            raise SystemExit(f"expected success, got {head[:80]!r}")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        count += 1
    writer.close()
    return count


if __name__ == "__main__":
    uvloop.run(main())
