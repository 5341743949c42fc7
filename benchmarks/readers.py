"""Readers of event streams. Run as `python -m benchmarks.readers PORT N JOB...`.

It opens N streams, spread over the jobs, prints `open` once all have begun, and at the end of its input how many events each second they got.
"""

import asyncio
import sys
import time

import uvloop

from service.open_files import raise_limit


class _Readers:
    """Streams of jobs, and the events that came."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.n_events = self.n_ended = 0
        self._begun: set[int] = set()

    async def open(self, jobs: list[str], n: int) -> list[asyncio.Task[None]]:
        """Open streams, some at a time, and return once all have begun."""
        tasks = []
        for number in range(n):
            tasks.append(asyncio.create_task(self._read(number, jobs[number % len(jobs)])))
            if number % 50 == 49:
                await asyncio.sleep(0.05)
        while len(self._begun) < n:
            await asyncio.sleep(0.05)
        return tasks

    async def _read(self, number: int, job: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(f"GET /v1/jobs/{job}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"expected 200, got {head[:80]!r}")
        self._begun.add(number)
        while got := await reader.read(65536):
            self.n_events += got.count(b"event: ")
        self.n_ended += 1


async def main() -> None:
    """Read until the input ends."""
    port, n, jobs = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    raise_limit(n)
    readers = _Readers(port)
    tasks = await readers.open(jobs, n)
    print("open", flush=True)
    before, start = readers.n_events, time.perf_counter()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print((readers.n_events - before) / (time.perf_counter() - start), readers.n_ended, flush=True)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    uvloop.run(main())
