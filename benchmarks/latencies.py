"""A load generator that sends requests at a fixed pace, and tells how long the slow ones take.

Run as `python -m benchmarks.latencies PORT PATH PER_SECOND SECONDS < BODY`; prints the median and the 99th percentile in milliseconds. A request
that is late because the one before it was slow counts from the time at which it was due, so that no delay is left out.
"""

import asyncio
import statistics
import sys
import time

import uvloop

#: Connections, which take the requests in turn.
CONNECTIONS = 8


async def main() -> None:
    """Send requests for a given time, and print the latencies."""
    port, path, per_second, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
    body = sys.stdin.buffer.read()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    request, every_s = head.encode() + body, CONNECTIONS / per_second
    await _run(port, request, every_s, 1.0)  # Warm up.
    times = await _run(port, request, every_s, seconds)
    print(1000 * statistics.median(times), 1000 * statistics.quantiles(times, n=100)[98])


async def _run(port: int, request: bytes, every_s: float, seconds: float) -> list[float]:
    start = time.perf_counter()
    offsets = (start + number * every_s / CONNECTIONS for number in range(CONNECTIONS))
    found = await asyncio.gather(*(_connection(port, request, offset, every_s, start + seconds) for offset in offsets))
    return [latency for some in found for latency in some]


async def _connection(port: int, request: bytes, due: float, every_s: float, deadline: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    while due < deadline:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"expected 200, got {head[:80]!r}")
        await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
        times.append(time.perf_counter() - due)
        due += every_s
    writer.close()
    return times


if __name__ == "__main__":
    uvloop.run(main())
