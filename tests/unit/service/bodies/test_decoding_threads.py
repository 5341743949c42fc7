"""Where large bodies are decoded: in a few threads, whatever the number of requests."""

import asyncio
import json
import threading
import time

from starlette.requests import Request
from starlette.types import Message

from service.bodies.content import LONG, decoded_body
from service.bodies.decoding_threads import MOST_DECODED, decoded_in_thread
from service.bodies.json_bounds import CALL


class Counting:
    """A decoder that counts how often it runs at a time."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.005)
        with self._lock:
            self.now -= 1
        return threading.current_thread().name


def _request(body: bytes) -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


def _n_workers() -> int:
    return sum(thread.name.startswith("AnyIO") for thread in threading.enumerate())


def test_no_more_bodies_than_allowed_are_decoded_at_a_time() -> None:
    async def scene() -> None:
        await asyncio.gather(*(decoded_in_thread(counting) for _ in range(20)))

    counting = Counting()
    asyncio.run(scene())
    assert (counting.now, counting.most) == (0, MOST_DECODED)


def test_large_bodies_take_no_threads_that_all_requests_share() -> None:
    async def scene() -> tuple[list[int], int]:
        before = _n_workers()
        found = await asyncio.gather(*(decoded_body(_request(body), 2 * len(body), CALL) for _ in range(20)))
        return [len(raw["values"]) for raw, _ in found], _n_workers() - before

    body = json.dumps({"values": [0.5] * LONG}).encode()
    assert asyncio.run(scene()) == ([LONG] * 20, 0)
